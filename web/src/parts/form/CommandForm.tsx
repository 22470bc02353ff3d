import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent, type ReactNode } from 'react';
import { give, newKey, type AnswerOf, type BodyOf, type CommandName } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { useSay } from '../../words/spoken.js';
import { ProblemNote } from '../ProblemNote.js';
import { FieldControl } from './FieldControl.js';
import { Entered, faultOf, typedInstant, type Field, type Typed } from './fields.js';
import './form.css';

export interface CommandFormProps<Name extends CommandName> {
  readonly command: Name;
  /** What is asked for; where it depends on what was entered before, a function of that. */
  readonly fields: readonly Field[] | ((typed: Typed) => readonly Field[]);
  /** The command's body, of what was entered. */
  readonly body: (entered: Entered) => BodyOf<Name>;
  /** The revision on which the decision rests. */
  readonly seen?: number | undefined;
  /** What the button says. */
  readonly act: string;
  readonly done?: (answer: AnswerOf<Name>) => void;
  /** Stands between the fields and the button, and may tell what would come of them. */
  readonly children?: (entered: Entered) => ReactNode;
}

/** One command, one form: faults beside their fields, and nothing that was entered is lost where it is refused. */
export function CommandForm<Name extends CommandName>(props: CommandFormProps<Name>) {
  const { command, act, children } = props;
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const fields = (typeof props.fields === 'function' ? props.fields(typed) : props.fields).map(withInitial);
  const values = Object.fromEntries(fields.map((field) => [field.name, typed[field.name] ?? field.initial ?? '']));
  const entered = new Entered(fields, values);
  const giving = useGiving(props, () => {
    setTyped({});
    setTried(false);
  });
  const faults = fields.map((field) => faultOf(field, values[field.name] ?? ''));
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    const first = faults.findIndex((fault) => fault !== undefined);
    if (first >= 0)
      form.current?.querySelectorAll<HTMLElement>('.field')[first]?.querySelector<HTMLElement>(CONTROL)?.focus();
    else if (!giving.isPending) giving.mutate(props.body(entered));
  };
  return (
    <form ref={form} className="form" noValidate onSubmit={send} aria-label={act} data-command={command}>
      {fields.map((field, place) => {
        const own = faults[place];
        const fault = tried && own !== undefined ? say(own) : saidOf(giving.error, field, say('common.form.refused'));
        const change = (value: string): void => setTyped((before) => ({ ...before, [field.name]: value }));
        return <FieldControl key={field.name} {...{ field, fault, change }} typed={values[field.name] ?? ''} />;
      })}
      {children?.(entered)}
      {giving.error !== null && <ProblemNote error={giving.error} />}
      <div className="form-end">
        <button type="submit" className="button first" aria-disabled={giving.isPending}>
          {giving.isPending ? say('common.form.sending') : act}
        </button>
      </div>
    </form>
  );
}

const CONTROL = 'input, select, textarea';

function withInitial(field: Field): Field {
  if (field.kind !== 'instant' || field.initial !== undefined) return field;
  return { ...field, initial: typedInstant('', field.zone) };
}

/** The same content goes out under the same key until it was stored, so that trying again counts once. */
function useGiving<Name extends CommandName>({ command, seen, done }: CommandFormProps<Name>, clear: () => void) {
  const queries = useQueryClient();
  const last = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: (body: BodyOf<Name>) => {
      const content = JSON.stringify(body);
      if (last.current.content !== content) last.current = { content, key: newKey() };
      return give(command, body, { key: last.current.key, ...(seen === undefined ? {} : { seen }) });
    },
    onSuccess: (answer) => {
      last.current = { content: '', key: '' };
      clear();
      done?.(answer);
    },
    // Whatever came of it: what is shown beside the form may have been overtaken.
    onSettled: () => queries.invalidateQueries(),
  });
}

/** What the server says of a field, if it means it. */
function saidOf(error: unknown, field: Field, refused: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const pointer = `/${field.pointer ?? field.name}`;
  const said = error.details.errors?.some((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
  return said === true ? refused : undefined;
}
