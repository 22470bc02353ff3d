import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningServer } from '../../src/installation/server.js';
import { muster, playSmallNight, startServerOn, temporaryFolder } from './support.js';

jest.setTimeout(60_000);

interface Verified {
  readonly ok: boolean;
  readonly events: number;
  readonly faults: readonly { readonly kind: string }[];
}

describe('verifying a log', () => {
  const folder = temporaryFolder();
  let server: RunningServer;

  const verified = async (path: string): Promise<Verified> =>
    JSON.parse((await muster(['verify', '--data', path, '--json'])).out) as Verified;

  beforeAll(async () => {
    server = await startServerOn(folder.path);
    await playSmallNight(server);
  });
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it('says beside the server that writes it how much there is and that all of it holds', async () => {
    const { code, out, err } = await muster(['verify'], { env: { MUSTER_DATA: folder.path } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /log\.db: 12 events in \d+ streams, from \S+Z to \S+Z\nok: order, revisions, ids and content hold\n$/,
    );
  });

  it('shows how far it is to whoever watches, and takes that away again', async () => {
    const { err } = await muster(['verify', '--data', folder.path], { errIsTerminal: true });
    expect(err).toMatch(/12 of 12 events, \d+ a second, 0 s left/);
    expect(err.endsWith('\r\u001b[K')).toBe(true);
  });

  it.each([
    ['content that its id does not belong to', "UPDATE events SET data = '{}' WHERE position = 4", ['CONTENT']],
    ['a type that was changed', "UPDATE events SET type = 'MissionEnded' WHERE position = 2", ['CONTENT']],
    ['a stream without its first event', 'DELETE FROM events WHERE position = 3', ['REVISION', 'GAP']],
    ['an event that is gone whole, and its stream with it', 'DELETE FROM events WHERE position = 1', ['GAP']],
    ['what is no event', "UPDATE events SET metadata = 'none' WHERE position = 5", ['UNREADABLE']],
  ])('finds %s', async (_damage, sql, kinds) => {
    const copy = await damagedCopy(sql);
    const { ok, faults } = await verified(copy.path);
    expect([ok, [...new Set(faults.map(({ kind }) => kind))]]).toEqual([false, kinds]);
    const { code, out } = await muster(['verify', '--data', copy.path]);
    copy.remove();
    expect(code).toBe(1);
    expect(out).toContain('NOT OK');
    for (const kind of kinds) expect(out).toContain(`  ${kind}: `);
  });

  it('cannot be done where there is no log, and makes none', async () => {
    const empty = temporaryFolder();
    const { code, out, err } = await muster(['verify', '--data', empty.path]);
    writeFileSync(join(empty.path, 'log.db'), 'something else altogether');
    const other = await muster(['verify', '--data', empty.path]);
    empty.remove();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('cannot open');
    expect(other.code).toBe(2);
  });

  async function damagedCopy(sql: string) {
    const copy = temporaryFolder();
    const source = new Database(join(folder.path, 'log.db'), { readonly: true });
    await source.backup(join(copy.path, 'log.db'));
    source.close();
    const db = new Database(join(copy.path, 'log.db'));
    db.exec('DROP TRIGGER events_are_not_updated; DROP TRIGGER events_are_not_deleted');
    db.exec(sql);
    db.close();
    return copy;
  }
});
