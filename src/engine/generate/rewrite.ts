// Before fixers are asked, a problem that only stands for another one is rewritten to it.

import type { FixContext, ProblemRewrite } from '../fixers/fixer';
import { answering } from './answering';

/** What a problem may stand for: each is asked of every fixer that answers it. */
const MAX_REWRITTEN = 3;

/**
 * The problem itself, then what it stands for, most urgent first; what that stands for in turn comes last. Each problem once. A rewrite that
 * throws has a bug: it is left out and reported to `onFault`.
 */
export async function rewritten<Context extends FixContext & { readonly onFault?: (where: string, error: unknown) => void }>(
  context: Context,
  rewrites: readonly ProblemRewrite[],
): Promise<readonly Context[]> {
  const contexts = [context];
  const seen = new Set([keyOf(context)]);
  // The list grows while it is gone through.
  for (const known of contexts) {
    for (const rewrite of answering(rewrites, known.problem)) {
      if (context.signal.aborted) return contexts;
      try {
        for (const { problem, start, end } of await rewrite.rewrite(known)) {
          const next = { ...known, problem, start, end, standsFor: context.problem, isCause: rewrite.replaces ?? false };
          if (seen.has(keyOf(next))) continue;
          seen.add(keyOf(next));
          contexts.push(next);
          if (contexts.length > MAX_REWRITTEN) return contexts;
        }
      } catch (error) {
        context.onFault?.(rewrite.id, error);
      }
    }
  }
  return contexts;
}

const keyOf = ({ problem, start, end }: FixContext): string => [problem.errorType, problem.message, start, end].join('\0');
