const partsOfLists = new WeakMap<readonly unknown[], readonly (readonly unknown[])[]>();

/**
 * One list of several that stay as they are, of which it is known what it was made of: who does something for each part
 * and keeps it does it again only for the parts that are others.
 */
export function joinedList<Item>(parts: readonly (readonly Item[])[]): readonly Item[] {
  const list = ([] as Item[]).concat(...parts);
  partsOfLists.set(list, parts);
  return list;
}

/** Undefined of a list that was not joined. */
export function partsOf(list: readonly unknown[]): readonly (readonly unknown[])[] | undefined {
  return partsOfLists.get(list);
}
