/**
 * Mistake: a string, or a date, where a number is counted with.
 *
 * Before:  `for (const [value] of Object.entries(table)) while (n >= value)` …       After:  `while (n >= Number(value))` …
 * Before:  `end - start` of dates                                                    After:  `end.getTime() - start.getTime()`
 *
 * When not: the operand is no string, or a wider union than string and number.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** Likeliest first. */
const ORDER = ['dates-as-times', 'compared-before-combined', 'convert-all', 'convert-one'];

export const stringAsNumber: TypedRule = {
  id: 'typescript/string-as-number',
  family: 'typescript/types',
  answers: {
    codes: ['TS2365', 'TS2362', 'TS2363', 'TS2345', 'TS2322', 'TS2367'],
    where: ({ message }) => /string|arithmetic|types 'boolean'/.test(message),
  },
  propose: (place) => checkedProposals(place, inOrder(ORDER, [...dates(place), ...ideas(place), ...comparisons(place)])),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, text, code } = place;
  const binary = ts.isBinaryExpression(node) ? node : ts.findAncestor(node, ts.isBinaryExpression);
  const operands: tsModule.Expression[] = [];
  if (code === 2345 || (code === 2322 && !binary)) {
    // A property is blamed by its name.
    const property = ts.isPropertyAssignment(node.parent) && node.parent.name === node ? node.parent.initializer : undefined;
    const argument = property ?? (ts.isExpression(node) ? node : undefined);
    if (argument && /'string' is not assignable to (?:parameter of )?type 'number'/.test(place.message)) operands.push(argument);
  } else if (binary) {
    const assignment =
      binary.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && binary.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
    operands.push(...(assignment ? [binary.right] : [binary.left, binary.right]));
  }
  const strings = operands
    .map((operand) => unwrapped(ts, operand))
    .flatMap((operand) => leaves(ts, operand))
    .filter((operand) => isStringish(ts, checker, operand));
  if (strings.length === 0) return [];
  const word = /\bparseInt\(/.test(text) && !/\bNumber\(/.test(text) ? 'parseInt' : 'Number';
  const wrap = (list: readonly tsModule.Expression[], fn: string): Idea['edits'] =>
    list.flatMap((operand) => [at(operand.getStart(file), `${fn}(`), at(operand.getEnd(), ')')]);
  const out: Idea[] = [
    {
      variant: 'convert-all',
      title: `Convert '${shorten(strings[0]?.getText(file) ?? '')}' with '${word}(…)'`,
      explanation: 'It is a string, and a number is wanted.',
      edits: wrap(strings, word),
    },
  ];
  if (strings.length > 1)
    for (const one of strings)
      out.push({
        variant: 'convert-one',
        title: `Convert '${shorten(one.getText(file))}' with '${word}(…)'`,
        explanation: 'It is a string, and a number is wanted.',
        edits: wrap([one], word),
      });
  return out;
}

/** The times of the dates of a difference. */
function dates({ ts, file, checker, node, code }: TypedPlace): Idea[] {
  if (code !== 2362 && code !== 2363) return [];
  const binary = ts.findAncestor(node, ts.isBinaryExpression);
  if (binary?.operatorToken.kind !== ts.SyntaxKind.MinusToken) return [];
  const found = [binary.left, binary.right].filter((operand) => {
    const symbol = checker.getTypeAtLocation(operand).getSymbol();
    return symbol?.name === 'Date' && symbol.declarations?.every((one) => one.getSourceFile().isDeclarationFile) === true;
  });
  if (found.length === 0) return [];
  return [
    {
      variant: 'dates-as-times',
      title: `Reckon with the ${found.length > 1 ? 'times of both dates' : 'time of the date'}`,
      explanation: "TypeScript does not reckon with dates themselves: 'getTime()' gives their milliseconds.",
      edits: found.flatMap((operand) =>
        // `new Date.getTime()` would make something else.
        ts.isNewExpression(operand) && !operand.arguments
          ? [at(operand.getEnd(), '().getTime()')]
          : ts.isAsExpression(operand) || ts.isAwaitExpression(operand) || ts.isConditionalExpression(operand)
            ? [at(operand.getStart(file), '('), at(operand.getEnd(), ').getTime()')]
            : [at(operand.getEnd(), '.getTime()')],
      ),
    },
  ];
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);

function unwrapped(ts: TypedPlace['ts'], expression: tsModule.Expression): tsModule.Expression {
  return ts.isParenthesizedExpression(expression) ? unwrapped(ts, expression.expression) : expression;
}

/** The operands of `a + b`, which is a string as soon as one of them is. */
function leaves(ts: TypedPlace['ts'], expression: tsModule.Expression): tsModule.Expression[] {
  return ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken
    ? [...leaves(ts, unwrapped(ts, expression.left)), ...leaves(ts, unwrapped(ts, expression.right))]
    : [expression];
}

/** A string, or a string or number: nothing that `Number` would make NaN of for sure. */
function isStringish(ts: TypedPlace['ts'], checker: tsModule.TypeChecker, expression: tsModule.Expression): boolean {
  if (ts.isStringLiteralLike(expression)) return false;
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  return (
    parts.some((part) => (part.flags & ts.TypeFlags.StringLike) !== 0) &&
    parts.every((part) => (part.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) !== 0)
  );
}

/** `x & 1 == 1` compares first, and `x instanceof Number` is false for every number. */
function comparisons(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const equals = ts.isBinaryExpression(node) ? node : ts.findAncestor(node, ts.isBinaryExpression);
  if (!equals) return [];
  const outer = ts.isBinaryExpression(equals.right) ? equals : ts.isBinaryExpression(equals.parent) ? equals.parent : equals;
  const inner = outer.right;
  const { kind } = outer.operatorToken;
  const bitwise = kind === ts.SyntaxKind.AmpersandToken || kind === ts.SyntaxKind.BarToken || kind === ts.SyntaxKind.CaretToken;
  if (
    !bitwise ||
    !ts.isBinaryExpression(inner) ||
    inner.operatorToken.kind < ts.SyntaxKind.EqualsEqualsToken ||
    inner.operatorToken.kind > ts.SyntaxKind.ExclamationEqualsEqualsToken
  )
    return [];
  return [
    {
      variant: 'compared-before-combined',
      title: `Put '${outer.operatorToken.getText(file)}' in parentheses`,
      explanation: `'${inner.operatorToken.getText(file)}' binds stronger than '${outer.operatorToken.getText(file)}', so the wrong things are compared.`,
      edits: [at(outer.left.getStart(file), '('), at(inner.left.getEnd(), ')')],
    },
  ];
}
