/**
 * Mistake: a bracket, comma, quote or keyword too few, too many, misspelt or of another language. Small edits of tokens near the error are
 * each proved by parsing again, and ranked by cost, by what usually stands beside what in this file, by the file's indentation, and by
 * what TypeScript says of the mended text.
 *
 * Before:  `console.log(name name.length)`       After:  `console.log(name, name.length)`
 *
 * When not: no single edit leaves fewer syntax errors, or several are as likely.
 */
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { jsxTags } from './repairs/jsx-tags';
import { otherSigns } from './repairs/other-signs';
import { applyEdits } from '../../../syntax/edits';
import { makesSense } from './search/makes-sense';
import { likelyRepairs } from './search/rank-repairs';

/** "… can only be used in TypeScript files": in JavaScript a slip is taken for a type (`x : xs`), a signature (`f(a; b)`), a modifier or an assertion. Where the text parses all the same, it is none. */
const IN_JAVASCRIPT = [8002, 8006, 8008, 8009, 8010, 8012, 8013, 8016, 8017];

/** Elements without an end, or side by side: the parser's, too. */
const OF_JSX = new Set([2657, 17002, 17008, 17014, 17015]);

/** Codes 1000 to 1999 are the parser's and the grammar check's. */
const isSyntaxCode = (code: number): boolean => (code >= 1000 && code < 2000) || OF_JSX.has(code);

export const syntaxRepair: TypedRule = {
  id: 'typescript/syntax-repair',
  family: 'typescript/syntax',
  answers: {
    messages: [/(?:)/],
    where({ errorType, message }) {
      const code = codeOf(errorType);
      return isSyntaxCode(code) || IN_JAVASCRIPT.includes(code) || errorType === 'SyntaxError' || message.startsWith('Parsing error: ');
    },
  },
  propose: (place) => jsxTags(place) ?? (place.code === 2657 ? [] : (sensibleSigns(place) ?? likelyRepairs(place))),
};

function sensibleSigns(place: TypedPlace): TypedProposal[] | undefined {
  return otherSigns(place)?.filter(({ edits }) => makesSense(place, edits, place.prove(applyEdits(place.text, edits))));
}
