import { queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import type { NameOf } from '../../parts/names.js';

export type Deployment = Schemas['DeploymentAnswer'];
export type CheckIn = Schemas['CheckInAnswer'];
export type DeathReport = Schemas['DeathReportAnswer'];
export type Standing = Schemas['StandingAnswer'];

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployment', id],
    queryFn: async () => answered(await api.GET('/api/deployments/{id}', { params: { path: { id } } })),
  });

export const officerQuery = (id: string) =>
  queryOptions({
    queryKey: ['officer', id],
    queryFn: async () => answered(await api.GET('/api/officers/{id}', { params: { path: { id } } })),
  });

export const standingQuery = (rollCall: string, deployment: string) =>
  queryOptions({
    queryKey: ['standing', rollCall, deployment],
    queryFn: async () =>
      answered(
        await api.GET('/api/roll-calls/{id}/people/{deployment}', { params: { path: { id: rollCall, deployment } } }),
      ),
  });

/** Something that was heard of someone: of a check-in its newest version, with those that it corrects. */
export type Heard =
  | { readonly kind: 'CHECK_IN'; readonly entry: CheckIn; readonly corrected: readonly CheckIn[] }
  | { readonly kind: 'DEATH_REPORT'; readonly entry: DeathReport };

/** What was heard, what was observed last first. */
export function heardOf({ checkIns, tour }: Deployment): readonly Heard[] {
  const byEntry = new Map(checkIns.map((version) => [version.entry, version]));
  const newest = checkIns.filter(({ supersededBy }) => supersededBy === undefined);
  const heard: readonly Heard[] = [
    ...newest.map((entry): Heard => ({ kind: 'CHECK_IN', entry, corrected: correctedBy(entry, byEntry) })),
    ...(tour?.deathReports ?? []).map((entry): Heard => ({ kind: 'DEATH_REPORT', entry })),
  ];
  return heard.toSorted((a, b) => later(a.entry, b.entry));
}

/** Observed later, or else recorded later, comes first. */
function later(a: CheckIn | DeathReport, b: CheckIn | DeathReport): number {
  return Date.parse(b.observedAt) - Date.parse(a.observedAt) || Date.parse(b.recordedAt) - Date.parse(a.recordedAt);
}

/** The version that this one corrects, and the one that that corrects, and so on. */
function correctedBy(version: CheckIn, byEntry: ReadonlyMap<string, CheckIn>): readonly CheckIn[] {
  const corrected = version.corrects === undefined ? undefined : byEntry.get(version.corrects);
  return corrected === undefined ? [] : [corrected, ...correctedBy(corrected, byEntry)];
}

/** A zone is not told by an input of the browser's: what is typed in it is UTC. */
export function typedInstant(typed: string): string {
  return typed === '' ? '' : new Date(`${typed}Z`).toISOString();
}

/** An instant as the browser's input has it, to the second, in UTC. */
export function asTyped(instant: string): string {
  return new Date(instant).toISOString().slice(0, 19);
}

/** What every part of the page that shows evidence is given. */
export interface EvidenceProps {
  readonly id: string;
  readonly heard: readonly Heard[];
  readonly nameOf: NameOf;
  readonly zones: readonly string[];
  readonly standing: Standing | undefined;
}
