import { TransformationType } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';

/*
 * The short way for input that is as it must be, which nearly all of it is. From what the decorators told class-transformer
 * and class-validator a plan is made once for each class, of the same readings and the same rules; those two look
 * everything up anew for each request. What is not plainly sound takes the long way, where each fault gets its words.
 */

export type InputClass<Input extends object> = new () => Input;

type Given = Readonly<Record<string, unknown>>;
type Reading = (given: unknown, name: string, holder: Given) => unknown;
type Rule = (value: unknown, holder: object) => boolean;

interface Field {
  readonly name: string;
  readonly nested: Plan | undefined;
  readonly readings: readonly Reading[];
  /** Whether the rules apply at all. */
  readonly conditions: readonly Rule[];
  readonly rules: readonly Rule[];
}

interface Plan {
  readonly type: InputClass<object>;
  readonly fields: ReadonlyMap<string, Field>;
}

const plans = new WeakMap<InputClass<object>, Plan | 'long way'>();

/** The input, where it is plainly as its class says; undefined where the long way has to say what is wrong, or whether. */
export function soundInput<Input extends object>(type: InputClass<Input>, given: object): Input | undefined {
  const plan = planFor(type);
  return plan === 'long way' ? undefined : (read(plan, given as Given) as Input | undefined);
}

function read({ type, fields }: Plan, given: Given): object | undefined {
  const input = new type() as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    const field = fields.get(name);
    if (field === undefined) return undefined;
    let value = copied(field, given[name]);
    if (value === undefined) return undefined;
    for (const reading of field.readings) value = reading(value, name, given);
    input[name] = value;
  }
  for (const field of fields.values()) if (!holds(field, input)) return undefined;
  return input;
}

/** Nothing of what came stays in what is read. Undefined for what only the long way can read. */
function copied({ nested }: Field, value: unknown): unknown {
  if (nested !== undefined) return isPlainObject(value) ? read(nested, value) : undefined;
  if (Array.isArray(value)) return value.every(isScalar) ? [...(value as readonly unknown[])] : undefined;
  return isScalar(value) ? value : undefined;
}

function holds({ name, conditions, rules }: Field, input: Record<string, unknown>): boolean {
  const value = input[name];
  if (!conditions.every((condition) => condition(value, input))) return true;
  return rules.every((rule) => rule(value, input));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isPlainObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function planFor(type: InputClass<object>): Plan | 'long way' {
  const known = plans.get(type);
  if (known !== undefined) return known;
  const plan = newPlan(type);
  plans.set(type, plan);
  return plan;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** The long way for a class that uses more of the two libraries than is understood here. */
function newPlan(type: InputClass<object>): Plan | 'long way' {
  const storage = getMetadataStorage();
  const told = storage.getTargetValidationMetadatas(type, '', false, false);
  const fields = new Map<string, Field>();
  for (const [name, metadata] of Object.entries(storage.groupByPropertyName(told))) {
    const field = newField(type, name, metadata);
    if (field === undefined) return 'long way';
    fields.set(name, field);
  }
  const hidden = defaultMetadataStorage.getStrategy(type) !== 'none';
  const unruled = Object.keys(new type()).some((name) => !fields.has(name));
  return fields.size === 0 || hidden || unruled ? 'long way' : { type, fields };
}

const RULES: readonly string[] = [ValidationTypes.IS_DEFINED, ValidationTypes.CUSTOM_VALIDATION];
const UNDERSTOOD: readonly string[] = [
  ...RULES,
  ValidationTypes.CONDITIONAL_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
];

function newField(type: InputClass<object>, name: string, metadata: readonly Metadata[]): Field | undefined {
  const nested = nestedPlan(type, name);
  const isNested = metadata.some((one) => one.type === ValidationTypes.NESTED_VALIDATION);
  const understood = metadata.every((one) => UNDERSTOOD.includes(one.type) && one.validateIf === undefined);
  if (nested === 'long way' || isNested !== (nested !== undefined) || !understood) return undefined;
  const rules = metadata.filter((one) => RULES.includes(one.type)).flatMap((one) => rulesOf(one, type.name));
  const conditions = metadata.filter((one) => one.type === ValidationTypes.CONDITIONAL_VALIDATION).map(conditionOf);
  return { name, nested, readings: readingsOf(type, name), conditions, rules };
}

/** Of a field that holds an object of a class of its own; undefined where it holds none. */
function nestedPlan(type: InputClass<object>, name: string): Plan | 'long way' | undefined {
  const told = defaultMetadataStorage.findTypeMetadata(type, name) as
    ReturnType<typeof defaultMetadataStorage.findTypeMetadata> | undefined;
  if (told === undefined) return undefined;
  if (told.options.discriminator !== undefined) return 'long way';
  return planFor(told.typeFunction() as InputClass<object>);
}

function readingsOf(type: InputClass<object>, name: string): readonly Reading[] {
  const told = defaultMetadataStorage.findTransformMetadatas(type, name, TransformationType.PLAIN_TO_CLASS);
  return told.map(({ transformFn }) => (value: unknown, key: string, obj: Given): unknown => {
    const params = { value, key, obj, type: TransformationType.PLAIN_TO_CLASS, options: {} };
    return transformFn(params);
  });
}

function conditionOf({ constraints }: Metadata): Rule {
  const condition = (constraints as readonly unknown[])[0] as (holder: object, value: unknown) => boolean;
  return (value, holder) => condition(holder, value);
}

function rulesOf(metadata: Metadata, targetName: string): readonly Rule[] {
  const { propertyName: property, constraints, each } = metadata;
  return getMetadataStorage()
    .getTargetValidatorConstraints(metadata.constraintCls)
    .map(({ instance }) => (value: unknown, object: object): boolean => {
      const told: ValidationArguments = { targetName, property, object, value, constraints: constraints as unknown[] };
      // A promise is no answer here: the long way would not wait for it either.
      if (!each || !Array.isArray(value)) return instance.validate(value, told) === true;
      return value.every((one) => instance.validate(one, told) === true);
    });
}
