import { present } from './present.js';

describe('present', () => {
  it('leaves out what is undefined and keeps everything else, null and empty text too', () => {
    const members: object = present({ kept: 1, empty: '', none: null, off: false, gone: undefined });
    expect(members).toStrictEqual({ kept: 1, empty: '', none: null, off: false });
  });
});
