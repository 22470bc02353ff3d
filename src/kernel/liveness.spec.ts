import { liveness, type LivenessVersion, type Resolution } from './liveness.js';

const version = (id: string, how: Partial<LivenessVersion> = {}): LivenessVersion => ({
  id,
  retracted: false,
  refuted: false,
  ...how,
});

const resolution = (prefer: string, ...setAside: string[]): Resolution => ({ prefer, setAside });

function live(versions: LivenessVersion[], resolutions: Resolution[] = []): string[] {
  return [...liveness(versions, resolutions).live];
}

describe('A version', () => {
  it('is live as recorded', () => {
    expect(live([version('a')])).toEqual(['a']);
  });

  it.each([
    ['retracted', { retracted: true }],
    ['refuted', { refuted: true }],
    ['superseded', { supersededBy: 'b' }],
  ])('is not live once %s', (_, how) => {
    expect(live([version('a', how), version('b')])).toEqual(['b']);
  });

  it('is not live once set aside, and what was preferred is', () => {
    expect(live([version('a'), version('b'), version('c')], [resolution('a', 'b', 'c')])).toEqual(['a']);
  });

  it('is live as a correction of what was set aside, for it is an entry of its own', () => {
    const versions = [version('a'), version('b', { supersededBy: 'c' }), version('c')];
    expect(live(versions, [resolution('a', 'b')])).toEqual(['a', 'c']);
  });
});

describe('A resolution', () => {
  it.each([
    ['retracted', { retracted: true }],
    ['refuted', { refuted: true }],
    ['superseded', { supersededBy: 'c' }],
  ])('holds no longer once what it preferred is %s', (_, how) => {
    const { live, holding } = liveness([version('a', how), version('b')], [resolution('a', 'b')]);
    expect([...live]).toEqual(['b']);
    expect(holding).toEqual([]);
  });

  it('holds no longer once a later one sets aside what it preferred', () => {
    const resolutions = [resolution('a', 'b'), resolution('c', 'a')];
    const { live, holding } = liveness(
      ['a', 'b', 'c'].map((id) => version(id)),
      resolutions,
    );
    expect([...live]).toEqual(['b', 'c']);
    expect(holding).toEqual([resolution('c', 'a')]);
  });

  it('holds again once the later one that set aside its preference does not', () => {
    const resolutions = [resolution('a', 'b'), resolution('c', 'a')];
    expect(live([version('a'), version('b'), version('c', { retracted: true })], resolutions)).toEqual(['a']);
  });

  it('holds whatever an earlier one set aside', () => {
    const resolutions = [resolution('c', 'a'), resolution('a', 'b')];
    const answer = liveness(
      ['a', 'b', 'c'].map((id) => version(id)),
      resolutions,
    );
    expect(answer.holding).toEqual(resolutions);
    expect([...answer.live]).toEqual(['c']);
  });
});
