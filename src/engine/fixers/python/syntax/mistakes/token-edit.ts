/**
 * Mistake: any other slip of a token or two. Every small edit of the tokens around the error is tried, with what such a slip costs; which of them
 * make sense is decided by the parser and by how usual the line then looks.
 *
 * Before:  `total = (a + b * 2`   After:  `total = (a + b) * 2`
 * Before:  `retrun x`             After:  `return x`
 * Before:  `point = (1, 2]`       After:  `point = (1, 2)`
 *
 * When not: no small edit lets the parser get further, or several look as usual.
 */
import type { Mistake } from '../search/mistake';
import { betweenOperands } from '../tokens/between-operands';
import { closeBeforeMember, closeBrackets } from '../tokens/close-brackets';
import { insertTokens } from '../tokens/insert-tokens';
import { joinTokens, splitLine, swapTokens } from '../tokens/join-tokens';
import { removeTokens } from '../tokens/remove-tokens';
import { replaceTokens } from '../tokens/replace-tokens';
import { sliceOfNothing } from '../tokens/slice-of-nothing';

/** Slips that a named mistake tells better are found here too: equal edits merge, the cheaper reading stays. */
export const tokenEdit: Mistake = {
  id: 'python/token-edit',
  explanation: 'The line does not parse as it stands. This is the smallest change that mends it and still reads like usual code.',
  triesEveryEdit: true,
  find: (site) => [
    ...insertTokens(site),
    ...betweenOperands(site),
    ...closeBrackets(site),
    ...closeBeforeMember(site),
    ...removeTokens(site),
    ...replaceTokens(site),
    ...joinTokens(site),
    ...swapTokens(site),
    ...splitLine(site),
    ...sliceOfNothing(site),
  ],
};
