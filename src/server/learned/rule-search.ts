// Where a rule fits in the files of a folder, as the person sees them: open documents first, then the disk. Bounded in files, places and time.

import { setImmediate } from 'node:timers/promises';
import * as path from 'node:path';
import { languageOf, type HealedLanguageId, type LearnedRule } from '../../engine';
import { isHealableText } from '../session/healable-text';
import type { Session } from '../session/session';

const MAX_FILES = 5_000;
/** Others have their turn after so many files. */
const TURN = 20;

const PYTHON = ['.py', '.pyi', '.pyw'];
const SCRIPT = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];

export interface SearchedFile {
  readonly path: string;
  readonly language: HealedLanguageId;
  readonly text: string;
}

export interface SearchOptions {
  readonly signal: AbortSignal;
  /** In ms. */
  readonly limit: number;
  /** Looks at a file that may hold what the rule looks for; false: that is enough. */
  readonly look: (file: SearchedFile) => Promise<boolean>;
  readonly onProgress?: (file: string, done: number, total: number) => void;
}

/** All files of the rule's language, without dependencies, ignored and excluded ones. @returns whether all were looked at. Never rejects for a file that can't be read. */
export async function searchFiles(
  { folders }: Pick<Session, 'folders'>,
  root: string,
  rule: LearnedRule,
  { signal, limit, look, onProgress }: SearchOptions,
): Promise<boolean> {
  const until = Date.now() + limit;
  const { files } = await folders.workspaceOf(path.join(root, 'x'));
  const listed = (await files.list(rule.language === 'python' ? PYTHON : SCRIPT)).filter((file) => !folders.isExcluded(file)).sort();
  const words = wordsOf(rule);
  for (const [i, file] of listed.slice(0, MAX_FILES).entries()) {
    if (i % TURN === 0) {
      await setImmediate();
      onProgress?.(path.basename(file), i, listed.length);
    }
    if (signal.aborted || Date.now() > until) return false;
    const language = languageOf(file);
    const text = language && (await files.read(file));
    if (!language || text === undefined || !isHealableText(text) || !words.every((word) => text.includes(word))) continue;
    if (!(await look({ path: file, language, text }))) return false;
  }
  return listed.length <= MAX_FILES;
}

/** Names that a text has to hold for the rule to fit anywhere in it: most texts are done with by them. */
function wordsOf({ find }: LearnedRule): readonly string[] {
  if (find.parts) return [];
  return [...find.left, ...find.core, ...find.right].flatMap((atom) =>
    atom.kind === 'token' && atom.zone === 'code' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(atom.text) ? [atom.text] : [],
  );
}
