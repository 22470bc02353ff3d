import { describe, expect, it } from '@jest/globals';
import { after, canSend, isStrangers, linkFor, outcomeOf, pauseMs, type Tap } from './queue.js';

const TAP: Tap = {
  ...{ id: 'k1', who: 'ann', to: '/check-in', at: '2020-01-08T00:00:00.000Z', body: 'sealed=x' },
  lines: [{ said: 'I am safe' }],
  ...{ link: 'secret', state: 'waiting' },
};

const LIST: Tap = {
  ...{ id: 'k2', who: 'desk', to: '/roll-calls/r/check-in', at: TAP.at, body: 'person=a&person=b', state: 'waiting' },
  lines: [
    { about: 'a', name: 'Ann', said: 'Safe' },
    { about: 'b', name: 'Bea', said: 'Safe' },
  ],
};

describe('What an answer says', () => {
  it('is that it was received only where our server says so', () => {
    expect(outcomeOf(200, { received: '<p>1</p>' })).toMatchObject({ is: 'received' });
    expect(outcomeOf(200, { counts: '', lines: [] })).toMatchObject({ is: 'received' });
    for (const body of [undefined, null, {}, { received: 1 }, { lines: 'none' }, 'signed in to the hotel']) {
      expect(outcomeOf(200, body)).toEqual({ is: 'later', leastMs: 0 });
    }
  });

  it('is nothing where there was none, or whoever stands between has answered', () => {
    for (const status of [0, 302, 404, 413, 502, 511]) expect(outcomeOf(status, undefined).is).toBe('later');
    for (const status of [401, 403]) expect(outcomeOf(status, { title: 'Pay for the Internet' }).is).toBe('later');
  });

  it('is to come back later where the server is busy, is doing it, or does not know', () => {
    for (const status of [429, 500, 503])
      expect(outcomeOf(status, { said: 'Busy' }, '5')).toEqual({ is: 'later', leastMs: 5_000 });
    for (const type of ['command-in-flight', 'conflict']) {
      expect(outcomeOf(409, { type: `urn:muster:problem:${type}`, said: 'Again' }).is).toBe('later');
    }
    expect(outcomeOf(503, { said: 'Busy' }, 'Tue, 24 Nov 2026 15:00:00 GMT')).toEqual({ is: 'later', leastMs: 0 });
  });

  it('is that nobody is let in, or why it is refused, in the words of the server', () => {
    expect(outcomeOf(401, { said: 'It has ended' })).toEqual({ is: 'ended' });
    expect(outcomeOf(403, { said: 'Not yours' })).toEqual({ is: 'ended' });
    expect(outcomeOf(409, { type: 'urn:muster:problem:closed', said: 'No' })).toEqual({ is: 'refused', why: 'No' });
    expect(outcomeOf(400, { said: 'Unreadable' })).toEqual({ is: 'refused', why: 'Unreadable' });
  });
});

describe('What is left on the device', () => {
  it('is all of it, the same, until the server has said something', () => {
    expect(after(TAP, { is: 'later', leastMs: 0 })).toBe(TAP);
    expect(after(TAP, { is: 'ended' })).toEqual({ ...TAP, state: 'ended' });
  });

  it('is nothing once it was received', () => {
    expect(after(TAP, { is: 'received', answer: { received: '1' } })).toBeUndefined();
    const lines = ['a', 'b'].map((about) => ({ about, refused: false, told: 'recorded' }));
    expect(after(LIST, { is: 'received', answer: { lines } })).toBeUndefined();
  });

  it('is of a list what was refused, with the reason, and nothing that could be sent again', () => {
    const lines = [
      { about: 'b', refused: true, told: 'a voucher is missing' },
      { about: 'a', refused: false, told: 'recorded' },
    ];
    expect(after(LIST, { is: 'received', answer: { lines } })).toEqual({
      ...LIST,
      ...{ state: 'refused', body: '' },
      lines: [{ about: 'b', name: 'Bea', said: 'Safe', why: 'a voucher is missing' }],
    });
  });

  it('has every line that was not answered', () => {
    const lines = [{ about: 'a', refused: false, told: 'recorded' }];
    expect(after(LIST, { is: 'received', answer: { lines } })?.lines).toMatchObject([{ about: 'b' }]);
  });

  it('has no link any more once it was refused', () => {
    const left = after(TAP, { is: 'refused', why: 'No' });
    expect(left).toMatchObject({ state: 'refused', lines: [{ said: 'I am safe', why: 'No' }] });
    expect(left).not.toHaveProperty('link');
  });
});

describe('Whether a page sends a tap', () => {
  const others: Tap = { ...LIST, who: 'other desk' };

  it('is so in the name of whoever pressed it, and in no other', () => {
    expect(canSend(LIST, { who: 'desk' }, false)).toBe(true);
    expect(canSend(others, { who: 'desk' }, true)).toBe(false);
    expect([isStrangers(others, { who: 'desk' }), isStrangers(LIST, { who: 'desk' })]).toEqual([true, false]);
  });

  it('is so where its link says whose it is, though the page does not know', () => {
    expect(canSend(TAP, { who: '' }, false)).toBe(true);
    expect(canSend({ ...TAP, who: '' }, { who: 'ann' }, false)).toBe(true);
    expect(canSend(LIST, { who: '' }, true)).toBe(false);
  });

  it('is not so once it was refused, and once on opening a page where a session had ended', () => {
    expect(canSend({ ...TAP, state: 'refused' }, { who: 'ann' }, true)).toBe(false);
    expect(canSend({ ...TAP, state: 'ended' }, { who: 'ann' }, false)).toBe(false);
    expect(canSend({ ...TAP, state: 'ended' }, { who: 'ann' }, true)).toBe(true);
  });

  it('takes a newer link of the same person, and never that of another', () => {
    expect(linkFor(TAP, { who: 'ann', link: 'newer' })).toBe('newer');
    expect(linkFor(TAP, { who: 'ann' })).toBe('secret');
    expect(linkFor({ ...TAP, who: '' }, { who: 'bea', link: 'hers' })).toBe('secret');
  });
});

describe('The pause after failures', () => {
  it('doubles, is never longer than a minute, and differs from device to device', () => {
    expect([1, 2, 3].map((failures) => pauseMs(failures, 0, 1))).toEqual([4_000, 8_000, 16_000]);
    expect(pauseMs(50, 0, 1)).toBe(60_000);
    expect(pauseMs(1, 0, 0)).toBe(2_000);
  });

  it('is as long at least as the server has asked for', () => {
    expect(pauseMs(1, 90_000, 0.5)).toBe(90_000);
  });
});
