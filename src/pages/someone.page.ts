import type { Id } from '../kernel/ids.js';
import { markup, type Html } from './markup.js';
import type { Page, Speech } from './page.js';
import type { NamedMission, Person } from './someone.desk.js';

export interface SomeoneParts {
  readonly rollCall: Id;
  /** The sign of the session that lets the form in. */
  readonly form: string;
  /** Of the form on the page, which counts once however often it is sent. */
  readonly key: string;
  /** Why the step that was sent is not recorded, as the problem is called. */
  readonly why?: string;
}

/** Who is it: somebody who is registered, somebody who is not, or nobody knows. */
export function whoPage(
  speech: Speech,
  parts: SomeoneParts,
  search: { readonly letters: string; readonly found?: readonly Person[] },
): Page {
  const { say } = speech;
  const { letters, found } = search;
  const content = markup`${refusal(speech, parts)}
<form method="get" class="card"><h2>${say('pages.someone.registered')}</h2>
<label class="field">${say('pages.someone.name')}<input name="find" value="${letters}" maxlength="200" required></label>
<button>${say('pages.someone.find')}</button>
${found === undefined ? undefined : foundLinks(speech, found)}
</form>
${stepForm(
  parts,
  'register',
  markup`<h2>${say('pages.someone.unregistered')}</h2>
${(['name', 'rank', 'agency'] as const).map((field) => markup`<label class="field">${say(`pages.someone.${field}`)}<input name="${field}" maxlength="200" required></label>`)}
<button class="main">${say('pages.someone.register')}</button>`,
)}
${stepForm(
  parts,
  'note',
  markup`<h2>${say('pages.someone.unknown')}</h2>
<p class="soft">${say('pages.someone.unknownHint')}</p>
<label class="field">${say('pages.someone.text')}<textarea name="text" rows="3" maxlength="2000" required></textarea></label>
<button>${say('pages.someone.note')}</button>`,
)}
${wayBack(speech, parts)}`;
  return { title: say('pages.someone.title'), content };
}

function foundLinks({ say }: Speech, found: readonly Person[]): Html {
  if (found.length === 0) return markup`<p role="status">${say('pages.someone.none')}</p>`;
  return markup`${found.map(
    ({ officer, name, homeAgency }) =>
      markup`<p><a class="button" href="?officer=${officer}">${name ?? officer}<br><small>${homeAgency}</small></a></p>`,
  )}`;
}

/** He is registered, and on no tour: what must be known of it. */
export function tourPage(
  speech: Speech,
  parts: SomeoneParts,
  { person, missions }: { readonly person: Person; readonly missions: readonly NamedMission[] },
): Page {
  const { say } = speech;
  const content = markup`${refusal(speech, parts)}
<p role="status">${say('pages.someone.isRegistered', { name: person.name ?? person.officer })}</p>
${stepForm(
  parts,
  'begin',
  markup`<input type="hidden" name="officer" value="${person.officer}">
<label class="field">${say('pages.someone.mission')}<select name="mission" required><option value=""></option>${missions.map(({ mission, name }) => markup`<option value="${mission}">${name ?? mission}</option>`)}</select></label>
<label class="field">${say('pages.someone.since')}<input type="date" name="since" required></label>
<label class="field">${say('pages.someone.until')}<input type="date" name="until" required></label>
<button class="main">${say('pages.someone.begin')}</button>`,
)}
${wayBack(speech, parts)}`;
  return { title: say('pages.someone.tourTitle'), content };
}

/** He is on a tour, and not asked about yet. */
export function additionPage(speech: Speech, parts: SomeoneParts, person: Person): Page {
  const { say } = speech;
  const content = markup`${refusal(speech, parts)}
<p role="status">${say('pages.someone.isOnTour', { name: person.name ?? person.officer })}</p>
${stepForm(
  parts,
  'add',
  markup`<input type="hidden" name="officer" value="${person.officer}">
<label class="field">${say('pages.someone.reason')}<input name="reason" maxlength="200" required></label>
<button class="main">${say('pages.someone.add')}</button>`,
)}
${wayBack(speech, parts)}`;
  return { title: say('pages.someone.addTitle'), content };
}

/** The last step was recorded. */
export function recordedPage(speech: Speech, parts: SomeoneParts, text: string): Page {
  const content = markup`<div class="card good" role="status"><p>${text}</p></div>
${wayBack(speech, parts)}`;
  return { title: speech.say('pages.receipt.title', { condition: 'SAFE' }), content };
}

function stepForm({ rollCall, form, key }: SomeoneParts, step: string, fields: Html): Html {
  return markup`<form method="post" action="/roll-calls/${rollCall}/check-in/someone" class="card">
<input type="hidden" name="form" value="${form}"><input type="hidden" name="key" value="${key}"><input type="hidden" name="step" value="${step}">
${fields}
</form>`;
}

function refusal({ say }: Speech, { why }: SomeoneParts): Html | undefined {
  if (why === undefined) return undefined;
  return markup`<div class="card bad" role="alert"><p>${say('pages.someone.refused', { why: why.replaceAll('-', '_') })}</p></div>`;
}

function wayBack({ say }: Speech, { rollCall }: SomeoneParts): Html {
  return markup`<p><a class="button" href="/roll-calls/${rollCall}/check-in">${say('pages.someone.back')}</a></p>`;
}
