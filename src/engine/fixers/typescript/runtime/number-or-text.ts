/**
 * Mistake: text that is reckoned with as a number, a number that is treated as text, text or a number that is treated as a date, told by a
 * method the value does not have.
 *
 * Before:  `price.toFixed(2)` where `price` came from `process.argv`      After:  `Number(price).toFixed(2)`
 * Before:  `id.padStart(4, '0')` where `id` is a number                   After:  `String(id).padStart(4, '0')`
 * Before:  `order.day.getTime()` where `day` is '2024-03-05'              After:  `new Date(order.day).getTime()`
 * Before:  `total * 2` where `total` is a BigInt                          After:  `total * 2n`
 *
 * When not: what the value is, is not seen, the text tells no day, or it was added up as text before.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue, onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { argumentFor, assignmentsTo, bare, declarationOf, nodesIn, sourceOf, statementAround, usesOf } from '../framework/value-flow';

const OF_NUMBERS = new Set(['toFixed', 'toPrecision', 'toExponential']);
const OF_TEXT = new Set(
  'charAt charCodeAt codePointAt endsWith match matchAll normalize padEnd padStart repeat replace replaceAll search split startsWith substr substring toLowerCase toUpperCase trim trimEnd trimStart'.split(
    ' ',
  ),
);
const OF_DATES =
  /^(?:get|set|to)(?:UTC)?(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^(?:getTime|setTime|getTimezoneOffset|to(?:ISO|UTC|GMT|Date|Time|LocaleDate|LocaleTime)String)$/;
/** What TypeScript calls it. */
const NO_MEMBER = /^Property '([\w$]+)' does not exist on type '(?:string|number)'/;
const MIXED = /^Cannot mix BigInt and other types/;

export const numberOrText: TypedRule = {
  id: 'typescript/number-or-text',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'TS2339', 'TS2551'],
    where: ({ message }) => / is not a function/.test(message) || MIXED.test(message) || OF_DATES.test(NO_MEMBER.exec(message)?.[1] ?? ''),
  },
  propose(place) {
    if (MIXED.test(place.message)) return bigLiteral(place);
    const { ts, file, checker } = place;
    const called = place.code > 0 ? place.node.parent : calledValue(place);
    if (!called || !ts.isPropertyAccessExpression(called)) return [];
    const method = called.name.text;
    if (OF_DATES.test(method)) return asDate(place, called);
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

/** `new Date(…)` around text or a number, where it can be the text or number of a date; around all that the statement says of it. */
function asDate(place: TypedPlace, called: tsModule.PropertyAccessExpression): TypedProposal[] {
  const { ts, file, checker } = place;
  const object = called.expression;
  const known = checker.getTypeAtLocation(object);
  const isSeen = (known.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) !== 0;
  const source = toldBy(place, object);
  const isTold = ts.isStringLiteralLike(source) || ts.isNumericLiteral(source);
  // What was read of JSON has no dates, only their texts.
  const isJson = (known.flags & ts.TypeFlags.Any) !== 0 && isOfJson(place, object);
  if (!isSeen && !isJson && !isTold) return [];
  const literal = ts.isStringLiteralLike(source) ? source : undefined;
  if (literal && !/\d/.test(literal.text)) return [];
  if (literal && Number.isNaN(Date.parse(literal.text))) return [];
  const shown = object.getText(file);
  const scope = statementAround(place, called) ?? called.parent;
  const declared = ts.isIdentifier(object) ? declarationOf(place, object) : undefined;
  const isOfDate = (node: tsModule.Node): boolean =>
    ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node && OF_DATES.test(node.parent.name.text);
  const edits = (() => {
    if (declared && ts.isVariableDeclaration(declared) && ts.isIdentifier(declared.name) && declared.initializer && !declared.type) {
      const uses = usesOf(place, declared.name);
      // Used as a date only, and more than once: it is one from the start.
      if (declared.getSourceFile() === file && uses.length > 1 && uses.every(isOfDate) && !ts.isFunctionLike(declared.initializer))
        return around(declared.initializer.getStart(file), declared.initializer.getEnd());
    }
    const same = nodesIn(
      ts,
      scope,
      (node): node is tsModule.Expression => ts.isExpression(node) && isOfDate(node) && node.getText(file) === shown,
    );
    return (same.length > 0 ? same : [object]).flatMap((one) => around(one.getStart(file), one.getEnd()));
  })();
  return [
    {
      variant: literal ? 'text-of-date' : isSeen || isTold ? 'value-to-date' : 'json-to-date',
      title: `Make a date of '${shown.slice(0, 40)}'`,
      explanation: `'${shown.slice(0, 40)}' is ${(known.flags & ts.TypeFlags.NumberLike) !== 0 ? 'a number' : 'text'}, even if it tells a day; '${called.name.text}' is for dates.`,
      edits,
    },
  ];
}

/** What a name, a property or a parameter of a function that is called once was made with. */
function toldBy(place: TypedPlace, object: tsModule.Expression): tsModule.Expression {
  const { ts } = place;
  const source = sourceOf(place, object);
  let declared = declarationOf(place, ts.isPropertyAccessExpression(source) ? source.name : source);
  // `const { born } = user`
  if (declared && ts.isBindingElement(declared) && ts.isVariableDeclaration(declared.parent.parent)) {
    const { initializer } = declared.parent.parent;
    const key = (declared.propertyName ?? declared.name).getText();
    declared = initializer && place.checker.getPropertyOfType(place.checker.getTypeAtLocation(initializer), key)?.valueDeclaration;
  }
  if (declared && ts.isPropertyAssignment(declared)) return sourceOf(place, declared.initializer);
  const given = declared && ts.isParameter(declared) ? argumentFor(place, declared) : undefined;
  return given ? sourceOf(place, given) : source;
}

const around = (start: number, end: number): TypedProposal['edits'] => [at(start, 'new Date('), at(end, ')')];

/** `JSON.parse(…)`, `await response.json()`, or a member of what came from there, also by the loop or callback that walks it. */
function isOfJson(place: TypedPlace, expression: tsModule.Expression): boolean {
  const { ts } = place;
  let source = bare(place, expression);
  for (let step = 0; step < 8; step++) {
    if (ts.isPropertyAccessExpression(source) || ts.isElementAccessExpression(source)) source = bare(place, source.expression);
    else if (ts.isIdentifier(source)) {
      const declared = declarationOf(place, source);
      const from = declared && (sourceOf(place, source) === source ? walked(place, declared) : sourceOf(place, source));
      if (!from) return false;
      source = bare(place, from);
    } else break;
  }
  return ts.isCallExpression(source) && /^JSON\.parse$|\.json$/.test(source.expression.getText());
}

/** The list that a loop's variable or a callback's parameter goes through; the value that a pattern takes apart. */
function walked({ ts }: TypedPlace, declared: tsModule.Declaration): tsModule.Expression | undefined {
  if (ts.isBindingElement(declared)) {
    const owner = declared.parent.parent;
    return ts.isVariableDeclaration(owner) ? owner.initializer : undefined;
  }
  if (ts.isVariableDeclaration(declared)) {
    const loop = declared.parent.parent;
    return ts.isForOfStatement(loop) ? loop.expression : undefined;
  }
  if (!ts.isParameter(declared)) return undefined;
  const call = declared.parent.parent;
  return ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    /^(?:map|forEach|filter|find|some|every|sort|flatMap)$/.test(call.expression.name.text)
    ? call.expression.expression
    : undefined;
}

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
  if (!literal) return bigValue(place);
  if (others.length > 0 || !/^\d+$/.test(literal.text)) return [];
  return [
    {
      variant: 'literal-as-big',
      title: `Write '${literal.text}' as '${literal.text}n'`,
      explanation: 'A BigInt is only reckoned with other BigInts.',
      edits: [at(literal.getEnd(), 'n')],
    },
  ];
}

/** The value beside a BigInt that is a number, made into one. */
function bigValue(place: TypedPlace): TypedProposal[] {
  const { ts, checker, file } = place;
  const is = (node: tsModule.Node, flags: number): boolean => (checker.getTypeAtLocation(node).flags & flags) !== 0;
  const found = onLine(place, ts.isBinaryExpression).flatMap(({ left, right, operatorToken }) => {
    if (!/^(?:[-+*/%]|\*\*)=?$/.test(operatorToken.getText())) return [];
    const isWhole = (one: tsModule.Node): boolean =>
      is(one, ts.TypeFlags.NumberLike) &&
      !/[/.]\d|\/|Math\.(?!trunc|floor|ceil|round)|parseFloat/.test(sourceOf(place, one as tsModule.Expression).getText());
    if (is(left, ts.TypeFlags.BigIntLike) && isWhole(right)) return [right];
    const isSetHere = /=$/.test(operatorToken.getText());
    return is(right, ts.TypeFlags.BigIntLike) && isWhole(left) && !isSetHere ? [left] : [];
  });
  const [value, second] = found;
  if (!value || second) return [];
  const shown = value.getText(file).slice(0, 40);
  return [
    {
      variant: 'number-as-big',
      title: `Make a BigInt of '${shown}'`,
      explanation: `A BigInt is only reckoned with other BigInts, and '${shown}' is a number.`,
      edits: [at(value.getStart(file), 'BigInt('), at(value.getEnd(), ')')],
    },
  ];
}
