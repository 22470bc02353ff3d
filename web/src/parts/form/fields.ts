import type { MessageKey } from '../../words/catalogue.js';
import { instantTyped } from './instants.js';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Common {
  /** Its name among the values, and unless said in `pointer`, in the command. */
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly optional?: boolean;
  readonly initial?: string;
  /** Where problem details of the server point to when they mean this field; otherwise to its name. */
  readonly pointer?: string;
}

/** A field of a form: how it is asked for. */
export type Field = Common &
  (
    | { readonly kind: 'line'; readonly suggestions?: readonly string[] }
    | { readonly kind: 'text' }
    | { readonly kind: 'instant'; readonly zone: string }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'several'; readonly options: readonly Option[] }
    | { readonly kind: 'hours' }
  );

/** What was typed, by the name of its field: as it stands there, for nothing is to be lost on a refusal. */
export type Typed = Readonly<Record<string, string>>;

/** Between the time that was typed and the zone that it is meant in; between the members of a list. */
export const SEPARATOR = '|';

export function typedInstant(time: string, zone: string): string {
  return `${time}${SEPARATOR}${zone}`;
}

export function instantIn(typed: string): string | undefined {
  const [time = '', zone = ''] = typed.split(SEPARATOR);
  return instantTyped(time, zone);
}

/** Whether nothing was entered: a zone alone is no time. */
export function isBlank(field: Field, typed: string): boolean {
  return field.kind === 'instant' ? (typed.split(SEPARATOR)[0] ?? '').trim() === '' : typed.trim() === '';
}

/** What keeps it from being sent, if anything does. */
export function faultOf(field: Field, typed: string): MessageKey | undefined {
  if (isBlank(field, typed)) return field.optional === true ? undefined : 'common.form.required';
  if (field.kind === 'instant' && instantIn(typed) === undefined) return 'common.form.not-a-time';
  if (field.kind === 'hours' && !/^\d+(?:[.,]\d+)?$/.test(typed.trim())) return 'common.form.not-a-number';
  return undefined;
}

/** What was entered, as a command takes it. */
export class Entered {
  constructor(
    private readonly fields: readonly Field[],
    private readonly typed: Typed,
  ) {}

  /** Of a field that is filled in; instants are in UTC. */
  of(name: string): string {
    const field = this.fields.find((one) => one.name === name);
    const typed = this.typed[name] ?? '';
    if (field === undefined || isBlank(field, typed)) return '';
    return field.kind === 'instant' ? (instantIn(typed) ?? '') : typed.trim();
  }

  /** Those of these fields that are filled in. */
  given<Name extends string>(...names: readonly Name[]): { readonly [N in Name]?: string } {
    const filled = names.map((name) => [name, this.of(name)] as const).filter(([, value]) => value !== '');
    return Object.fromEntries(filled) as { readonly [N in Name]?: string };
  }

  /** Hours, as an ISO 8601 duration. */
  duration(name: string): string {
    const minutes = Math.round(Number(this.of(name).replace(',', '.')) * 60);
    return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
  }

  several(name: string): readonly string[] {
    return this.of(name)
      .split(SEPARATOR)
      .filter((value) => value !== '');
  }
}
