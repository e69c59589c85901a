// A value of its own kind that says "nothing" where one is missing: 0 in a sum, an empty list to go through, an empty text in a text.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import { escaped } from '../../framework/identifiers';
import { styleOf } from '../../framework/text-style';
import type { TypedPlace } from '../../framework/typed-place';
import { accessOf, chainOf, holesOf, isAssigned, isLeftOutByRight, short, sourceOf } from './expressions';
import { isGuarded } from './guarded';

export function defaults(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts } = place;
  if (isAssigned(ts, chainOf(ts, expression))) return ofCounter(place, expression);
  return [
    ...asElsewhere(place, expression),
    ...ofNumber(place, expression),
    ...ofMatches(place, expression),
    ...ofEntries(place, expression),
    ...ofJson(place, expression),
    ...ofRequest(place, expression),
    ...ofOptional(place, expression),
  ];
}

/** `expression ?? value`, in parentheses where it stands among other operators. */
function withDefault({ ts, file }: TypedPlace, expression: tsModule.Expression, value: string): Idea['edits'] {
  const { parent } = expression;
  const isOperand =
    (ts.isBinaryExpression(parent) &&
      !(
        parent.right === expression &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      )) ||
    accessOf(ts, expression) !== undefined ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isAwaitExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === expression);
  return isOperand
    ? [at(expression.getStart(file), '('), at(expression.getEnd(), ` ?? ${value})`)]
    : [at(expression.getEnd(), ` ?? ${value}`)];
}

/** The file says it elsewhere: `process.env.PORT ?? '3000'`. */
function asElsewhere(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const text = expression.getText(place.file);
  const value = new RegExp(
    `(?<![\\w$.])${escaped(text)} (?:\\?\\?|\\|\\|) (''|""|\\[\\]|-?\\d+|'[^'\\n]*'|"[^"\\n]*"|true|false)(?![\\w$.])`,
  ).exec(place.text)?.[1];
  if (value === undefined) return [];
  return [
    {
      variant: 'default-as-elsewhere',
      title: `Use ${value} where '${short(text)}' is missing`,
      explanation: `'${short(text)}' may be missing; elsewhere this file uses ${value} then.`,
      edits: withDefault(place, expression, value),
    },
  ];
}

/** Counted, added up or compared: nothing there is 0. */
function ofNumber(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, checker } = place;
  const { SyntaxKind: K } = ts;
  const { parent } = expression;
  if ((checker.getNonNullableType(checker.getTypeAtLocation(expression)).flags & ts.TypeFlags.NumberLike) === 0) return [];
  if (!ts.isBinaryExpression(parent)) return [];
  const { kind } = parent.operatorToken;
  const source = sourceOf(place, expression);
  const isSum = [K.PlusToken, K.MinusToken, K.PlusEqualsToken, K.MinusEqualsToken].includes(kind);
  const isCompared = [K.LessThanToken, K.GreaterThanToken, K.LessThanEqualsToken, K.GreaterThanEqualsToken].includes(kind);
  const isGot = ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) && source.expression.name.text === 'get';
  const isLength = ts.isPropertyAccessExpression(source) && /^(?:length|size)$/.test(source.name.text);
  const isOptional = isLeftOutByRight(place, expression);
  // What was searched for and not found is no 0, and a limit that is not set is none.
  if (!(isGot ? isSum || isCompared || kind === K.AsteriskToken : isLength ? isSum || isCompared : isOptional && isSum)) return [];
  // A check outside of the callback has answered for it.
  if (!isGot && isGuarded(place, expression)) return [];
  return [
    {
      variant: isGuarded(place, expression)
        ? 'zero-though-guarded'
        : isGot
          ? 'zero-where-missing'
          : isLength
            ? 'zero-of-length'
            : 'zero-of-optional',
      title: `Use 0 where '${short(expression.getText(file))}' is missing`,
      explanation: `'${short(expression.getText(file))}' may be undefined, which nothing can be counted with.`,
      edits: [...withDefault(place, expression, '0'), ...twinOf(place, expression, parent)],
    },
  ];
}

/** `text.match(/x/g).length > 2`: where nothing matched, there are none. */
function ofMatches(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts } = place;
  const access = expression.parent;
  const source = sourceOf(place, expression);
  const isMatch =
    ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) && source.expression.name.text === 'match';
  if (!isMatch || !ts.isPropertyAccessExpression(access) || access.expression !== expression || access.name.text !== 'length') return [];
  return [
    {
      variant: 'zero-of-matches',
      title: 'Count 0 where nothing matches',
      explanation: `'match' gives null where nothing matches.`,
      edits: [at(expression.getEnd(), '?'), ...withDefault(place, access, '0')],
    },
  ];
}

/** `counts[key] += 1` → `counts[key] = (counts[key] ?? 0) + 1`. */
function ofCounter(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, checker } = place;
  const { SyntaxKind: K } = ts;
  const { parent } = expression;
  if (!ts.isBinaryExpression(parent) || parent.left !== expression || !ts.isElementAccessExpression(expression)) return [];
  const { kind } = parent.operatorToken;
  const isNumber = (checker.getNonNullableType(checker.getTypeAtLocation(expression)).flags & ts.TypeFlags.NumberLike) !== 0;
  const isKeyed = (checker.getTypeAtLocation(expression.argumentExpression).flags & ts.TypeFlags.StringLike) !== 0;
  if (!isNumber || !isKeyed || (kind !== K.PlusEqualsToken && kind !== K.MinusEqualsToken)) return [];
  const text = expression.getText(file);
  const sign = kind === K.PlusEqualsToken ? '+' : '-';
  return [
    {
      variant: 'zero-of-new-key',
      title: `Begin '${short(text)}' with 0`,
      explanation: `'${short(text)}' is not there for a new key.`,
      edits: [{ start: parent.operatorToken.getStart(file), end: parent.operatorToken.getEnd(), text: `= (${text} ?? 0) ${sign}` }],
    },
  ];
}

/** `[...groups.get(key), item]`, `for (const one of groups.get(key))`: for a new key there are none. */
function ofEntries(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, checker } = place;
  const { parent } = expression;
  const isGot =
    ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression) && expression.expression.name.text === 'get';
  if (!isGot || !checker.isArrayType(checker.getNonNullableType(checker.getTypeAtLocation(expression)))) return [];
  const isGoneThrough =
    (ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent)) ||
    (ts.isForOfStatement(parent) && parent.expression === expression);
  if (!isGoneThrough) return [];
  const text = short(expression.getText(file));
  return [
    {
      variant: 'empty-list-of-new-key',
      title: `Use [] where '${text}' is missing`,
      explanation: `'${text}' is undefined for a new key.`,
      edits: ts.isSpreadElement(parent)
        ? [at(expression.getStart(file), '('), at(expression.getEnd(), ' ?? [])')]
        : withDefault(place, expression, '[]'),
    },
  ];
}

/** The other operand, where it may be missing in the same way: `map.get(a) + map.get(b)`. */
function twinOf(place: TypedPlace, expression: tsModule.Expression, { left, right }: tsModule.BinaryExpression): Idea['edits'] {
  const { ts } = place;
  const other = left === expression ? right : left;
  const owner = (one: tsModule.Expression): string | undefined =>
    ts.isCallExpression(one) ? one.expression.getText(place.file) : undefined;
  return owner(other) !== undefined && owner(other) === owner(expression) && holesOf(place, other).length > 0
    ? withDefault(place, other, '0')
    : [];
}

/** `JSON.parse(localStorage.getItem('cart'))`: of a missing text it makes null, of '[]' the empty list that is wanted. */
function ofJson(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, checker, text } = place;
  const { parent } = expression;
  if (!ts.isCallExpression(parent) || parent.expression.getText(file) !== 'JSON.parse' || parent.arguments[0] !== expression) return [];
  const wanted = checker.getContextualType(parent);
  const isList = wanted !== undefined && (checker.isArrayType(wanted) || checker.isTupleType(wanted));
  const { quote } = styleOf(text);
  const value = isList ? '[]' : 'null';
  return [
    {
      variant: isList ? 'empty-list-of-json' : 'null-of-json',
      title: `Parse '${value}' where '${short(expression.getText(file))}' is missing`,
      explanation: `'${short(expression.getText(file))}' may be missing, and 'JSON.parse' wants a text.`,
      edits: withDefault(place, expression, `${quote}${value}${quote}`),
    },
  ];
}

/** `request.url` of Node: its type is that of every message, but a request to a server always has one. */
function ofRequest(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, checker, text } = place;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'url') return [];
  const owner = checker.getSymbolAtLocation(expression.name)?.declarations?.[0]?.parent;
  if (!owner || !ts.isClassLike(owner) || owner.name?.text !== 'IncomingMessage') return [];
  const { quote } = styleOf(text);
  return [
    {
      variant: 'address-of-request',
      title: `Use '/' where '${short(expression.getText(place.file))}' is missing`,
      explanation: 'A request to a server always has an address; its type does not say so.',
      edits: withDefault(place, expression, `${quote}/${quote}`),
    },
  ];
}

/** What may be left out by right, and what stands for nothing where it is used. */
function ofOptional(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, checker, text } = place;
  if (!isLeftOutByRight(place, expression)) return [];
  const { quote } = styleOf(text);
  const own = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const said = short(expression.getText(file));
  const idea = (variant: string, value: string, edits: Idea['edits']): Idea => ({
    variant,
    title: `Use ${value} where '${said}' is missing`,
    explanation: `'${said}' may be left out.`,
    edits,
  });
  const access = accessOf(ts, expression);
  const { parent } = expression;
  if (checker.isArrayType(own)) {
    const isGoneThrough =
      (access &&
        ts.isPropertyAccessExpression(access) &&
        /^(?:map|filter|reduce|some|every|flatMap|join|find|includes|slice|concat)$/.test(access.name.text)) ||
      (ts.isForOfStatement(parent) && parent.expression === expression) ||
      (ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent));
    return isGoneThrough ? [idea('empty-list-of-optional', '[]', withDefault(place, expression, '[]'))] : [];
  }
  const chain = chainOf(ts, expression);
  if (!access || chain === expression || !isText(place, chain)) return [];
  const isTextWanted = ts.isTemplateSpan(chain.parent) || isWantedText(place, chain);
  if (!isTextWanted) return [];
  const empty = `${quote}${quote}`;
  return [
    idea('empty-text-of-optional', empty, [
      at(expression.getEnd(), ts.isPropertyAccessExpression(access) ? '?' : '?.'),
      ...withDefault(place, chain, empty),
    ]),
  ];
}

function isText({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  return (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.StringLike) !== 0;
}

function isWantedText({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  const wanted = checker.getContextualType(expression);
  return wanted !== undefined && (wanted.flags & ts.TypeFlags.String) !== 0;
}
