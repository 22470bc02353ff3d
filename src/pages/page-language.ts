import type { FastifyReply } from 'fastify';
import { WordField } from '../api/fields.js';
import { giveLanguage, languageOf } from '../edge/languages.js';
import { LANGUAGES, type Language } from '../kernel/language.js';
import { speechIn, type Speech } from './page.js';

/** The one question that a page takes: in which language. */
export class PageQuery {
  @WordField(LANGUAGES, { optional: true })
  readonly language?: Language;
}

/** The language of a page: what its link says, which the browser then keeps, or what it has kept or asks for. */
export function speechFor(reply: FastifyReply, query: PageQuery = {}, registered?: Language): Speech {
  if (query.language === undefined) return speechIn(languageOf(reply.request, registered));
  giveLanguage(reply, query.language);
  return speechIn(query.language);
}
