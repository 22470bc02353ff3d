import type { Say } from '../messages/speaking.js';
import type { Device } from './device.js';
import { markup, type Html } from './markup.js';

/** What the script says, in words; `{…}` is for it to fill in. */
export function deviceTemplate(say: Say, { key, who, until }: Device): Html {
  const words = {
    title: say('pages.device.title'),
    safe: say('pages.device.said', { condition: 'SAFE' }),
    help: say('pages.device.said', { condition: 'NEEDS_ASSISTANCE' }),
    pressed: say('pages.device.pressed', { at: '{at}' }),
    waiting: say('pages.device.waiting'),
    unsent: say('pages.device.unsent'),
    ended: say('pages.device.ended'),
    refused: say('pages.device.refused', { why: '{why}' }),
    stranger: say('pages.device.stranger'),
    adopt: say('pages.device.adopt'),
    remove: say('pages.device.remove'),
    kept: say('pages.device.kept'),
    missing: say('pages.device.missing'),
    nothing: say('pages.list.nothing'),
  };
  const texts = Object.entries(words).map(([name, text]) => markup`<p id="${name}">${text}</p>`);
  return markup`<template id="device" data-key="${key}" data-who="${who}" data-until="${until}">${texts}</template>`;
}
