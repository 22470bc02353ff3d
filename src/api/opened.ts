import { ApiProperty } from '@nestjs/swagger';
import type { SealedTexts } from '../kernel/event.js';
import type { OpenedText, OpenedTexts, Sealer } from '../sealing/sealer.js';

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

/** The texts of one row, by field. */
export type TextAnswers = Readonly<Record<string, TextAnswer>>;

/** Opens what a page holds, at once and in its order. */
export async function openTexts(sealer: Sealer, page: readonly SealedTexts[]): Promise<readonly TextAnswers[]> {
  return (await sealer.openMany(page)).map(textAnswers);
}

function textAnswers(opened: OpenedTexts): TextAnswers {
  return Object.fromEntries(Object.entries(opened).map(([field, text]) => [field, textAnswer(text)]));
}
