import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { answered, api } from '../../api/client.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';

interface ChooseVoucherProps {
  readonly rollCall: string | undefined;
  /** Whose own word does not count. */
  readonly id: string;
  readonly chosen: string;
  readonly choose: (deployment: string) => void;
}

/** Whoever saw him: one of those whom the roll call asks about. */
export function ChooseVoucher({ rollCall, id, chosen, choose }: ChooseVoucherProps) {
  const say = useSay();
  const field = useId();
  const board = useQuery({
    queryKey: ['board', rollCall, 'vouchers'],
    enabled: rollCall !== undefined,
    queryFn: async () => {
      const params = { path: { id: rollCall ?? '' }, query: { limit: 200 } };
      return answered(await api.GET('/api/roll-calls/{id}/board', { params })).lines;
    },
  });
  return (
    <div>
      <label htmlFor={field}>{say('person.vouched-by')}</label>
      <select id={field} className="field" required value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">{say('person.unsaid')}</option>
        {(board.data ?? [])
          .filter(({ deployment }) => deployment !== id)
          .map(({ deployment, name }) => (
            <option key={deployment} value={deployment}>
              {textShown(name, say)}
            </option>
          ))}
      </select>
    </div>
  );
}
