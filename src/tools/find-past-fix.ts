// `find_past_fix`: how the same kind of error was fixed here before, out of the store of accepted fixes, for a model to read.

import {
  detectText,
  isHealed,
  LANGUAGES,
  languageOf,
  readErrorWords,
  signatureOf,
  unifiedDiff,
  visibleLine,
  visibleText,
  type Problem,
  type SuccessPair,
} from '../engine';
import { refusalOf } from './heal-error';
import { FindPastFixInput, isAnswer, readInput, type ToolAnswer, type ToolHost } from './tool';

const DEFAULT_LIMIT = 3;
/** A fix whose text is longer is told by its title. In UTF-16 code units. */
const MAX_DIFF = 6_000;

/** Changes nothing, runs nothing. */
export function findPastFix(input: unknown, host: ToolHost): ToolAnswer {
  const read = readInput(FindPastFixInput, input);
  if (isAnswer(read)) return read;
  const { error, file, limit = DEFAULT_LIMIT } = read;
  const refusal = file === undefined ? undefined : refusalOf(file, host);
  if (refusal) return refusal;
  const shown = detectText(error, { cwd: host.roots[0] ?? '/', roots: host.roots, origin: 'pasted' }).at(-1);
  const words = readErrorWords(error);
  const { errorType, message } = shown ?? words;
  if (errorType === '' && message.trim() === '')
    return { isError: true, text: 'No error was found in these words. Call the tool again with the whole traceback, or its last line.' };
  const signature = shown?.signature ?? signatureOf(errorType, message);
  const language = (file === undefined ? undefined : languageOf(file)) ?? shown?.language;
  const languages = language !== undefined && isHealed(language) ? [language] : LANGUAGES;
  const roots = host.roots;
  const pairs = new Map<string, SuccessPair>();
  const at = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  for (const root of roots)
    for (const one of languages) {
      const problem: Problem = {
        origin: 'pasted',
        language: one,
        source: words.source ?? one,
        errorType,
        message,
        signature,
        location: { path: file ?? `${root}/x`, range: at },
        severity: 'error',
        frames: [],
        causes: [],
        related: [],
      };
      for (const pair of host.memoryOf(problem.location.path).pairsLike(problem)) pairs.set(pair.id, pair);
    }
  const kept = [...pairs.values()].filter(({ withheld, extent }) => !withheld && extent !== 'none').slice(0, limit);
  const name = visibleLine(errorType || message);
  if (kept.length === 0)
    return {
      text: `No fix of such an error (${name}) was kept in this workspace. Next: fix it yourself; once the person keeps the fix, it is found here.`,
    };
  return {
    text: [
      `${kept.length === 1 ? 'One fix' : `${kept.length} fixes`} of such an error (${name}), the newest first. They are of other code: take the idea, not the lines.`,
      ...kept.map(described),
    ].join('\n\n'),
  };
}

function described(pair: SuccessPair): string {
  const after = pair.final ?? pair.proposed;
  const diff = unifiedDiff(pair.file, pair.before, after);
  const head = `${visibleLine(pair.title)} — ${visibleLine(pair.errorType ? `${pair.errorType}: ${pair.message}` : pair.message)}, in ${visibleLine(pair.file)}, ${pair.recordedAt.slice(0, 10)}; ${VERDICT[pair.verdict.kind]}.`;
  return diff.length > MAX_DIFF ? head : `${head}\n\`\`\`diff\n${visibleText(diff).trimEnd()}\n\`\`\``;
}

const VERDICT: Readonly<Record<SuccessPair['verdict']['kind'], string>> = {
  accepted: 'it was accepted',
  edited: 'it was accepted and changed by hand',
  survived: 'it was accepted and has stood since',
  rejected: 'it was rejected',
  reverted: 'it was taken back',
};
