import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const FOR_PERSONAL_LINKS = 'muster:for-personal-links';

/** A route that a personal link opens. No other does it open: not a question, not a command of the API. */
export const ForPersonalLinks = (): MethodDecorator => SetMetadata(FOR_PERSONAL_LINKS, true);

export function opensForLinks(handler: object): boolean {
  return Reflect.getMetadata(FOR_PERSONAL_LINKS, handler) === true;
}

const FOR_STRANGERS = 'muster:for-strangers';

/** A route that asks nobody who he is: whoever is signed in is a stranger there, too, and needs no sign of his session. */
export const ForStrangers = (): MethodDecorator => SetMetadata(FOR_STRANGERS, true);

export function isForStrangers(handler: object): boolean {
  return Reflect.getMetadata(FOR_STRANGERS, handler) === true;
}

/** The field of a form that has the secret, and the part of an address. */
const FIELD = 'link';

/** The secret of a link that was opened and is no cookie yet. */
export function linkSecretOf({ params, body }: Pick<FastifyRequest, 'params' | 'body'>): string | undefined {
  const inForm = body instanceof URLSearchParams ? body.get(FIELD) : null;
  return inForm ?? (params as Readonly<Record<string, string | undefined>>)[FIELD];
}
