import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, LANGUAGES, type Language } from '../kernel/language.js';
import { giveCookie, readCookie } from './cookies.js';

/** Keeps the language that someone has chosen; it says nothing of anyone. */
const LANGUAGE_COOKIE = 'muster-language';

/** No day that matters: the choice holds until another is made. */
const FOR_GOOD = new Date(Date.UTC(2100, 0, 1));

export function giveLanguage(reply: FastifyReply, language: Language): void {
  giveCookie(reply, LANGUAGE_COOKIE, { value: language, expires: FOR_GOOD, sameSite: 'lax' });
}

/** The one that was chosen, else that of the person, else the one that the browser asks for, else the first. */
export function languageOf(request: Pick<FastifyRequest, 'headers' | 'cookies'>, registered?: Language): Language {
  const chosen = readCookie(LANGUAGE_COOKIE, request);
  if (isLanguage(chosen)) return chosen;
  return registered ?? acceptedOf(request.headers['accept-language']) ?? LANGUAGES[0];
}

/** RFC 9110, section 12.5.4: by weight, and of equal weight the one that is named first. */
function acceptedOf(header = ''): Language | undefined {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return { language: tag.split('-', 1)[0]?.toLowerCase(), weight: Number(weight) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight);
  return wanted.map(({ language }) => language).find(isLanguage);
}
