import { useEffect, useState, type ReactNode } from 'react';
import type { Mode } from '../../parts/ModeBand.js';
import { useSay } from '../../words/spoken.js';
import type { Grouping, Section } from './arranging.js';
import type { Line } from './live-board.js';
import { nameOf, usePlaces } from './names.js';
import { Row } from './Row.js';

/** Rows that are drawn at a time: few enough that a thousand people never hold up a tap. */
const ROWS_AT_A_TIME = 8;

interface SectionsProps {
  readonly sections: readonly Section[];
  readonly grouping: Grouping;
  /** Everyone on the board, whether or not he is shown. */
  readonly lines: ReadonlyMap<string, Line>;
  readonly mode: Mode | undefined;
  readonly onHelp: (deployment: string) => void;
  readonly onNoAnswer: (deployment: string) => void;
}

/** Everyone who is shown, section by section. */
export function Sections({ sections, grouping, lines, mode, onHelp, onNoAnswer }: SectionsProps) {
  const say = useSay();
  const drawn = useDrawn(sections.reduce((sum, { deployments }) => sum + deployments.length, 0));
  return sections.map(({ key, deployments }, place) => {
    const before = sections.slice(0, place).reduce((sum, section) => sum + section.deployments.length, 0);
    const shown = deployments.slice(0, Math.max(0, drawn - before));
    return (
      <section key={key} className="group" aria-labelledby={`group-${key}`}>
        <h2 id={`group-${key}`}>
          <SectionName of={key} grouping={grouping} /> <span className="group-count">{deployments.length}</span>
        </h2>
        <ul className="plain rows">
          {shown.map((deployment) => {
            const line = lines.get(deployment);
            if (line === undefined) return <GoneRow key={deployment} />;
            const voucher = line.basis?.vouchedBy === undefined ? undefined : lines.get(line.basis.vouchedBy);
            return (
              <Row
                key={deployment}
                line={line}
                voucher={voucher && nameOf(voucher, say)}
                mode={mode}
                onHelp={onHelp}
                onNoAnswer={onNoAnswer}
              />
            );
          })}
        </ul>
      </section>
    );
  });
}

function SectionName({ of: key, grouping }: { readonly of: string; readonly grouping: Grouping }): ReactNode {
  const say = useSay();
  const { names } = usePlaces();
  if (grouping === 'state') return say(`board.group.${key as Line['group']}`);
  if (key === '') return say('board.group.none');
  return grouping === 'agency' ? key : (names.get(key) ?? say('board.group.unnamed'));
}

/** He is not on the board any more; his place is kept until changes are applied. */
function GoneRow() {
  const say = useSay();
  return <li className="row row-gone">{say('board.gone')}</li>;
}

/** How many rows are drawn by now, of so many: more with each frame. */
function useDrawn(all: number): number {
  const [drawn, setDrawn] = useState(ROWS_AT_A_TIME);
  useEffect(() => {
    if (drawn >= all) return undefined;
    const frame = requestAnimationFrame(() => setDrawn(drawn + ROWS_AT_A_TIME));
    return () => cancelAnimationFrame(frame);
  }, [drawn, all]);
  return drawn;
}
