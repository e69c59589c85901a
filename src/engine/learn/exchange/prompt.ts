// The question that a fix answers, in the words in which a model is asked it: one for all formats, so that what was learned from one can be
// compared with another.

import type { LanguageId } from '../../language';
import { hash, type SuccessPair } from '../pair';

/** Grows with every change of the words: a model that was trained on others is asked another thing. */
export const PROMPT_VERSION = 1;

/** What of a pair, or of a problem that nobody has mended yet, is asked about. Lines count from zero; the text is cut as a pair's is. */
export type Question = Pick<
  SuccessPair,
  'errorType' | 'message' | 'file' | 'line' | 'extent' | 'startLine' | 'traceback' | 'language' | 'before'
>;

export interface Prompt {
  readonly system: string;
  readonly user: string;
}

const SYSTEM =
  'You repair code. You are given a file, or a part of one, and the error that it has. Answer with the same text with the error mended, in one ' +
  'code block, and with nothing else. Change no more than the error needs. A line that holds only “…” stands for lines that are not shown: keep it.';

/** What a fence calls them, where that is not the language's own name. */
const NAMES: Readonly<Partial<Record<LanguageId, string>>> = { typescriptreact: 'tsx', javascriptreact: 'jsx' };

export function promptOf(question: Question): Prompt {
  const { errorType, message, file, line, extent, startLine, traceback, language, before } = question;
  const place = `${file === '' ? 'line' : `${file}, line`} ${line + 1}`;
  const parts = [
    `Error (${place}):\n${errorType === '' ? message : `${errorType}: ${message}`}`,
    ...(traceback === '' ? [] : [`Calls, outermost first:\n${traceback}`]),
    ...(extent === 'excerpt' ? [`The text begins with line ${startLine + 1} of the file.`] : []),
    block(before, language),
  ];
  return { system: SYSTEM, user: parts.join('\n\n') };
}

/** `text`: the code after a fix. */
export const answerOf = ({ language }: Pick<SuccessPair, 'language'>, text: string): string => block(text, language);

/** A code block whose fence is longer than any in the code. */
function block(code: string, language: LanguageId): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${NAMES[language] ?? language}\n${code}${code === '' || code.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** A question in which every part of the words occurs. */
const SAMPLE: Question = {
  errorType: 'E',
  message: 'm',
  file: 'f.py',
  line: 1,
  extent: 'excerpt',
  startLine: 1,
  traceback: 'f.py:1',
  language: 'python',
  before: 'x',
};

/** Of the words themselves: two versions that say the same have the same, and words that were changed without a new number are noticed. */
export function promptHash(): string {
  const whole: Question = { ...SAMPLE, extent: 'whole', traceback: '', errorType: '', file: '' };
  return hash([
    ...[SAMPLE, whole].flatMap((question): string[] => {
      const { system, user } = promptOf(question);
      return [system, user];
    }),
    answerOf(SAMPLE, 'y'),
  ]);
}
