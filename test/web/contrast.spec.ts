import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const TOKENS = readFileSync(new URL('../../web/src/look/tokens.css', import.meta.url), 'utf8');

type Scheme = 'light' | 'dark';

/** Each colour of the console in both schemes. */
const COLOURS = new Map(
  [...TOKENS.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** What is read, and whatever it stands on (WCAG 2.2, 1.4.3). */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['ground', 'surface', 'sunken', 'accent-soft', 'help-soft', 'stale-soft', 'holds-soft']],
  ['ink-soft', ['ground', 'surface', 'help-soft']],
  ['accent', ['ground', 'surface', 'accent-soft']],
  ['on-accent', ['accent']],
  ...['unknown', 'stale', 'accounted', 'help', 'conflicted'].map((state) => [state, ['ground', 'surface']] as const),
  ['help', ['help-soft']],
  ['stale', ['stale-soft']],
  ['holds', ['holds-soft', 'surface']],
  ['on-band-actual', ['band-actual']],
  ['on-band-exercise', ['band-exercise']],
  ['on-band-test', ['band-test']],
];

/** What a control is known by (1.4.11). */
const EDGES: readonly (readonly [string, readonly string[]])[] = [['line-strong', ['ground', 'surface']]];

function pairs(of: typeof TEXT): readonly (readonly [Scheme, string, string])[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    of.flatMap(([front, backs]) => backs.map((back) => [scheme, front, back] as const)),
  );
}

function contrast(scheme: Scheme, front: string, back: string): number {
  const [one, other] = [luminance(colour(front)[scheme]), luminance(colour(back)[scheme])];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function colour(name: string): Readonly<Record<Scheme, string>> {
  const found = COLOURS.get(name);
  if (found === undefined) throw new Error(`there is no colour ${name}`);
  return found;
}

/** Relative, as WCAG defines it for sRGB. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('The colours of the console', () => {
  it.each(pairs(TEXT))('can be read, in the %s scheme: %s on %s', (scheme, front, back) => {
    expect(contrast(scheme, front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(EDGES))('show where a control is, in the %s scheme: %s on %s', (scheme, front, back) => {
    expect(contrast(scheme, front, back)).toBeGreaterThanOrEqual(3);
  });
});
