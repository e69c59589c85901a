// A text as the tokens that two places are compared by: white space, line ends and comments are left out.

import { pythonLexemes } from '../../syntax/naturalness/python-lexemes';
import { scriptLexemes } from '../../syntax/naturalness/script-lexemes';
import { TEXT_START } from '../../syntax/naturalness/lexeme';
import { PYTHON, type LanguageId } from '../../language';

export interface CodeToken {
  readonly text: string;
  /** `name`: an identifier that is no keyword. `value`: a number or a text. */
  readonly kind: 'name' | 'value' | 'other';
  /** Offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** In the order of the text; never fails, whatever the text. */
export function codeTokens(text: string, language: LanguageId): CodeToken[] {
  const read = PYTHON.includes(language) ? pythonLexemes(text, TEXT_START) : scriptLexemes(text, TEXT_START);
  const tokens: CodeToken[] = [];
  for (const {
    lexeme: { word, kind, start, end },
  } of read) {
    if (start === end || /^<(?:line|in|out)>$/.test(word)) continue;
    const written = text.slice(start, end);
    tokens.push({ text: written, kind: kind !== word ? 'name' : /^["'`\d]|^\w{1,2}["']/.test(written) ? 'value' : 'other', start, end });
  }
  return tokens;
}
