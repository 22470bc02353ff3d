import { describe, expect, it } from '@jest/globals';
import { atLeast, atMost } from '../../bench/figure.js';
import { asJson, asText } from '../../bench/report.js';

const RATIO = atLeast('check-ins', 0.81234, 0.75, { note: '812 of 1,000' });
const DELAY = atMost('delay', 251, 250, { unit: 'ms' });

describe('a figure', () => {
  it.each([
    [atLeast('a', 0.75, 0.75), true],
    [atLeast('a', 0.7499, 0.75), false],
    [atMost('a', 250, 250), true],
    [atMost('a', 250.01, 250), false],
  ])('is within reach up to the reach itself and no further', (figure, reached) => {
    expect(figure.reached).toBe(reached);
  });

  it('is not within reach because it was rounded', () => {
    expect(atLeast('a', 0.749999, 0.75)).toMatchObject({ value: 0.75, reached: false });
  });

  it('that could not be computed is not within reach', () => {
    expect([atLeast('a', NaN, 0).reached, atMost('a', NaN, 0).reached]).toEqual([false, false]);
  });
});

describe('the report of a run', () => {
  it('is for programs one object of names, values and reaches alone', () => {
    expect(JSON.parse(asJson([RATIO, DELAY]))).toEqual({
      figures: [
        { name: 'check-ins', value: 0.8123, reach: 0.75, reached: true },
        { name: 'delay', value: 251, reach: 250, reached: false },
      ],
    });
  });

  it('is for people a table under the machine, with what was left out and why', () => {
    const text = asText('two cores', [RATIO, DELAY], [{ subject: 'kurrentdb', why: 'no server is here' }]);
    expect(text.split('\n')).toEqual([
      'two cores',
      '',
      'figure     value   reach           reached  made of',
      '---------  ------  --------------  -------  ------------',
      'check-ins  0.8123  at least 0.75   yes      812 of 1,000',
      'delay      251 ms  at most 250 ms  NO',
      '',
      'kurrentdb is left out: no server is here',
      '1 of 2 figures are within reach.',
    ]);
  });
});
