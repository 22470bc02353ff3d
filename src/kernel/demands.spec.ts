import { demandNotAhead, demandNotBefore, demandReason } from './demands.js';
import { Refusal, type Problem } from './failure.js';
import { instant } from './instant.js';

const EARLIER = instant('2020-01-07T22:30:00Z');
const LATER = instant('2020-01-07T22:30:00.001Z');

function problemOf(demanding: () => void): Problem | 'none' {
  try {
    demanding();
    return 'none';
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

describe('what many decisions demand', () => {
  it.each(['', ' ', '\t\n'])('refuses a blank reason: %j', (reason) => {
    expect(problemOf(() => demandReason(reason))).toBe('reason-missing');
  });

  it('takes a reason of one character', () => {
    expect(problemOf(() => demandReason('x'))).toBe('none');
  });

  it('refuses what is later than its recording, and takes what happens at it', () => {
    expect(problemOf(() => demandNotAhead(LATER, EARLIER, 'decidedAt'))).toBe('instant-ahead');
    expect(problemOf(() => demandNotAhead(EARLIER, EARLIER, 'decidedAt'))).toBe('none');
  });

  it('refuses what comes before what it follows, and takes what coincides with it', () => {
    expect(problemOf(() => demandNotBefore(EARLIER, LATER, 'effectiveAt', 'the decision'))).toBe(
      'instants-out-of-order',
    );
    expect(problemOf(() => demandNotBefore(LATER, LATER, 'effectiveAt', 'the decision'))).toBe('none');
  });
});
