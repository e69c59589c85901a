// A value of one kind where another is wanted that it can plainly be made into, without loss: the everyday conversions.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import { partsOf, type Mismatch } from '../../framework/mismatch';
import type { TypedPlace } from '../../framework/typed-place';

interface Conversion {
  readonly variant: string;
  /** What it is said to become. */
  readonly to: string;
  readonly before: string;
  readonly after: string;
}

export function converted(place: TypedPlace, { value, given, wanted }: Mismatch): Idea[] {
  const { ts, file } = place;
  if (ts.isObjectLiteralExpression(value) || ts.isFunctionLike(value)) return [];
  const text = value.getText(file);
  // What was just converted is not converted back.
  if (/^(?:Number|String|Boolean|BigInt|(?:Number\.)?parse(?:Int|Float))\(/.test(text) && ts.isBinaryExpression(value.parent)) return [];
  const shown = text.length > 40 ? `${text.slice(0, 37)}…` : text;
  return conversions(place, value, given, wanted).map(({ variant, to, before, after }) => {
    if (ts.isStringLiteral(value) && variant === 'unquoted-number')
      return {
        variant,
        title: `Write ${value.text} without quotes`,
        explanation: 'A number is wanted here.',
        edits: [{ start: value.getStart(file), end: value.getEnd(), text: value.text }],
      };
    // `a + b` becomes `(a + b).toISOString()`.
    const wrap = before === '' && !ts.isLeftHandSideExpression(value);
    return {
      variant,
      title: `Make ${to} of '${shown}'`,
      explanation: `${to.charAt(0).toUpperCase()}${to.slice(1)} is wanted here.`,
      edits: [at(value.getStart(file), `${before}${wrap ? '(' : ''}`), at(value.getEnd(), `${wrap ? ')' : ''}${after}`)],
    };
  });
}

function conversions(place: TypedPlace, value: tsModule.Expression, given: tsModule.Type, wanted: tsModule.Type): Conversion[] {
  const { ts, checker } = place;
  const { TypeFlags: F } = ts;
  const whole = partsOf(checker.getNonNullableType(wanted));
  const wants = (flags: number): boolean => whole.some((part) => (part.flags & flags) !== 0);
  const isAll = (flags: number): boolean => partsOf(given).every((part) => (part.flags & flags) !== 0);
  const name = partsOf(given).length === 1 ? (given.symbol?.name ?? '') : '';
  const wantedNames = whole.map((part) => part.symbol?.name ?? '');
  const wantsList = whole.find((part) => checker.isArrayType(part));
  const wantsObject = (one: string): boolean => wantedNames.includes(one);
  const out: Conversion[] = [];
  const isLiteral = ts.isLiteralExpression(value);
  // `parseInt(count / 2)`: it is a number already.
  if (isAll(F.NumberLike) && isParsed(place, value)) return out;
  // `parseInt(request.query.page)`, which may be a list of texts, or missing: what is no number of it becomes NaN, as of any text.
  if (wants(F.String) && isParsed(place, value) && partsOf(given).some((part) => (part.flags & F.StringLike) !== 0))
    if (partsOf(given).some((part) => checker.isArrayType(part)))
      out.push({ variant: 'parsed-as-text', to: 'a text', before: 'String(', after: ')' });
  if (wants(F.String) && !wants(F.Number)) {
    if (isAll(F.NumberLike | F.BooleanLike | F.BigIntLike) && !isLiteral)
      out.push({ variant: 'to-text', to: 'a text', before: 'String(', after: ')' });
    if (isAll(F.NumberLike) && isLiteral && ts.isNumericLiteral(value))
      out.push({ variant: 'quoted-number', to: 'a text', before: quoteOf(place), after: quoteOf(place) });
    if (name === 'Date') out.push({ variant: 'date-to-text', to: 'a text', before: '', after: '.toISOString()' });
    if (name === 'URL') out.push({ variant: 'address-to-text', to: 'a text', before: '', after: '.href' });
    if (name === 'Buffer')
      out.push({ variant: 'bytes-to-text', to: 'a text', before: '', after: `.toString(${quoteOf(place)}utf8${quoteOf(place)})` });
    if (isStored(place, value) && isAll(F.Object)) out.push({ variant: 'to-json', to: 'a text', before: 'JSON.stringify(', after: ')' });
  }
  if (wants(F.Number) && !wants(F.String)) {
    if (isAll(F.StringLike) && ts.isStringLiteral(value) && /^-?\d+(?:\.\d+)?$/.test(value.text))
      out.push({ variant: 'unquoted-number', to: 'a number', before: '', after: '' });
    if (name === 'Date') out.push({ variant: 'date-to-number', to: 'a number', before: '', after: '.getTime()' });
    if (isAll(F.BigIntLike)) out.push({ variant: 'bigint-to-number', to: 'a number', before: 'Number(', after: ')' });
  }
  if (wants(F.BigInt) && isAll(F.NumberLike)) out.push({ variant: 'number-to-bigint', to: 'a bigint', before: 'BigInt(', after: ')' });
  if (wantsObject('Date') && isAll(F.StringLike | F.NumberLike))
    out.push({ variant: 'to-date', to: 'a Date', before: 'new Date(', after: ')' });
  if (wantsObject('URL') && isAll(F.StringLike)) out.push({ variant: 'to-address', to: 'a URL', before: 'new URL(', after: ')' });
  if (wantsObject('Error') && isAll(F.StringLike)) out.push({ variant: 'to-error', to: 'an Error', before: 'new Error(', after: ')' });
  if (wantsList) {
    if (
      /^(?:Set|Map|SetIterator|MapIterator|ArrayIterator|Iterator|IterableIterator|IteratorObject|Generator|NodeListOf|HTMLCollectionOf|HTMLCollection|NodeList|FileList|ReadonlySet)$/.test(
        name,
      )
    )
      out.push({ variant: 'to-list', to: 'a list', before: '[...', after: ']' });
    const [item] = checker.getTypeArguments(wantsList as tsModule.TypeReference);
    if (item && !checker.isArrayType(given) && (item.flags & (F.Any | F.Unknown)) === 0 && checker.isTypeAssignableTo(given, item))
      out.push({ variant: 'one-to-list', to: 'a list', before: '[', after: ']' });
  }
  if ((wantsObject('Set') || wantsObject('ReadonlySet')) && checker.isArrayType(given))
    out.push({ variant: 'list-to-set', to: 'a Set', before: 'new Set(', after: ')' });
  // `Math.max(numbers)` → `Math.max(...numbers)`.
  if (checker.isArrayType(given) && isRest(place, value))
    out.push({ variant: 'spread-into-rest', to: 'single arguments', before: '...', after: '' });
  // `setTimeout(save(), 100)` → `setTimeout(() => save(), 100)`.
  const signature = whole.length === 1 ? whole[0]?.getCallSignatures()[0] : undefined;
  if (signature && ts.isCallExpression(value) && given.getCallSignatures().length === 0)
    out.push({ variant: 'function-that-calls', to: 'a function', before: '() => ', after: '' });
  return out;
}

const quoteOf = ({ text }: TypedPlace): string => (text.split("'").length >= text.split('"').length ? "'" : '"');

/** The argument of what makes a number of a text. */
function isParsed({ ts, file }: TypedPlace, { parent }: tsModule.Expression): boolean {
  return ts.isCallExpression(parent) && /^(?:Number\.)?parse(?:Int|Float)$/.test(parent.expression.getText(file));
}

/** `parseInt(count / 2)` → `Math.trunc(count / 2)`; `parseFloat(price)` → `price`. */
export function parsedNumber({ ts, file, checker }: TypedPlace, { value, given }: Mismatch): Idea[] {
  const { parent } = value;
  const isNumber = partsOf(given).every((part) => (part.flags & ts.TypeFlags.NumberLike) !== 0);
  if (!isNumber || !ts.isCallExpression(parent) || checker.getTypeAtLocation(value).isUnion()) return [];
  const name = /^(?:Number\.)?(parseInt|parseFloat)$/.exec(parent.expression.getText(file))?.[1];
  const [, radix] = parent.arguments;
  if (name === undefined || (radix && radix.getText(file) !== '10')) return [];
  return [
    {
      variant: 'number-not-parsed',
      title: name === 'parseInt' ? "Cut it off with 'Math.trunc'" : "Leave out 'parseFloat'",
      explanation: `It is a number already: '${name}' reads one from a text.`,
      edits:
        name === 'parseInt'
          ? [
              { start: parent.expression.getStart(file), end: parent.expression.getEnd(), text: 'Math.trunc' },
              { start: value.getEnd(), end: parent.getEnd() - 1, text: '' },
            ]
          : [
              { start: parent.getStart(file), end: value.getStart(file), text: ts.isBinaryExpression(value) ? '(' : '' },
              { start: value.getEnd(), end: parent.getEnd(), text: ts.isBinaryExpression(value) ? ')' : '' },
            ],
    },
  ];
}

/** `new Map(prices)` of an object → `new Map(Object.entries(prices))`. */
export function entriesOfObject({ ts, file, checker }: TypedPlace, { value, given }: Mismatch): Idea[] {
  const { parent } = value;
  if (!ts.isNewExpression(parent) || parent.expression.getText(file) !== 'Map' || parent.arguments?.length !== 1) return [];
  if ((given.flags & ts.TypeFlags.Object) === 0 || checker.isArrayType(given) || given.getCallSignatures().length > 0) return [];
  return [
    {
      variant: 'entries-of-object',
      title: "Give its entries: 'Object.entries(…)'",
      explanation: 'A Map is made of pairs of keys and values, not of an object.',
      edits: [at(value.getStart(file), 'Object.entries('), at(value.getEnd(), ')')],
    },
  ];
}

/** `ROLES.includes(role)` of a list of literals asked for any text → `(ROLES as readonly string[]).includes(role)`. */
export function askedOfLiterals({ ts, file, checker }: TypedPlace, { value, given, wanted }: Mismatch): Idea[] {
  const call = value.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== value || !ts.isPropertyAccessExpression(call.expression)) return [];
  const list = call.expression.expression;
  const type = checker.getTypeAtLocation(list);
  const isList = checker.isArrayType(type) || checker.isTupleType(type);
  const isSet = /^(?:Readonly)?Set$/.test(type.symbol?.name ?? '');
  const method = call.expression.name.text;
  if (!(isList && /^(?:includes|indexOf|lastIndexOf)$/.test(method)) && !(isSet && method === 'has')) return [];
  const word = checker.typeToString(checker.getBaseTypeOfLiteralType(given));
  // Only what is narrower may be asked for more: nothing is claimed of the list.
  if (!/^(?:string|number)$/.test(word) || !checker.isTypeAssignableTo(wanted, given)) return [];
  const wide = isSet ? `ReadonlySet<${word}>` : `readonly ${word}[]`;
  return [
    {
      variant: 'asked-of-wider-list',
      title: `Ask it as '${wide}'`,
      explanation: `Whether it is one of them is just what is asked: any ${word === 'string' ? 'text' : 'number'} may be.`,
      edits: [at(list.getStart(file), '('), at(list.getEnd(), ` as ${wide})`)],
    },
  ];
}

/** An argument of what keeps or sends text: `setItem`, `send`, `writeFile`; the body of a request. */
function isStored({ ts }: TypedPlace, value: tsModule.Expression): boolean {
  const { parent } = value;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === 'body';
  const callee = ts.isCallExpression(parent) ? parent.expression : undefined;
  return callee !== undefined && /(?:^|\.)(?:setItem|send|write|writeFile|writeFileSync|end)$/.test(callee.getText());
}

/** It stands for a rest parameter. */
function isRest({ ts, checker }: TypedPlace, value: tsModule.Expression): boolean {
  const call = value.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
  const signature = checker.getResolvedSignature(call);
  const last = signature?.parameters.at(-1)?.valueDeclaration;
  return (
    last !== undefined &&
    ts.isParameter(last) &&
    last.dotDotDotToken !== undefined &&
    (call.arguments?.indexOf(value) ?? -1) >= (signature?.parameters.length ?? 0) - 1
  );
}
