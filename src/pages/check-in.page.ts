import type { Mode } from '../kernel/mode.js';
import type { Receipt } from './check-in.desk.js';
import type { Device } from './device.js';
import { present } from '../kernel/present.js';
import { markup, type Html } from './markup.js';
import type { Page, Speech } from './page.js';
import { told } from './when.js';

/** What lets a form in: the secret of a link that was just opened, or the sign of the cookie that it became. */
export interface Pass {
  readonly field: 'link' | 'form';
  readonly value: string;
}

export interface CheckInPageParts {
  readonly pass: Pass;
  /** Of this form, which counts once however often it is sent. */
  readonly key: string;
  readonly mode: Mode;
  readonly name?: string;
  readonly zone?: string;
  readonly device?: Device;
}

/** Two buttons. What is pressed is recorded at once. */
export function checkInPage(speech: Speech, parts: CheckInPageParts): Page {
  const { say } = speech;
  const { pass, key, mode, name, device } = parts;
  const content = markup`${name === undefined ? undefined : markup`<p data-own><strong>${name}</strong></p>`}
<form method="post" action="/check-in" id="check-in">
<input type="hidden" name="${pass.field}" value="${pass.value}">
<input type="hidden" name="key" value="${key}">
<button class="main tap" name="say" value="safe"><span aria-hidden="true">✓ </span>${say('pages.checkIn.safe')}</button>
<button class="help tap" name="say" value="help"><span aria-hidden="true">◆ </span>${say('pages.checkIn.help')}</button>
</form>
<p class="soft" id="hint">${say('pages.checkIn.hint')}</p>
${device === undefined ? undefined : markup`<template id="more">${moreForm(speech, markup`<input type="hidden" name="say" value="">`)}</template>`}`;
  const title = say('pages.checkIn.title');
  return { title, content, brandForm: 'check-in', ...modeOf(mode), ...present({ device }) };
}

/** What was recorded, in words, and what may be added to it. */
export function receiptPage(speech: Speech, receipt: Receipt, parts: CheckInPageParts): Page {
  const { pass, key, mode, device } = parts;
  const saying = receipt.condition === 'SAFE' ? 'safe' : 'help';
  const content = markup`<div class="card ${saying === 'safe' ? 'good' : 'bad'}" role="status">${receiptText(speech, receipt, parts.zone)}</div>
${moreForm(
  speech,
  markup`<input type="hidden" name="${pass.field}" value="${pass.value}">
<input type="hidden" name="key" value="${key}">
<input type="hidden" name="say" value="${saying}">`,
)}`;
  return { title: receiptTitle(speech, receipt), content, ...modeOf(mode), ...present({ device }) };
}

export function receiptTitle({ say }: Speech, { condition }: Receipt): string {
  return say('pages.receipt.title', { condition });
}

/** What may be added to what was said. */
function moreForm({ say }: Speech, hidden: Html): Html {
  return markup`<form method="post" action="/check-in" id="check-in">
${hidden}
<h2>${say('pages.checkIn.more')}</h2>
<label class="field">${say('pages.checkIn.place')}<input name="place" maxlength="200"></label>
<label class="field">${say('pages.checkIn.company')}<input name="company" maxlength="200"></label>
<label class="field">${say('pages.checkIn.note')}<textarea name="note" rows="3" maxlength="2000"></textarea></label>
<button>${say('pages.checkIn.add')}</button>
</form>
<p><a class="button" href="/check-in">${say('pages.checkIn.again')}</a></p>`;
}

/** The same words where a script shows them. */
export function receiptText({ say, language }: Speech, receipt: Receipt, zone: string | undefined): Html {
  const { condition, number, recordedAt } = receipt;
  return markup`<p><strong>${say('pages.receipt.said', { condition })}</strong></p>
<p>${say('pages.receipt.number', { number })}<br>${told(recordedAt, language, zone)}</p>`;
}

function modeOf(mode: Mode): Pick<Page, 'mode'> {
  return mode === 'ACTUAL' ? {} : { mode };
}
