/**
 * Stands for whatever `current` answers at the moment of each use. What is injected once can so speak for an
 * installation that was opened later.
 */
export function delegate<T extends object>(current: () => T): T {
  return new Proxy(Object.create(null) as T, {
    get(_, member): unknown {
      const target = current();
      const value: unknown = Reflect.get(target, member, target);
      // Bound, for private members are found on the target alone.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    has: (_, member) => Reflect.has(current(), member),
    getPrototypeOf: () => Reflect.getPrototypeOf(current()),
  });
}
