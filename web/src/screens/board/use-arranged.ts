import { useMemo, useState } from 'react';
import { arranged, movedSince, type Grouping, type Section } from './arranging.js';
import type { Line } from './live-board.js';

interface Arranged {
  /** In the order in which they are shown, which stays as it is under whoever reads. */
  readonly sections: readonly Section[];
  /** How many would move if the changes since were applied. */
  readonly changes: number;
  readonly apply: () => void;
}

/**
 * The order of a board is taken once and kept until its reader applies what has changed, or looks at it otherwise. What a
 * row says is always what is known now.
 */
export function useArranged(
  lines: ReadonlyMap<string, Line>,
  look: string,
  grouping: Grouping,
  appliesAtOnce: boolean,
): Arranged {
  const present = useMemo(() => arranged(lines, grouping), [lines, grouping]);
  const [kept, setKept] = useState({ look, sections: present });
  const isKept = kept.look === look && !appliesAtOnce;
  if (!isKept && kept.sections !== present) setKept({ look, sections: present });
  const sections = isKept ? kept.sections : present;
  const changes = useMemo(() => movedSince(sections, present), [sections, present]);
  return { sections, changes, apply: () => setKept({ look, sections: present }) };
}
