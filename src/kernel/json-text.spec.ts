import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { joinedList } from './joined-list.js';
import { jsonBytes, jsonText } from './json-text.js';

const anyParts = fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { maxLength: 5 });

class Worded {
  constructor(readonly name: string) {}

  toJSON(): string {
    return `worded ${this.name}`;
  }
}

describe('the text of an answer', () => {
  it('is what JSON.stringify writes, whatever stands in it and at whatever depth', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: true, withDate: true }), (answer) => {
        expect(jsonText(answer)).toBe(JSON.stringify(answer));
        expect(Buffer.concat(jsonBytes(answer))).toEqual(Buffer.from(JSON.stringify(answer)));
      }),
    );
  });

  it('is what JSON.stringify writes of joined lists, the first time and when parts of them stand in another', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (some, others) => {
        for (const parts of [some, [...others, ...some], some.toReversed()]) {
          const answer = { list: joinedList(parts), below: { list: joinedList(parts), deeper: [joinedList(parts)] } };
          const written = JSON.stringify({ ...answer, list: parts.flat() });
          expect(jsonText(answer)).toBe(written);
          expect(Buffer.concat(jsonBytes(answer))).toEqual(Buffer.from(written));
        }
      }),
    );
  });

  it('leaves out what JSON leaves out, and lets be written in its own way what has one', () => {
    const answer = { gone: undefined, made: () => 1, at: new Date(0), who: new Worded('Ann'), lists: [undefined, []] };
    expect(jsonText(answer)).toBe(JSON.stringify(answer));
    expect(jsonText({ own: answer, toJSON: () => 'itself' })).toBe('"itself"');
    expect(jsonText([undefined, 1])).toBe('[null,1]');
  });
});
