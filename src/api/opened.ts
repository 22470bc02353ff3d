import { ApiProperty } from '@nestjs/swagger';
import type { SealedTexts } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { OpenedText, Sealer } from '../sealing/sealer.js';

/**
 * A personal text as an answer shows it. Exactly one member is there: a text that was erased is never taken for one
 * that was never given, nor for one that is damaged or out of reach.
 */
export class TextAnswer {
  @ApiProperty({ required: false })
  readonly text?: string;

  @ApiProperty({ required: false, enum: [true], description: 'The key was destroyed, and the text with it, for good.' })
  readonly erased?: true;

  @ApiProperty({ required: false, enum: [true], description: 'The text or its key is damaged, or out of reach now.' })
  readonly unreadable?: true;
}

export function textAnswer(opened: OpenedText): TextAnswer {
  if (opened === 'erased') return { erased: true };
  if (opened === 'unreadable') return { unreadable: true };
  return { text: opened.text };
}

/** Looks up what was opened: undefined where these texts never had such a field. */
export type OpenedPage = (texts: SealedTexts, field: string) => TextAnswer | undefined;

/** Opens what a page holds at once, so that each key is looked up once however often its owner stands there. */
export async function openTexts(sealer: Sealer, page: readonly SealedTexts[]): Promise<OpenedPage> {
  const opened = await sealer.openMany(page);
  const byTexts = new Map(page.map((texts, index) => [texts, opened[index]]));
  return (texts, field) => {
    invariant(byTexts.has(texts), 'what is looked up has been opened');
    const text = byTexts.get(texts)?.[field];
    return text === undefined ? undefined : textAnswer(text);
  };
}
