import { createContext, use } from 'react';
import { textShown } from '../../parts/TextShown.js';
import type { Say } from '../../words/catalogue.js';
import type { Line } from './live-board.js';

/** What people call the missions and posts of a board, by id, and in which zone a mission's people read their clocks. */
export interface PlaceNames {
  readonly names: ReadonlyMap<string, string>;
  readonly zones: ReadonlyMap<string, string>;
}

export const NO_PLACES: PlaceNames = { names: new Map(), zones: new Map() };

export const PlacesContext = createContext<PlaceNames>(NO_PLACES);

export function usePlaces(): PlaceNames {
  return use(PlacesContext);
}

export function nameOf(line: Line, say: Say): string {
  return textShown(line.name, say);
}

/** Where someone is assigned, in words; empty where nobody says. */
export function stationOf({ assignments = [] }: Line, { names }: PlaceNames): string {
  const told = assignments.map(({ mission, post }) => names.get(post ?? mission) ?? names.get(mission));
  return [...new Set(told.filter((name) => name !== undefined))].join(', ');
}

/** The zones in which his clocks are read. */
export function zonesOf({ assignments = [] }: Line, { zones }: PlaceNames): readonly string[] {
  return [...new Set(assignments.flatMap(({ mission }) => zones.get(mission) ?? []))];
}
