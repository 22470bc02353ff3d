import type { TimelineExport } from '../queries/export-timeline.query.js';

/** The whole timeline as one JSON document, an event to a line, in pieces of one page. */
export async function* timelineJson({ incident, asOf, knownAt, pages }: TimelineExport): AsyncGenerator<string> {
  const head = JSON.stringify({ incident, asOf, knownAt });
  yield `${head.slice(0, -1)},"events":[`;
  let separator = '\n';
  for await (const page of pages) {
    for (const event of page) {
      yield `${separator}${JSON.stringify(event)}`;
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}
