/** The members of `Members`, those that may be undefined made optional instead. */
export type Present<Members extends object> = {
  [Key in keyof Members as undefined extends Members[Key] ? never : Key]: Members[Key];
} & { [Key in keyof Members as undefined extends Members[Key] ? Key : never]?: Exclude<Members[Key], undefined> };

/** Leaves out the members that are undefined: an optional field of a fact that was not given is not there at all. */
export function present<Members extends object>(members: Members): Present<Members> {
  const given: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(members)) if (value !== undefined) given[member] = value;
  return given as Present<Members>;
}
