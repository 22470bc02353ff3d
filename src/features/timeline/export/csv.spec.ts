import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('has commas between its cells and ends as RFC 4180 says', () => {
    expect(csvLine(['one', 'two', ''])).toBe('one,two,\r\n');
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'say "safe"', '"say ""safe"""'],
    ['a line feed', 'a\nb', '"a\nb"'],
    ['a carriage return', 'a\rb', '"a\rb"'],
  ])('quotes a cell with %s', (_, cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('keeps a spreadsheet from calculating %j', (cell) => {
    expect(csvLine([cell])).toBe(`'${cell}\r\n`);
  });

  it('guards a cell that begins with a carriage return, and quotes it', () => {
    expect(csvLine(['\r=1'])).toBe('"\'\r=1"\r\n');
  });

  it('guards what is quoted too', () => {
    expect(csvLine(['=HYPERLINK("http://example.org","x")'])).toBe('"\'=HYPERLINK(""http://example.org"",""x"")"\r\n');
  });

  it('leaves such a sign alone where it does not come first', () => {
    expect(csvLine(['a=b', 'grade -1'])).toBe('a=b,grade -1\r\n');
  });
});
