import { useRef, useState, type ReactNode } from 'react';
import type { AnswerOf, CommandName } from '../../api/client.js';
import { useSay } from '../../words/spoken.js';
import { CommandForm, type CommandFormProps } from './CommandForm.js';

type ActProps<Name extends CommandName> = Omit<CommandFormProps<Name>, 'act'> & {
  /** What is done, as a heading and on the button. */
  readonly title: string;
  readonly intro?: ReactNode;
};

/** Something that can be done here: closed until it is wanted, closed again when it is recorded, and then says so. */
export function Act<Name extends CommandName>({ title, intro, done, ...form }: ActProps<Name>) {
  const say = useSay();
  const details = useRef<HTMLDetailsElement>(null);
  const [recorded, setRecorded] = useState(false);
  const finish = (answer: AnswerOf<Name>): void => {
    if (details.current !== null) details.current.open = false;
    details.current?.querySelector('summary')?.focus();
    setRecorded(true);
    done?.(answer);
  };
  return (
    <div className="act">
      <details
        ref={details}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open) setRecorded(false);
        }}
      >
        <summary>{title}</summary>
        {intro !== undefined && <p className="act-intro">{intro}</p>}
        <CommandForm {...form} act={title} done={finish} />
      </details>
      <p className="act-recorded" role="status">
        {recorded && say('common.form.recorded')}
      </p>
    </div>
  );
}
