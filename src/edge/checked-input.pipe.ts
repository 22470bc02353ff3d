import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { demand, Refusal } from '../kernel/failure.js';
import { faultsOf } from './input-faults.js';
import { demandModest } from './modest-input.js';

type Input = new () => object;

/** What Nest says of an argument whose class nobody has named. */
const UNNAMED: ReadonlySet<unknown> = new Set([undefined, Object, Array, String, Number, Boolean]);

const EVERY_FIELD_NAMED = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false, value: false },
} as const;

/**
 * Reads what a client sent into the class that a route declares for it, and refuses it with all its faults at once:
 * unknown fields, fields of another type, and whatever the class's rules say. Nothing is converted by guessing.
 */
@Injectable()
export class CheckedInput implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom') return value;
    if (UNNAMED.has(metatype)) throw new Error(`a route reads a ${type} without a class that says what it may hold`);
    demand(isObject(value), 'invalid-request', `The ${type} must be an object.`);
    demandModest(value);
    const input = plainToInstance(metatype as Input, { ...value });
    const errors = faultsOf(validateSync(input, EVERY_FIELD_NAMED));
    if (errors.length === 0) return input;
    throw new Refusal('invalid-request', `The ${type} is not as it must be.`, { errors });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
