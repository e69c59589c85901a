// Fixes that this workspace kept, as examples for a model: the changed lines of like pairs, few and short.

import { diffArrays } from 'diff';
import type { FixExample } from '../../diagnose/model-context';
import { isScript } from '../../language';
import type { Memory } from '../../learn/memory';
import type { SuccessPair } from '../../learn/pair';
import type { Problem } from '../../problem';

const MAX_EXAMPLES = 3;
const AROUND = 2;
/** A longer change is a rewrite, and no example of one mistake. */
const MAX_LINES = 10;
const MAX_LINE = 160;
/** For the diff of one pair, in ms. */
const DIFF_MS = 100;

/** Best first: those that somebody kept, the newest of them first, no two that show the same. Their texts were searched for secrets when they were stored, and are again before they are sent. */
export function examplesFor(problem: Problem, memory: Pick<Memory, 'pairsLike'> | undefined): readonly FixExample[] {
  if (!memory) return [];
  const found: FixExample[] = [];
  for (const pair of memory.pairsLike(problem)) {
    const isKin = pair.language === problem.language || (isScript(pair.language) && isScript(problem.language));
    const example = isKin ? exampleOf(pair) : undefined;
    if (!example || found.some(({ before, after }) => before === example.before && after === example.after)) continue;
    found.push(example);
    if (found.length === MAX_EXAMPLES) break;
  }
  return found;
}

function exampleOf(pair: SuccessPair): FixExample | undefined {
  if (pair.withheld || pair.extent === 'none' || pair.otherFiles.length > 0) return undefined;
  if (pair.verdict.kind === 'rejected' || pair.verdict.kind === 'reverted') return undefined;
  const changed = changedLines(pair.before, pair.final ?? pair.proposed);
  return changed && { message: `${pair.errorType}: ${pair.message.split('\n')[0]?.slice(0, 200) ?? ''}`, ...changed };
}

/** The one place that differs, with a little around it; undefined where there are several far apart, or none, or too much. */
function changedLines(before: string, after: string): { readonly before: string; readonly after: string } | undefined {
  const [olds, news] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const parts = diffArrays(olds, news, { timeout: DIFF_MS });
  if (!parts) return undefined;
  const head = parts[0] && !parts[0].added && !parts[0].removed ? parts[0].value.length : 0;
  const last = parts.at(-1);
  const tail = parts.length > 1 && last && !last.added && !last.removed ? last.value.length : 0;
  const cut = (lines: readonly string[]): string[] => lines.slice(Math.max(0, head - AROUND), lines.length - Math.max(0, tail - AROUND));
  const [a, b] = [cut(olds), cut(news)];
  const isFit = (lines: readonly string[]): boolean => lines.length <= MAX_LINES && lines.every((line) => line.length <= MAX_LINE);
  return (head + tail < olds.length || olds.length !== news.length) && isFit(a) && isFit(b)
    ? { before: a.join('\n'), after: b.join('\n') }
    : undefined;
}
