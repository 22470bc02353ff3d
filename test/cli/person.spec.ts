import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { muster, temporaryFolder } from './support.js';

describe('who has been granted access', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const heard: (string | undefined)[] = [];
  let stranger: Server;
  let url: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    heard.length = 0;
    stranger = createServer((request, reply) => {
      heard.push(request.headers.authorization);
      reply.writeHead(401).end();
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    writeFileSync(join(folder.path, 'server.json'), JSON.stringify({ url, secret: 'of a killed server' }));
  });

  afterEach(async () => {
    stranger.closeAllConnections();
    await new Promise((resolve) => stranger.close(resolve));
    folder.remove();
  });

  it('does not give his token to whoever answers at the address that a killed server has left behind', async () => {
    const { code, err } = await muster(['board', 'some-roll-call'], {
      env: { MUSTER_TOKEN: 'mine', MUSTER_DATA: folder.path },
    });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('no server runs on the data folder') });
    expect(heard).toEqual(['Bearer of a killed server']);
  });

  it('gives it to the address that he names', async () => {
    await muster(['board', 'some-roll-call', '--url', url], {
      env: { MUSTER_TOKEN: 'mine', MUSTER_DATA: folder.path },
    });
    expect(heard).toEqual(['Bearer mine']);
  });

  it('takes his token from the file that MUSTER_TOKEN_FILE names, and from no other place beside it', async () => {
    const file = join(folder.path, 'token');
    writeFileSync(file, 'from a file\n');
    const asked = ['board', 'some-roll-call', '--url', url];
    const both = await muster(asked, { env: { MUSTER_TOKEN: 'mine', MUSTER_TOKEN_FILE: file } });
    expect([both.code, heard]).toEqual([2, []]);
    await muster(asked, { env: { MUSTER_TOKEN_FILE: file } });
    expect(heard).toEqual(['Bearer from a file']);
  });
});
