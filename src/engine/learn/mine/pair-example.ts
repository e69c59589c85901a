// A pair of the store as an example to learn from.

import type { SuccessPair } from '../pair';
import type { RuleExample } from './rule';

/** undefined where the pair has no code, was taken back, or changed other files too: then its text is only a part of the fix. */
export function exampleOf(pair: SuccessPair): RuleExample | undefined {
  if (pair.extent === 'none' || pair.otherFiles.length > 0) return undefined;
  if (pair.verdict.kind === 'rejected' || pair.verdict.kind === 'reverted') return undefined;
  const line = pair.line - pair.startLine;
  const lines = pair.before.split('\n');
  const code = lines[line];
  return {
    id: pair.id,
    before: pair.before,
    after: pair.final ?? pair.proposed,
    ...(pair.file === '' ? {} : { file: pair.file }),
    errorType: pair.errorType,
    signature: pair.signature,
    // An excerpt with a gap has other lines than the file.
    ...(code === undefined || pair.before.includes('\n…\n')
      ? {}
      : { at: { start: { line, character: 0 }, end: { line, character: code.length } } }),
  };
}
