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
