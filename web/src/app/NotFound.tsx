import { useSay } from '../words/spoken.js';

export function NotFound() {
  const say = useSay();
  return (
    <section className="page narrow">
      <h1>{say('common.not-found')}</h1>
    </section>
  );
}
