import type { Say } from '../words/catalogue.js';

const CHANNELS = [
  ...(['APP', 'HEARSAY', 'LINK', 'MESSAGE', 'PARTNER', 'PHONE'] as const),
  ...(['RADIO', 'SATELLITE', 'SIGHT', 'SMS', 'VIDEO', 'VOICE'] as const),
];

/** By what someone was heard, in words where it is one that everyone uses; anything else as it was written. */
export function channelInWords(channel: string, say: Say): string {
  const known = CHANNELS.find((one) => one === channel.toUpperCase());
  return known === undefined ? channel : say(`common.channel.${known}`);
}
