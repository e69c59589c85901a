// A fix that somebody tells: the text before it, the text after it, and the error that it took away, in that error's own words.

import type { LanguageId } from '../language';
import type { Patch } from '../patch';
import type { Problem } from '../problem';
import { failure, success, type Result } from '../result';
import { handMadeFix } from './hand-made-fix';
import { readErrorWords } from './told-error';

export interface ToldFix {
  /** Absolute path of the file. */
  readonly path: string;
  readonly language: LanguageId;
  /** Whole texts of the file. */
  readonly before: string;
  readonly after: string;
  /** A traceback, its last line or a checker's report: `TypeError: 'NoneType' object is not subscriptable`. */
  readonly error: string;
  /** Zero-based line of the error in `before`; the first line that changed where it is not given. */
  readonly line?: number;
}

/** The fix as an applied patch, or why it is none that can be learned from, in a sentence. */
export function toldFix({ path, language, before, after, error, line }: ToldFix): Result<Patch, 'no-fix'> {
  if (before === after) return failure('no-fix', 'The two texts are the same: there is no fix to keep.');
  const read = readErrorWords(error);
  if (read.message.trim() === '') return failure('no-fix', 'Say which error was mended, as it was shown: TypeError: … or TS2304: ….');
  const row = Math.min(line ?? firstChange(before, after), before.split('\n').length - 1);
  const at = { line: row, character: 0 };
  const problem: Problem = {
    origin: 'diagnostic',
    language,
    source: read.source ?? (language === 'python' ? 'python' : 'ts'),
    errorType: read.errorType,
    message: read.message,
    signature: read.signature,
    location: { path, range: { start: at, end: at } },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  const evidence = { rung: 'checks', result: 'skipped', why: 'told by hand: nothing was run' } as const;
  const patch = handMadeFix({ problem, before, after, evidence, isTold: true });
  return patch
    ? success(patch)
    : failure(
        'no-fix',
        'This change is not kept as a fix: it only lays the text out anew, takes code away or hides the error, lies far from it, or changes more than one fix does (12 lines, 3 places).',
      );
}

/** Zero-based line of the first difference, in `before`. */
function firstChange(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let line = 0;
  while (line < old.length - 1 && old[line] === now[line]) line++;
  return line;
}
