import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { useLayoutEffect, useRef, useState } from 'react';
import { clockInWords } from '../../parts/times.js';
import { useSpoken } from '../../words/spoken.js';
import type { Marker, Step } from './curve-shape.js';

interface CurveDrawnProps {
  readonly steps: readonly Step[];
  readonly markers: readonly Marker[];
  readonly hazard: { readonly from: number; readonly to: number };
  /** Milliseconds since 1970. */
  readonly end: number;
  /** The drawing in a sentence. */
  readonly says: string;
}

/** Pixels of the drawing without the rows of numbers above it. */
const HEIGHT = 204;
const EDGE = { above: 8, right: 16, bottom: 28, left: 36 } as const;
/** Pixels that a marker's number takes. */
const MARK_WIDTH = 20;
/** Pixels between two times that are written below. */
const TICK_WIDTH = 110;

/** One pixel of the drawing is one of the screen, so that its words are as large as those around it. */
export function CurveDrawn({ steps, markers, hazard, end, says }: CurveDrawnProps) {
  const { locale } = useSpoken();
  const [frame, width] = useWidth();
  const start = Math.min(hazard.from, steps[0]?.at ?? hazard.from);
  const most = Math.max(1, ...steps.map(({ denominator }) => denominator));
  const x = scaleUtc([new Date(start), new Date(end)], [EDGE.left, Math.max(EDGE.left + 1, width - EDGE.right)]);
  const dots = placed(markers, x);
  const top = EDGE.above + MARK_WIDTH * (1 + Math.max(0, ...dots.map(({ row }) => row)));
  const height = HEIGHT + top;
  const y = scaleLinear([0, most], [height - EDGE.bottom, top]);
  const across = ({ at }: Step): number => x(at);
  const accounted = line<Step>(across, (step) => y(step.accounted)).curve(curveStepAfter);
  const denominator = line<Step>(across, (step) => y(step.denominator)).curve(curveStepAfter);
  const stale = area<Step>(
    across,
    (step) => y(step.accounted),
    (step) => y(step.accounted + step.stale),
  ).curve(curveStepAfter);
  const counts = y.ticks(4).filter(Number.isInteger);
  return (
    <div ref={frame} className="curve-frame">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says}>
        <rect
          className="curve-hazard"
          x={x(hazard.from)}
          width={Math.max(2, x(hazard.to) - x(hazard.from))}
          y={top}
          height={height - top - EDGE.bottom}
        />
        {counts.map((count) => (
          <g key={count}>
            <line className="curve-grid" x1={EDGE.left} x2={width - EDGE.right} y1={y(count)} y2={y(count)} />
            <text className="curve-text" x={EDGE.left - 8} y={y(count) + 4} textAnchor="end">
              {count}
            </text>
          </g>
        ))}
        {x.ticks(Math.max(2, Math.floor(width / TICK_WIDTH))).map((tick) => (
          <text key={tick.getTime()} className="curve-text" x={x(tick)} y={height - 8} textAnchor="middle">
            {clockInWords(tick.getTime(), 'UTC', locale)}
          </text>
        ))}
        <path className="curve-stale" d={stale(steps) ?? ''} />
        <path className="curve-denominator" d={denominator(steps) ?? ''} />
        <path className="curve-accounted" d={accounted(steps) ?? ''} />
        <Numbers dots={dots} top={top} bottom={height - EDGE.bottom} />
      </svg>
    </div>
  );
}

/** One number above the other where they would lie on each other, and a line from each down through the drawing. */
function Numbers({
  dots,
  top,
  bottom,
}: {
  readonly dots: readonly Placed[];
  readonly top: number;
  readonly bottom: number;
}) {
  return dots.map(({ at, row }, index) => {
    const middle = top - 12 - row * MARK_WIDTH;
    return (
      <g key={`${at} ${index}`}>
        <line className="curve-marker" x1={at} x2={at} y1={middle + 10} y2={bottom} />
        <circle className="curve-dot" cx={at} cy={middle} r={9} />
        <text className="curve-number" x={at} y={middle + 4} textAnchor="middle">
          {index + 1}
        </text>
      </g>
    );
  });
}

interface Placed {
  readonly at: number;
  /** Counted from the drawing up. */
  readonly row: number;
}

/** Numbers that would lie on each other stand in rows above each other. */
function placed(markers: readonly Marker[], x: (at: number) => number): readonly Placed[] {
  const ends: number[] = [];
  return markers.map((marker) => {
    const at = x(marker.at);
    const free = ends.findIndex((end) => at - end >= MARK_WIDTH);
    const row = free === -1 ? ends.length : free;
    ends[row] = at;
    return { at, row };
  });
}

/** How wide the frame is, whenever that changes. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
