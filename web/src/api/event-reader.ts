/** One message of a stream of server-sent events. */
export interface StreamedEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Cuts a stream of server-sent events (HTML Living Standard, section 9.2) into its messages, as its pieces come. */
export class EventReader {
  private rest = '';

  /** The messages that this piece ends; a comment, by which a server shows that it lives, is none. */
  take(piece: string): readonly StreamedEvent[] {
    const blocks = (this.rest + piece).split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap(readBlock);
  }
}

function readBlock(block: string): readonly StreamedEvent[] {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const data = fields.get('data');
  return data === undefined ? [] : [{ event: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data }];
}
