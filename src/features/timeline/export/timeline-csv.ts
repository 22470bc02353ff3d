import { canonicalJson } from '../../../kernel/json.js';
import type { TimelineExport } from '../queries/export-timeline.query.js';
import type { TimelineEventAnswer } from '../queries/timeline.answer.js';
import { csvLine } from './csv.js';

type Cell = (event: TimelineEventAnswer) => string;

/** The columns, in their order; a line is an event. */
const COLUMNS: readonly (readonly [name: string, cell: Cell])[] = [
  ['position', ({ position }) => position],
  ['recordedAt', ({ recordedAt }) => recordedAt],
  ['happenedAt', ({ happenedAt }) => happenedAt],
  ['zone', ({ zone }) => zone ?? ''],
  ['type', ({ type }) => type],
  ['category', ({ category }) => category],
  ['id', ({ id }) => id],
  ['revision', ({ revision }) => revision?.toString() ?? ''],
  ['entry', ({ entry }) => entry ?? ''],
  ['actor', ({ actor }) => actor ?? ''],
  ['role', ({ role }) => role ?? ''],
  ['words', ({ words }) => words],
  ['effect', ({ effect }) => effect.flatMap(({ words }) => words).join('\n')],
  ['data', ({ data }) => canonicalJson(data)],
  ['texts', ({ texts }) => canonicalJson(texts)],
];

/** The whole timeline as CSV, a heading first, in pieces of one page. */
export async function* timelineCsv({ pages }: TimelineExport): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const page of pages) yield page.map((event) => csvLine(COLUMNS.map(([, cell]) => cell(event)))).join('');
}
