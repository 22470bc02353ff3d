import { describe, expect, it } from '@jest/globals';
import { GatheredLines } from './gathered-lines.js';

function gathering(): { readonly lines: GatheredLines; readonly written: string[]; readonly endTurn: () => void } {
  const [written, waiting]: [string[], (() => void)[]] = [[], []];
  const lines = new GatheredLines(
    (text) => written.push(text),
    (flush) => waiting.push(flush),
  );
  return { lines, written, endTurn: () => waiting.splice(0).forEach((flush) => flush()) };
}

describe('gathered lines', () => {
  it('are written together and in order once the turn is over, and none twice', () => {
    const { lines, written, endTurn } = gathering();
    lines.say('one');
    lines.say('two');
    expect(written).toEqual([]);
    endTurn();
    lines.say('three');
    endTurn();
    endTurn();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('are written at once where something cannot wait for them', () => {
    const { lines, written, endTurn } = gathering();
    lines.say('one');
    lines.flush();
    expect(written).toEqual(['one\n']);
    endTurn();
    expect(written).toEqual(['one\n']);
  });
});
