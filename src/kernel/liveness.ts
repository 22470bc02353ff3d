/** One version of a check-in, or a death report, as far as its liveness goes. */
export interface LivenessVersion<Id extends string = string> {
  readonly id: Id;
  /** The correction that stands in this version's place; absent again once that is retracted. */
  readonly supersededBy?: Id | undefined;
  readonly retracted: boolean;
  readonly refuted: boolean;
}

export interface Resolution<Id extends string = string> {
  readonly prefer: Id;
  readonly setAside: readonly Id[];
}

/**
 * Which versions are live, and which resolutions hold (RULE.md section 2.2). Resolutions are given in the order in
 * which they were recorded: whether one holds depends on later ones alone, so it is settled from the last to the first.
 */
export function liveness<Id extends string, R extends Resolution<Id>>(
  versions: Iterable<LivenessVersion<Id>>,
  resolutions: readonly R[],
): { readonly live: ReadonlySet<Id>; readonly holding: readonly R[] } {
  const standing = new Set<Id>();
  for (const version of versions) if (stands(version)) standing.add(version.id);
  const setAside = new Set<Id>();
  const holding = resolutions.toReversed().filter((resolution) => {
    const holds = standing.has(resolution.prefer) && !setAside.has(resolution.prefer);
    if (holds) for (const id of resolution.setAside) setAside.add(id);
    return holds;
  });
  const live = new Set([...standing].filter((id) => !setAside.has(id)));
  return { live, holding: holding.reverse() };
}

/** Neither retracted, superseded nor refuted; it may still be set aside. */
export function stands(version: LivenessVersion): boolean {
  return !version.retracted && !version.refuted && version.supersededBy === undefined;
}
