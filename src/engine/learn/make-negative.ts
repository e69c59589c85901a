// From a patch that was not wanted to a negative.

import type { Patch } from '../patch';
import { patched } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { makePair, type PairContext } from './make-pair';
import { rejectionKey, type Negative, type NegativeKind } from './negative';
import type { SuccessPair } from './pair';

/** `before`: the whole text that the patch was made for. `context.how`: how it is known that it was not wanted. Not yet redacted: see `recordNegative`. */
export function makeNegative(
  patch: Patch,
  before: string,
  kind: NegativeKind,
  context: PairContext,
): Omit<Negative, 'pair'> & { readonly pair: SuccessPair } {
  const { problem, candidate } = patch;
  const own = candidate.edits.find((file) => file.path === problem.location.path);
  const pair = makePair(patch, before, own ? patched(new SourceText(before), own) : before, context);
  return {
    kind,
    at: pair.recordedAt,
    key: rejectionKey(problem, candidate, before),
    pair: { ...pair, verdict: { ...pair.verdict, kind: kind === 'reverted' ? 'reverted' : 'rejected' } },
  };
}
