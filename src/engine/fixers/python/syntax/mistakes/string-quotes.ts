/**
 * Mistake: a string that is not closed, closed by another quote, or broken by a quote inside it.
 *
 * Before:  `name = 'Ada`   After:  `name = 'Ada'`
 * Before:  `say("hi')`     After:  `say("hi")`
 * Before:  `it = 'it's'`   After:  `it = "it's"`
 *
 * When not: the line would still not parse.
 */
import type { Mistake } from '../search/mistake';
import { endedByNext, unclosed, unopened } from '../strings/missing-quote';
import { nestedQuotes } from '../strings/nested-quotes';
import { strayEmptyTexts, strayQuote } from '../strings/stray-quote';
import { tripleQuotes } from '../strings/triple-quotes';
import { unquotedText } from '../strings/unquoted-text';

export const stringQuotes: Mistake = {
  id: 'python/string-quotes',
  explanation: 'A string has no end, or ends too early: its quotes do not pair up.',
  find: (site) => [
    ...unclosed(site),
    ...endedByNext(site),
    ...unopened(site),
    ...strayQuote(site),
    ...nestedQuotes(site),
    ...tripleQuotes(site),
    ...unquotedText(site),
    ...strayEmptyTexts(site),
  ],
};
