import type { ValidationError } from 'class-validator';
import { MAX_FAULTS_NAMED } from './limits.js';

/** One fault of a request: where it is (RFC 6901) and what must be there. */
export interface InputFault {
  readonly pointer: string;
  readonly message: string;
}

/** The faults in the order of the fields, the deeper ones after their holder; the first MAX_FAULTS_NAMED of them. */
export function faultsOf(errors: readonly ValidationError[]): readonly InputFault[] {
  return errors.flatMap((error) => faultsBelow('', error)).slice(0, MAX_FAULTS_NAMED);
}

function faultsBelow(above: string, { property, constraints, children }: ValidationError): readonly InputFault[] {
  const pointer = `${above}/${escaped(property)}`;
  const own = Object.values(constraints ?? {}).map((message) => ({ pointer, message }));
  return [...own, ...(children ?? []).flatMap((child) => faultsBelow(pointer, child))];
}

function escaped(property: string): string {
  return property.replaceAll('~', '~0').replaceAll('/', '~1');
}
