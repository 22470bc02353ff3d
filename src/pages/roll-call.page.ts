import { problemUri } from '../api/problems.js';
import type { BoardAnswer } from '../features/accountability/queries/board.query.js';
import type { BoardLineAnswer } from '../features/accountability/queries/board-line.js';
import type { Id } from '../kernel/ids.js';
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
}

/** Everyone of a roll call, whoever is not accounted for first, with what can be said of each. */
export function rollCallPage(speech: Speech, { board, form, key, results }: RollCallPageParts): Page {
  const { say, language } = speech;
  const people = board.lines.filter(({ exclusion }) => exclusion === undefined);
  const content = markup`<p>${say('pages.list.counts', { ...board.counts })}<br><small>${told(board.asOf, language)}</small></p>
${results === undefined ? undefined : resultsCard(speech, results, people)}
<p class="soft">${say('pages.list.hint')}</p>
<form method="post">
<input type="hidden" name="form" value="${form}"><input type="hidden" name="key" value="${key}">
${people.map((line, place) => personFields(speech, line, place + 1))}
<button class="main">${say('pages.list.send')}</button>
</form>
<datalist id="n">${people.map(({ name }, place) => markup`<option value="${place + 1}">${name?.text}</option>`)}</datalist>`;
  const mode = board.mode === undefined || board.mode === 'ACTUAL' ? {} : { mode: board.mode };
  return { title: say('pages.list.title'), content, wide: true, ...mode };
}

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
<div class="row">
<label>${say('pages.list.how')}<select name="how${number}">${HOWS.map((how) => markup`<option value="${how}">${say('pages.list.known', { how })}</option>`)}</select></label>
<label>${say('pages.list.when')}<select name="when${number}">${[...Object.keys(AGES), 'at'].map((age) => markup`<option value="${age}">${say('pages.list.ago', { age })}</option>`)}</select></label>
</div>
<details><summary>${say('pages.list.more')}</summary><div class="row">
<label>${say('pages.list.at')}<input type="datetime-local" name="at${number}"></label>
<label>${say('pages.list.by')}<input name="by${number}" inputmode="numeric" list="n" maxlength="4"></label>
</div></details></fieldset>`;
}

/** Each line is answered for itself. */
function resultsCard(
  { say }: Speech,
  results: readonly LineResult[],
  people: readonly Pick<BoardLineAnswer, 'deployment' | 'name'>[],
): Html {
  const names = new Map<Id, string | undefined>(people.map(({ deployment, name }) => [deployment, name?.text]));
  const refused = results.some(({ problem }) => problem !== undefined);
  const lines = results.map(({ deployment, number = '', problem }) => {
    const why = problem === INVALID ? 'unreadable' : (problem?.split(':').at(-1) ?? '');
    const name = names.get(deployment) ?? deployment;
    return markup`<li><strong>${name}</strong>: ${problem === undefined ? say('pages.list.stored', { number, kind: number === '' ? 'attempt' : 'checkIn' }) : say('pages.list.refused', { why })}</li>`;
  });
  const none = lines.length === 0 ? markup`<p>${say('pages.list.nothing')}</p>` : undefined;
  return markup`<div class="card ${refused ? 'warn' : 'good'}" role="status"><ul>${lines}</ul>${none}</div>`;
}
