import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.js';
import { eventPage } from './event-page.js';

const page = eventPage(CATALOGUE);

function sectionOf(type: string): string {
  return page.split(`### \`${type}\``)[1]?.split('### ')[0] ?? '';
}

describe('The page of the event catalogue', () => {
  it.each(Object.keys(CATALOGUE))('has %s with every field, clear or sealed', (type) => {
    const { clear, sealed } = CATALOGUE[type] ?? { clear: {}, sealed: [] };
    const rows = sectionOf(type).match(/^\| `.+ \|$/gm) ?? [];
    expect(rows.map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
      ...Object.keys(clear).map((field) => `| \`${field}\` clear`),
      ...sealed.map((field) => `| \`${field}\` sealed`),
    ]);
  });

  it('says when a fact is taken to have happened', () => {
    expect(sectionOf('OfficerAccountedFor')).toContain('It happened at `observedAt`.');
    expect(sectionOf('MissionSuspended')).toContain('It happened at `decidedAt`.');
    expect(sectionOf('NoteLogged')).toContain('It happened when it is recorded.');
  });
});
