import { useSay } from '../words/spoken.js';

export function NotSignedIn() {
  const say = useSay();
  return (
    <section className="page narrow">
      <h1>{say('common.not-signed-in')}</h1>
      <p>{say('common.not-signed-in.how')}</p>
    </section>
  );
}
