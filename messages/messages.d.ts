// Made from messages/en by `npm run docs`; a spec holds it to them.

type Nothing = Record<never, never>;

/** Of each message what it must be given. */
export interface MessageArguments {
  readonly 'common.language.en': Nothing;
  readonly 'common.language.fr': Nothing;
}

export type MessageKey = keyof MessageArguments;
