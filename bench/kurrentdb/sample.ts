import { BACKWARDS, END, KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { Sample } from './contestants.js';

/** The newest event of a type, as Muster has stored it. */
export async function sampleOf(connectionString: string, namespace: string, type: string): Promise<Sample> {
  const client = KurrentDBClient.connectionString(connectionString);
  const filter = streamNameFilter({ prefixes: [`${namespace}.`] });
  try {
    for await (const { event } of client.readAll({
      direction: BACKWARDS,
      fromPosition: END,
      maxCount: 1_000,
      filter,
    })) {
      if (event?.type !== type) continue;
      return { type, data: event.data as Sample['data'], metadata: event.metadata as Sample['metadata'] };
    }
    throw new Error(`nothing of type ${type} was stored`);
  } finally {
    await client.dispose();
  }
}
