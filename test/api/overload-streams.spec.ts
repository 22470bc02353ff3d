import { expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { untilTrue } from '../support/waiting.js';
import { listen, refusal } from './live-support.js';
import { RC, startScene } from './timeline-support.js';

it('a live stream on top of as many as there may be is refused until one of them ends, and no question with it', async () => {
  const { app } = await startScene(PROJECTIONS, { admission: { streams: 1 } });
  const token = await app.admit('auditor');
  const rollCall = `${await app.listen()}/api/roll-calls/${RC}`;
  const first = await listen(`${rollCall}/stream`, { token });
  expect(await refusal(`${rollCall}/stream`, { token })).toMatchObject({
    status: 503,
    body: { type: 'urn:muster:problem:overloaded' },
  });
  expect(await app.inject('GET', `/api/roll-calls/${RC}/verdict`, { token })).toMatchObject({ status: 200 });
  first.leave();
  await untilTrue(async () => {
    const again = await listen(`${rollCall}/stream`, { token }).catch(() => undefined);
    again?.leave();
    return again !== undefined;
  });
  await app.close();
});
