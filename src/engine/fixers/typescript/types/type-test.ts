/**
 * Mistake: the kind of a value asked for in a way that never holds: `instanceof` for a primitive, `typeof` against a word that it never gives.
 *
 * Before:  `if (x instanceof Number)`           After:  `if (typeof x === 'number')`
 * Before:  `if (typeof x === 'array')`          After:  `if (Array.isArray(x))`
 * Before:  `if (typeof x !== 'String')`         After:  `if (typeof x !== 'string')`
 *
 * When not: the class is the program's own; the word is near to none that `typeof` gives.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { bySlip, isSlip, slipFeatures, slipOf } from '../framework/spelling';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const typeTest: TypedRule = {
  id: 'typescript/type-test',
  family: 'typescript/types',
  answers: {
    codes: ['TS2358', 'TS2367', 'valid-typeof', 'lint/suspicious/useValidTypeof', 'lint/correctness/useValidTypeof'],
    where: ({ errorType, message }) => codeOf(errorType) !== 2367 || /"undefined" \| "object" \| "function"|"function" \| /.test(message),
  },
  propose(place) {
    const { ts, node, start, end } = place;
    const inside = (up: tsModule.Node): boolean => up.getStart(place.file) <= start && up.getEnd() >= end;
    const test = ts.findAncestor(
      node,
      (up): up is tsModule.BinaryExpression =>
        ts.isBinaryExpression(up) && inside(up) && /^(?:instanceof|[!=]==?)$/.test(up.operatorToken.getText(place.file)),
    );
    const idea = test && (test.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword ? instanceOf(place, test) : typeOf(place, test));
    return idea ? checkedProposals(place, [idea]) : [];
  },
};

const PRIMITIVES: ReadonlyMap<string, string> = new Map([
  ['Number', 'number'],
  ['String', 'string'],
  ['Boolean', 'boolean'],
  ['Symbol', 'symbol'],
  ['BigInt', 'bigint'],
]);

function instanceOf({ ts, file }: TypedPlace, test: tsModule.BinaryExpression): Idea | undefined {
  const name = ts.isIdentifier(test.right) ? PRIMITIVES.get(test.right.text) : undefined;
  if (!name) return undefined;
  const quote = file.text.split("'").length >= file.text.split('"').length ? "'" : '"';
  return {
    variant: 'instanceof-of-primitive',
    title: `Ask with 'typeof … === ${quote}${name}${quote}'`,
    explanation: `A ${name} is no object, so 'instanceof ${test.right.getText(file)}' is never true for it.`,
    edits: [
      at(test.left.getStart(file), 'typeof '),
      { start: test.operatorToken.getStart(file), end: test.right.getEnd(), text: `=== ${quote}${name}${quote}` },
    ],
  };
}

/** What `typeof` gives. */
const WORDS = ['string', 'number', 'boolean', 'undefined', 'object', 'function', 'symbol', 'bigint'];
/** Other languages' words. */
const OTHER_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['int', 'number'],
  ['integer', 'number'],
  ['float', 'number'],
  ['double', 'number'],
  ['str', 'string'],
  ['bool', 'boolean'],
  ['func', 'function'],
  ['callable', 'function'],
  ['dict', 'object'],
]);

function typeOf({ ts, file, text }: TypedPlace, test: tsModule.BinaryExpression): Idea | undefined {
  const asked = ts.isTypeOfExpression(test.left) ? test.left : undefined;
  const word = test.right;
  if (!asked || !ts.isStringLiteral(word) || WORDS.includes(word.text)) return undefined;
  const lower = word.text.toLowerCase();
  const not = test.operatorToken.getText(file).startsWith('!');
  const value = asked.expression.getText(file).replace(/^\((.*)\)$/, '$1');
  if (lower === 'array' || lower === 'list')
    return {
      variant: 'array',
      title: `Ask with '${not ? '!' : ''}Array.isArray(…)'`,
      explanation: "For a list 'typeof' gives 'object'; 'Array.isArray' tells lists from other objects.",
      edits: [{ start: test.getStart(file), end: test.getEnd(), text: `${not ? '!' : ''}Array.isArray(${value})` }],
    };
  const [near] = WORDS.map((one) => ({ one, slip: slipOf(lower, one) }))
    .filter(({ slip }) => isSlip(slip, 'near'))
    .sort((a, b) => bySlip(a.slip, b.slip));
  const known = WORDS.includes(lower) ? lower : OTHER_LANGUAGES.get(lower);
  const meant = known ?? near?.one;
  if (meant === undefined) return undefined;
  const quote = text[word.getStart(file)] ?? "'";
  return {
    variant: known === undefined ? 'slip-of-type-name' : 'other-name-of-type',
    title: `Change ${quote}${word.text}${quote} to ${quote}${meant}${quote}`,
    explanation: `'typeof' never gives '${word.text}'; for these values it gives '${meant}'.`,
    features: known === undefined ? slipFeatures(near?.slip) : {},
    edits: [{ start: word.getStart(file) + 1, end: word.getEnd() - 1, text: meant }],
  };
}
