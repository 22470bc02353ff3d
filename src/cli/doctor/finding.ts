/** What one check found. A fault keeps Muster from working, or will; a warning is worth a look. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'fault' | 'skipped';
  readonly says: string;
  /** What to do about it; of a fault or a warning. */
  readonly remedy?: string;
}

export function ok(check: string, says: string): Finding {
  return { check, status: 'ok', says };
}

export function skipped(check: string, says: string): Finding {
  return { check, status: 'skipped', says };
}

export function warning(check: string, says: string, remedy: string): Finding {
  return { check, status: 'warning', says, remedy };
}

export function fault(check: string, says: string, remedy: string): Finding {
  return { check, status: 'fault', says, remedy };
}
