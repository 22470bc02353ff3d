import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { present } from '../kernel/present.js';
import { field, must } from './fields.js';
import { FreshAnswer, FreshQuery, type AtPosition } from './freshness.js';

/** Items of a page, where its reader does not say. */
export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;
/** Characters of a cursor. */
const MAX_CURSOR_LENGTH = 512;

/** A page of a list, in the list's own order: give its `next` as `cursor` to go on. */
export class PageQuery extends FreshQuery {
  @PageSizeField()
  readonly limit: number = DEFAULT_PAGE_SIZE;

  @CursorField()
  readonly cursor?: string;
}

/** The rows of one page, and one more where there is a next page. */
export interface CutPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

function PageSizeField(): PropertyDecorator {
  return field(
    { optional: true },
    { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(1),
    Max(MAX_PAGE_SIZE),
  );
}

export function CursorField(): PropertyDecorator {
  const isCursor = (value: unknown): boolean => typeof value === 'string' && decoded(value) !== undefined;
  return field(
    { optional: true },
    { type: String },
    must('isCursor', 'must be what a page gave as its next', isCursor),
  );
}

/** The key of the last row that the reader has; undefined at the list's beginning. */
export function keyAfter({ cursor }: Pick<PageQuery, 'cursor'>): string | undefined {
  return cursor === undefined ? undefined : decoded(cursor);
}

/** How many rows to read: one more than the page holds says whether there is a next. */
export function rowsFor({ limit }: PageQuery): number {
  return limit + 1;
}

/** Cuts what was read for a page; `keyOf` answers by what the list is ordered, without two rows of one key. */
export function cutPage<Row>(
  read: readonly Row[],
  { limit }: Pick<PageQuery, 'limit'>,
  keyOf: (row: Row) => string,
): CutPage<Row> {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  const next = read.length > limit && last !== undefined ? encoded(keyOf(last)) : undefined;
  return { rows, ...present({ next }) };
}

function encoded(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** One spelling only, so that a cursor that was tampered with is refused and not guessed at. */
function decoded(cursor: string): string | undefined {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString();
  return key !== '' && encoded(key) === cursor ? key : undefined;
}

export interface Page<Item> extends FreshAnswer {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** The answer class of a list: `class MissionList extends PageOf(MissionAnswer) {}`. */
export function PageOf<Item extends object>(item: new () => Item): new () => Page<Item> {
  class ItemPage extends FreshAnswer implements Page<Item> {
    @ApiProperty({ type: item, isArray: true })
    readonly items!: readonly Item[];

    @ApiProperty({ required: false, description: 'Give it as `cursor` for the next page; absent on the last.' })
    readonly next?: string;
  }
  return ItemPage;
}

/** A page of answers in the place of a page of rows, in the same order. */
export function pageAnswer<Row, Item>(
  { found: { next }, position }: AtPosition<CutPage<Row>>,
  items: readonly Item[],
): Page<Item> {
  return { items, ...present({ next }), position };
}
