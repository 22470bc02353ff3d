import { useId } from 'react';
import { useSay, useSpoken } from '../../words/spoken.js';
import { now } from '../clock.js';
import { instantInWords, zoneName } from '../times.js';
import { instantIn, SEPARATOR, typedInstant, type Field } from './fields.js';
import { asTyped, ownZone } from './instants.js';

export interface Control<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly typed: string;
  readonly change: (typed: string) => void;
  /** What is wrong with it, in words. */
  readonly fault: string | undefined;
}

interface Described {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
}

/** One field with its label, its hint and what is wrong with it. */
export function FieldControl(control: Control) {
  const { field, fault } = control;
  const say = useSay();
  const id = useId();
  const described: Described = {
    id,
    'aria-describedby': `${id}-hint ${id}-fault`,
    'aria-invalid': fault !== undefined,
    'aria-required': field.optional !== true,
  };
  const label = (
    <>
      {say(field.label)}
      {field.optional === true && <span className="field-optional"> {say('common.form.optional')}</span>}
    </>
  );
  const around = (
    <>
      <p className="field-hint" id={`${id}-hint`}>
        {field.hint !== undefined && say(field.hint)}
        {field.kind === 'instant' && <Reading typed={control.typed} />}
      </p>
      <p className="field-fault" id={`${id}-fault`}>
        {fault}
      </p>
    </>
  );
  if (field.kind === 'several') {
    return (
      <fieldset className={`field field-${field.kind}`} aria-describedby={described['aria-describedby']}>
        <legend>{label}</legend>
        <Several {...control} field={field} />
        {around}
      </fieldset>
    );
  }
  return (
    <div className={`field field-${field.kind}`}>
      <label htmlFor={id}>{label}</label>
      <Single {...control} described={described} />
      {around}
    </div>
  );
}

function Single({ field, typed, change, described, fault }: Control & { readonly described: Described }) {
  const say = useSay();
  switch (field.kind) {
    case 'text':
      return <textarea {...described} rows={2} value={typed} onChange={({ target }) => change(target.value)} />;
    case 'choice':
      return (
        <select {...described} value={typed} onChange={({ target }) => change(target.value)}>
          <option value="">{say('common.form.choose')}</option>
          {field.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    case 'instant':
      return <InstantControl {...{ field, typed, change, fault, described }} />;
    case 'line':
      return (
        <>
          <input
            {...described}
            autoComplete="off"
            list={field.suggestions === undefined ? undefined : `${described.id}-list`}
            value={typed}
            onChange={({ target }) => change(target.value)}
          />
          {field.suggestions !== undefined && (
            <datalist id={`${described.id}-list`}>
              {field.suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      );
    case 'hours':
    case 'several':
      return (
        <input
          {...described}
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          onChange={({ target }) => change(target.value)}
        />
      );
  }
}

function InstantControl({ field, typed, change, described }: Control<'instant'> & { readonly described: Described }) {
  const say = useSay();
  const [time = '', zone = field.zone] = typed.split(SEPARATOR);
  const zones = [...new Set([field.zone, ownZone(), 'UTC'])];
  return (
    <div className="field-parts">
      <input
        {...described}
        placeholder={say('common.form.time-pattern')}
        autoComplete="off"
        inputMode="text"
        value={time}
        onChange={({ target }) => change(typedInstant(target.value, zone))}
      />
      <select
        aria-label={say('common.form.zone-of', { field: say(field.label) })}
        value={zone}
        onChange={({ target }) => change(typedInstant(time, target.value))}
      >
        {zones.map((one) => (
          <option key={one} value={one}>
            {zoneName(one)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button"
        aria-label={say('common.form.now-for', { field: say(field.label) })}
        onClick={() => change(typedInstant(asTyped(now(), zone), zone))}
      >
        {say('common.form.now')}
      </button>
    </div>
  );
}

/** How a time that was typed is understood. */
function Reading({ typed }: { readonly typed: string }) {
  const { say, locale } = useSpoken();
  const instant = instantIn(typed);
  if (instant === undefined) return say('common.form.time-hint');
  return instantInWords(instant, 'UTC', locale);
}

function Several({ field, typed, change }: Control<'several'>) {
  const chosen = typed.split(SEPARATOR).filter((value) => value !== '');
  return (
    <div className="field-boxes">
      {field.options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              change((target.checked ? [...chosen, value] : chosen.filter((one) => one !== value)).join(SEPARATOR))
            }
          />
          {label}
        </label>
      ))}
    </div>
  );
}
