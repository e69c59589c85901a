/**
 * Mistake: text that is reckoned with as a number, or a number that is treated as text, told by a method the value does not have.
 *
 * Before:  `price.toFixed(2)` where `price` came from `process.argv`      After:  `Number(price).toFixed(2)`
 * Before:  `id.padStart(4, '0')` where `id` is a number                   After:  `String(id).padStart(4, '0')`
 * Before:  `total * 2` where `total` is a BigInt                          After:  `total * 2n`
 *
 * When not: what the value is, is not seen, or it was added up as text before.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue, onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { assignmentsTo, declarationOf, sourceOf } from '../framework/value-flow';

const OF_NUMBERS = new Set(['toFixed', 'toPrecision', 'toExponential']);
const OF_TEXT = new Set(
  'charAt charCodeAt codePointAt endsWith match matchAll normalize padEnd padStart repeat replace replaceAll search split startsWith substr substring toLowerCase toUpperCase trim trimEnd trimStart'.split(
    ' ',
  ),
);
const MIXED = /^Cannot mix BigInt and other types/;

export const numberOrText: TypedRule = {
  id: 'typescript/number-or-text',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => / is not a function/.test(message) || MIXED.test(message) },
  propose(place) {
    if (MIXED.test(place.message)) return bigLiteral(place);
    const { ts, file, checker } = place;
    const called = calledValue(place);
    if (!called || !ts.isPropertyAccessExpression(called)) return [];
    const method = called.name.text;
    const object = called.expression;
    const { flags } = checker.getTypeAtLocation(object);
    const shown = object.getText(file).slice(0, 40);
    if (OF_NUMBERS.has(method)) {
      if ((flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any | ts.TypeFlags.Union)) === 0) return [];
      const text = madeAsText(place, object);
      if (!text) return [];
      return [
        {
          variant: 'text-to-number',
          title: `Make a number of '${shown}'`,
          explanation: `'${shown}' is text, even if it looks like a number; '${method}' is for numbers.`,
          edits: [at(text.getStart(file), 'Number('), at(text.getEnd(), ')')],
        },
      ];
    }
    if (!OF_TEXT.has(method) || !isNumber(place, object)) return [];
    return [
      {
        variant: 'number-to-text',
        title: `Make text of '${shown}'`,
        explanation: `'${shown}' is a number; '${method}' is for text.`,
        edits: [at(object.getStart(file), 'String('), at(object.getEnd(), ')')],
      },
    ];
  },
};

/** Where text comes into the program, or the value itself where that can't be followed; undefined where it is added up on the way. */
function madeAsText(place: TypedPlace, object: tsModule.Expression): tsModule.Expression | undefined {
  const { ts, file, checker } = place;
  const isText = (checker.getTypeAtLocation(object).flags & ts.TypeFlags.StringLike) !== 0;
  const declaration = ts.isIdentifier(object) ? declarationOf(place, object) : undefined;
  // Added up since: the sum was of text, and a number of it is a wrong one.
  if (
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    ts.isIdentifier(declaration.name) &&
    assignmentsTo(place, declaration.name).length > 0
  )
    return undefined;
  const source = sourceOf(place, object);
  if (ts.isBinaryExpression(source)) return undefined;
  if (
    source.getSourceFile() === file &&
    source !== object &&
    ts.isPropertyAccessExpression(source) === false &&
    isInput(source.getText(file))
  )
    return source;
  if (isInput(source.getText(source.getSourceFile()))) return source.getSourceFile() === file ? source : object;
  if (/\.(?:toFixed|join|trim|slice|replace|split|toString)\(/.test(source.getText()) && source !== object) return object;
  return isText || ts.isPropertyAccessExpression(object) || ts.isElementAccessExpression(object) ? object : undefined;
}

/** What comes from outside is text. */
const isInput = (text: string): boolean =>
  /^process\.(?:argv|env)\b|^(?:await )?(?:prompt|question|rl\.question)\(|\.value$|getItem\(/.test(text);

function isNumber({ ts, checker }: TypedPlace, object: tsModule.Expression): boolean {
  return (checker.getTypeAtLocation(object).flags & ts.TypeFlags.NumberLike) !== 0;
}

/** The whole numbers that stand beside a BigInt. */
function bigLiteral(place: TypedPlace): TypedProposal[] {
  const { ts, checker } = place;
  const isBig = (node: tsModule.Node): boolean => (checker.getTypeAtLocation(node).flags & ts.TypeFlags.BigIntLike) !== 0;
  const found = onLine(place, ts.isBinaryExpression).flatMap(({ left, right, operatorToken }) => {
    if (!/^(?:[-+*/%]|\*\*)=?$/.test(operatorToken.getText())) return [];
    if (isBig(left) && ts.isNumericLiteral(right)) return [right];
    return isBig(right) && ts.isNumericLiteral(left) ? [left] : [];
  });
  const [literal, ...others] = found;
  if (!literal || others.length > 0 || !/^\d+$/.test(literal.text)) return [];
  return [
    {
      variant: 'literal-as-big',
      title: `Write '${literal.text}' as '${literal.text}n'`,
      explanation: 'A BigInt is only reckoned with other BigInts.',
      edits: [at(literal.getEnd(), 'n')],
    },
  ];
}
