import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Refusal } from '../kernel/failure.js';
import type { FieldFault } from './problems.js';
import { soundInput } from './sound-input.js';

const EVERY_FIELD_NAMED = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false, value: false },
} as const;

/**
 * Reads an object that a client sent into the class that says what it may hold. Nothing is converted by guessing: unknown
 * fields, fields of another type and whatever the class's rules say are refused, all of it at once; the first `mostFaults`
 * are named. `what` is how the refusal calls it.
 */
export function readInput<Input extends object>(
  type: new () => Input,
  value: object,
  what: string,
  mostFaults: number,
): Input {
  return soundInput(type, value) ?? readWithFaults(type, value, what, mostFaults);
}

/** The same by class-transformer and class-validator themselves, who find out what is wrong and say it. */
export function readWithFaults<Input extends object>(
  type: new () => Input,
  value: object,
  what: string,
  mostFaults: number,
): Input {
  const input = plainToInstance(type, value);
  const faults = validateSync(input, EVERY_FIELD_NAMED).flatMap((error) => faultsBelow('', error));
  if (faults.length === 0) return input;
  throw new Refusal('invalid-request', `The ${what} is not as it must be.`, { errors: faults.slice(0, mostFaults) });
}

/** In the order of the fields, the deeper ones after their holder. */
function faultsBelow(above: string, { property, constraints, children }: ValidationError): readonly FieldFault[] {
  const pointer = `${above}/${escaped(property)}`;
  const own = Object.values(constraints ?? {}).map((message) => ({ pointer, message }));
  return [...own, ...(children ?? []).flatMap((child) => faultsBelow(pointer, child))];
}

/** As a JSON pointer has it (RFC 6901). */
function escaped(property: string): string {
  return property.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
