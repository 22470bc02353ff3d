import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { isObject, readInput } from '../api/read-input.js';
import { demand } from '../kernel/failure.js';
import { MAX_FAULTS_NAMED } from './limits.js';
import { demandModest } from './modest-input.js';

type Input = new () => object;

/** What Nest says of an argument whose class nobody has named. */
const UNNAMED: ReadonlySet<unknown> = new Set([undefined, Object, Array, String, Number, Boolean]);

/** Reads what a client sent into the class that a route declares for it, and refuses what is not as it must be. */
@Injectable()
export class CheckedInput implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom') return value;
    if (UNNAMED.has(metatype)) throw new Error(`a route reads a ${type} without a class that says what it may hold`);
    demand(isObject(value), 'invalid-request', `The ${type} must be an object.`);
    demandModest(value);
    return readInput(metatype as Input, { ...value }, type, MAX_FAULTS_NAMED);
  }
}
