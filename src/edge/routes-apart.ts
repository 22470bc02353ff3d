const PROBES: ReadonlySet<string | undefined> = new Set(['/livez', '/readyz']);

/** A route that says whether the process is well: always answered, to anyone, and counted for nobody. */
export function isProbe(route: string | undefined): boolean {
  return PROBES.has(route);
}

/** A route that says how much there is to do: just when that is much, it is wanted. */
export function isMeasuring(route: string | undefined): boolean {
  return route === '/metrics';
}

/** A page on which someone checks in is as urgent as the command that it gives. */
export function takesCommand(method: string, route: string | undefined): boolean {
  return (
    method === 'POST' &&
    (route?.startsWith('/api/commands/') === true || (route !== undefined && /\/check-in(?:\/someone)?$/.test(route)))
  );
}

export function takesStream(route: string | undefined): boolean {
  return route?.endsWith('/stream') === true;
}
