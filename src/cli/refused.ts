/** RFC 9457 problem details, as an answer tells them. */
export interface ProblemTold {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

/** Muster answered no. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly problem: ProblemTold) {
    super(inWords(problem));
  }
}

function inWords({ type, detail, errors = [] }: ProblemTold): string {
  const faults = errors.map(({ message }) => `\n  ${message}`);
  return `refused (${type.split(':').at(-1) ?? type}): ${detail}${faults.join('')}`;
}
