import { problemUri } from '../api/problems.js';
import type { BoardAnswer } from '../features/accountability/queries/board.query.js';
import type { BoardLineAnswer } from '../features/accountability/queries/board-line.js';
import type { Id } from '../kernel/ids.js';
import { present } from '../kernel/present.js';
import type { Device } from './device.js';
import { markup, type Html } from './markup.js';
import type { Page, Speech } from './page.js';
import type { LineResult } from './roll-call.desk.js';
import { AGES, HOWS, STATES } from './roll-call.form.js';
import { told } from './when.js';

const INVALID = problemUri('invalid-request');

export interface RollCallPageParts {
  readonly board: BoardAnswer;
  /** The sign of the session that lets the form in. */
  readonly form: string;
  /** Of this form, which counts once however often it is sent. */
  readonly key: string;
  /** What became of the form that was sent before. */
  readonly results?: readonly LineResult[];
  readonly device?: Device;
  /** Whether he may bring someone onto the list. */
  readonly mayAdd: boolean;
}

/** Everyone of a roll call, whoever is not accounted for first, with what can be said of each. */
export function rollCallPage(speech: Speech, parts: RollCallPageParts): Page {
  const { board, form, key, results, device, mayAdd } = parts;
  const { say } = speech;
  const people = board.lines.filter(({ exclusion }) => exclusion === undefined);
  const content = markup`${results === undefined ? undefined : markup`<div data-own>${resultsCard(speech, results, people)}</div>`}
<div data-own id="list"><p id="counts">${countsText(speech, board)}</p>
<p class="soft">${say('pages.list.hint')}</p>
<form method="post">
<input type="hidden" name="form" value="${form}"><input type="hidden" name="key" value="${key}">
${people.map((line, place) => personFields(speech, line, place + 1))}
<button class="main">${say('pages.list.send')}</button>
</form>
<datalist id="n">${people.map(({ name }, place) => markup`<option value="${place + 1}">${name?.text}</option>`)}</datalist>${mayAdd ? markup`<p><a class="button" href="/roll-calls/${board.rollCall}/check-in/someone">${say('pages.someone.title')}</a></p>` : undefined}</div>`;
  const mode = board.mode === undefined || board.mode === 'ACTUAL' ? {} : { mode: board.mode };
  return { title: say('pages.list.title'), content, wide: true, ...mode, ...present({ device }) };
}

/** How many are accounted for, and as of when. */
function countsText({ say, language }: Speech, { counts, asOf }: BoardAnswer): Html {
  return markup`${say('pages.list.counts', { ...counts })}<br><small>${told(asOf, language)}</small>`;
}

/** The same for the script of the page: what became of each line, in words. */
export function listAnswer(speech: Speech, board: BoardAnswer, results: readonly LineResult[]): object {
  const lines = results.map((result) => ({
    about: result.deployment,
    refused: result.problem !== undefined,
    told: resultText(speech, result),
  }));
  return { counts: countsText(speech, board).text, lines };
}

/** How and when is asked once something is said of him; where a browser cannot tell, at once. What was ticked can be left out again. */
function personFields({ say }: Speech, line: BoardLineAnswer, number: number): Html {
  const { deployment, name, homeAgency, person, basis } = line;
  const state = person?.accountability ?? 'UNKNOWN';
  const condition = basis?.condition ?? 'NOT_REPORTED';
  return markup`<fieldset class="card"><legend>${number}. ${name?.text ?? deployment}</legend>
<small>${homeAgency} · ${say('pages.list.state', { state, condition })}</small>
<input type="hidden" name="person" value="${deployment}">
<div class="row three">${STATES.map(
    (one) =>
      markup`<label class="pick"><input type="radio" name="s${number}" value="${one}">${say('pages.list.said', { one })}</label>`,
  )}</div>
<div class="then"><div class="row">
<label>${say('pages.list.how')}<select name="how${number}">${HOWS.map((how) => markup`<option value="${how}">${say('pages.list.known', { how })}</option>`)}</select></label>
<label>${say('pages.list.when')}<select name="when${number}">${[...Object.keys(AGES), 'at'].map((age) => markup`<option value="${age}">${say('pages.list.ago', { age })}</option>`)}</select></label>
</div>
<details><summary>${say('pages.list.more')}</summary><div class="row">
<label>${say('pages.list.at')}<input type="datetime-local" name="at${number}"></label>
<label>${say('pages.list.by')}<input name="by${number}" inputmode="numeric" list="n" maxlength="4"></label>
</div></details>
<label class="pick"><input type="radio" name="s${number}" value="">${say('pages.list.leave')}</label></div></fieldset>`;
}

/** Each line is answered for itself. */
function resultsCard(
  speech: Speech,
  results: readonly LineResult[],
  people: readonly Pick<BoardLineAnswer, 'deployment' | 'name'>[],
): Html {
  const { say } = speech;
  const names = new Map<Id, string | undefined>(people.map(({ deployment, name }) => [deployment, name?.text]));
  const refused = results.some(({ problem }) => problem !== undefined);
  const lines = results.map((result) => {
    const name = names.get(result.deployment) ?? result.deployment;
    return markup`<li><strong>${name}</strong>: ${resultText(speech, result)}</li>`;
  });
  const none = lines.length === 0 ? markup`<p>${say('pages.list.nothing')}</p>` : undefined;
  return markup`<div class="card ${refused ? 'warn' : 'good'}" role="status"><ul>${lines}</ul>${none}</div>`;
}

function resultText({ say }: Speech, { number = '', problem }: LineResult): string {
  if (problem === undefined) return say('pages.list.stored', { number, kind: number === '' ? 'attempt' : 'checkIn' });
  const why = problem === INVALID ? 'unreadable' : (problem.split(':').at(-1) ?? '');
  return say('pages.list.refused', { why });
}
