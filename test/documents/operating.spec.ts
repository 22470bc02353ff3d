import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { LOG_EVENTS } from '../../src/edge/log-vocabulary.js';
import { METRICS } from '../../src/edge/metrics/vocabulary.js';

const PAGE = read('operating.md');

function read(file: string): string {
  return readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
}

/** The rows of the tables between two headings, as their cells. */
function rows(from: string, to: string): readonly (readonly string[])[] {
  const part = PAGE.slice(PAGE.indexOf(from), PAGE.indexOf(to));
  const lines = part.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/operating.md', () => {
  it('has every metric, with its kind, its labels and what it says', () => {
    const expected = Object.values(METRICS).map(({ name, kind, labels, says }) => [
      `\`${name}\``,
      kind,
      labels.map((label) => `\`${label}\``).join(', ') || '-',
      says,
    ]);
    expect(rows('### Metrics', '## The operations log')).toEqual(expected);
  });

  it('has every event of the operations log, with its level and what it says', () => {
    const expected = Object.entries(LOG_EVENTS).map(([event, { level, says }]) => [`\`${event}\``, level, says]);
    expect(rows('## The operations log', '## Verifying the log')).toEqual(expected);
  });

  it('says of each alert what to do at 03:00, and of none that there is not', () => {
    const { groups } = parse(read('operating/alerts.yaml')) as {
      readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[];
    };
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect([...PAGE.matchAll(/^### (Muster\w+)$/gm)].map(([, alert]) => alert)).toEqual(alerts);
  });

  it('has an alert for every check of /readyz that can fail by itself', () => {
    const checks = rows('What `/readyz` finds', '### Metrics').map(([check = '']) => check.replaceAll('`', ''));
    // The first is told to end, and of views there are alerts of their own, by their states.
    const alone = checks.filter((check) => check !== 'serving' && check !== 'views');
    const watched = [...read('operating/alerts.yaml').matchAll(/muster_ready\{check=~?"([^"]+)"\}/g)];
    expect(watched.flatMap(([, names = '']) => names.split('|')).toSorted()).toEqual(alone.toSorted());
  });
});
