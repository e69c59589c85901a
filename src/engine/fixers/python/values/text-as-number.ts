/**
 * Mistake: texts that hold numbers are given where only numbers are taken.
 *
 * Before:  `sum(line.split(","))`              After:  `sum(map(int, line.split(",")))`
 * Before:  `sum(row["price"] for row in rows)` After:  `sum(float(row["price"]) for row in rows)`
 * Before:  `max(scores) + 1`                   After:  `max(map(int, scores)) + 1`
 * Before:  `round(reading, 2)`                 After:  `round(float(reading), 2)`
 *
 * When not: the text holds words, as far as the file shows it.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { iteratedFor, literalOf, originOf, sourceOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { short } from './operation';

const SUMMED = /^unsupported operand type\(s\) for \+: '(?:int|float)' and 'str'$/;
const OF_ALL =
  /^can only concatenate str \(not "(?:int|float)"\) to str$|^unsupported operand type\(s\) for (?:[-/*%]|\/\/|\*\*): '(?:str|int|float)' and '(?:str|int|float)'$/;
const ROUNDED = /^type str doesn't define __round__ method$/;
const SIGNED = /^bad operand type for (?:(abs)\(\)|unary ([-+])): 'str'$/;
const REAL = /^must be real number, not str$/;
const AVERAGED = /^can't convert type 'str' to numerator\/denominator$/;

export const textAsNumber: Fixer = {
  id: 'python/text-as-number',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [SUMMED, OF_ALL, ROUNDED, SIGNED, REAL, AVERAGED] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (SUMMED.test(message)) {
      const found = callOf(file, /^(?:math\.)?f?sum$/, true);
      if (found.length > 0) return found;
    }
    if (OF_ALL.test(message) || SUMMED.test(message)) return extreme(file);
    if (ROUNDED.test(message)) return callOf(file, /^round$/, false, 'float');
    const sign = SIGNED.exec(message);
    if (sign?.[1]) return callOf(file, /^abs$/, false);
    if (sign) return signed(file);
    if (REAL.test(message))
      return callOf(file, /^(?:math\.\w+|sqrt|floor|ceil|sin|cos|tan|log|log10|exp|pow|radians|degrees)$/, false, 'float');
    return callOf(file, /^(?:statistics\.)?(?:f?mean|median|stdev|variance|pstdev|pvariance)$/, true);
  },
};

function callOf(file: PythonFile, name: RegExp, isOfMany: boolean, preferred?: 'float'): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    if (!call.firstChild || !name.test(textOf(file, call.firstChild))) continue;
    if (isOfMany) return many(file, call);
    const value = argumentsOf(call).find((it) => !it.name && it.stars === '' && isText(file, it.value))?.value ?? onlyOne(call);
    if (value) return one(file, value, preferred);
  }
  return [];
}

const onlyOne = (call: SyntaxNode): SyntaxNode | undefined =>
  argumentsOf(call).filter((it) => !it.name && it.value?.name !== 'Number')[0]?.value;

const isText = (file: PythonFile, node: SyntaxNode | undefined): boolean =>
  node !== undefined && plainType(file, originOf(file, node), file.scopes.scopeAt(node.from)) === 'str';

/** The texts a value may hold, as far as literals of the file show them. */
function samples(file: PythonFile, node: SyntaxNode): string[] {
  const literal = literalOf(file, node);
  const inside = (at: SyntaxNode): string[] => [...textOf(file, at).matchAll(/(["'])(.*?)\1/g)].map((it) => (it[2] ?? '').trim());
  if (literal) return inside(literal);
  const over = node.name === 'VariableName' ? iteratedFor(file, node) : undefined;
  if (over) {
    const all = samples(file, over);
    const isSifted = over.parent?.getChild('if') !== null && all.some((it) => NUMBER.test(it));
    return isSifted ? all.filter((it) => NUMBER.test(it)) : all;
  }
  const origin = originOf(file, node);
  const split = sourceOf(file, origin, (call) => /\.split\(/.test(textOf(file, call)));
  const [text] = split?.firstChild?.firstChild ? inside(originOf(file, split.firstChild.firstChild)) : [];
  const words = text?.match(/[^\s,;:|/]+/g) ?? [];
  // One of several words that are taken apart: which one does not show, but a number it is.
  const numbers = words.filter((it) => NUMBER.test(it));
  return split === origin || numbers.length === 0 ? words : numbers;
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const WITH_POINT = /price|amount|cost|total|rate|weight|height|temp|length|width|value|distance|salary|balance|score_avg|ratio|reading/i;

/** `int` and `float`, the likelier first; empty where the texts are words. */
function kinds(file: PythonFile, node: SyntaxNode, preferred?: 'float'): ('int' | 'float')[] {
  const known = samples(file, node);
  if (known.some((it) => !NUMBER.test(it))) return [];
  if (known.length > 0) return [known.some((it) => /[.e]/i.test(it)) ? 'float' : (preferred ?? 'int')];
  return preferred || WITH_POINT.test(textOf(file, node)) ? ['float'] : ['int', 'float'];
}

const variantOf = (kind: 'int' | 'float', i: number, isKnown: boolean): string =>
  `as-${kind}${isKnown ? '-by-literal' : i > 0 ? '-instead' : ''}`;

function one(file: PythonFile, value: SyntaxNode, preferred?: 'float'): Proposal[] {
  const text = textOf(file, value);
  const isKnown = samples(file, value).length > 0;
  return kinds(file, value, preferred).map((kind, i) => ({
    title: `Convert: '${kind}(${short(text)})'`,
    explanation: 'This is a text that holds a number; only a number is taken here.',
    edits: [insert(value.from, `${kind}(`), insert(value.to, ')')],
    variant: variantOf(kind, i, isKnown),
  }));
}

/** `sum(xs)`, `sum(x for x in xs)`: each of the items. */
function many(file: PythonFile, call: SyntaxNode): Proposal[] {
  const list = call.getChild('ArgList');
  const parts = list ? children(list) : [];
  const inner = parts[1];
  if (!list || !inner) return [];
  const bracketed = /ComprehensionExpression$/.test(inner.name) ? children(inner)[1] : undefined;
  const item = list.getChild('for') ? inner : bracketed;
  const value = item ?? inner;
  if (/^(?:Number|Dictionary\w*)$/.test(value.name) || (!item && isText(file, inner))) return [];
  const isKnown = samples(file, value).length > 0;
  return kinds(file, value).map((kind, i) => ({
    title: item ? `Convert each: '${kind}(${short(textOf(file, item))})'` : `Convert each: 'map(${kind}, ${short(textOf(file, inner))})'`,
    explanation: 'The items are texts that hold numbers; each is made a number first.',
    edits: item
      ? [insert(item.from, `${kind}(`), insert(item.to, ')')]
      : [replace(inner.from, inner.to, `map(${kind}, ${textOf(file, inner)})`)],
    variant: `each-${variantOf(kind, i, isKnown)}`,
  }));
}

/** Calls of `max` and `min` under the operator, of texts that are known to be numbers. */
export function extreme(file: PythonFile): Proposal[] {
  const calls = nodesAt(file, 'CallExpression').filter(
    (it) => it.firstChild && /^(?:max|min)$/.test(textOf(file, it.firstChild)) && isOperand(it) && argumentsOf(it).length === 1,
  );
  const all = calls.map((call) => many(file, call));
  const first = all[0] ?? [];
  const known = calls.every((call) => samples(file, argumentsOf(call)[0]?.value ?? call).length > 0);
  if (calls.length === 0 || !known || all.some((it) => it.length !== first.length)) return [];
  return first.map((it, i) => ({ ...it, edits: all.flatMap((each) => each[i]?.edits ?? []) }));
}

const isOperand = (call: SyntaxNode): boolean => call.parent?.name === 'BinaryExpression';

function signed(file: PythonFile): Proposal[] {
  const found = nodesAt(file, 'UnaryExpression').flatMap((it) => (it.lastChild && it.lastChild.name !== 'Number' ? [it.lastChild] : []));
  const [value] = found;
  return value && found.length === 1 ? one(file, value) : [];
}
