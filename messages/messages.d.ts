// Made from messages/en by `npm run docs`; a spec holds it to them.

type Nothing = Record<never, never>;

/** Of each message what it must be given. */
export interface MessageArguments {
  readonly 'common.language.en': Nothing;
  readonly 'common.language.fr': Nothing;
  readonly 'pages.link.button': Nothing;
  readonly 'pages.link.once': Nothing;
  readonly 'pages.link.text': Nothing;
  readonly 'pages.link.title': Nothing;
  readonly 'pages.problem.stored': Nothing;
  readonly 'pages.problem.text': { readonly why: string };
  readonly 'pages.problem.title': { readonly why: string };
  readonly 'pages.product': Nothing;
  readonly 'pages.signedIn.go': Nothing;
  readonly 'pages.signedIn.text': Nothing;
  readonly 'pages.signedIn.title': Nothing;
  readonly 'pages.spent.ask': Nothing;
  readonly 'pages.spent.text': { readonly standing: string };
  readonly 'pages.spent.title': Nothing;
  readonly 'pages.stranger.text': Nothing;
  readonly 'pages.stranger.title': Nothing;
}

export type MessageKey = keyof MessageArguments;
