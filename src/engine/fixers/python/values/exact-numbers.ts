/**
 * Mistake: an exact number (Decimal, Fraction) under one operator with a float or a text.
 *
 * Before:  `price * 1.19`, price being a Decimal    After:  `price * Decimal("1.19")`
 * Before:  `price * rate`, rate being a float       After:  `price * Decimal(str(rate))`
 * Before:  `price.quantize(0.01)`                   After:  `price.quantize(Decimal("0.01"))`
 *
 * When not: the side that is no exact number could not be told.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { short } from './operation';

const OPERANDS =
  /^unsupported operand type\(s\) for (\S+?)=?(?: or \S+)?: '(?:decimal\.|fractions\.)?(\w+)' and '(?:decimal\.|fractions\.)?(\w+)'$/;
const REPEATED = /^can't multiply sequence by non-int of type 'decimal\.Decimal'$/;
const CONVERTED = /^conversion from float to Decimal is not supported$/;

export const exactNumbers: Fixer = {
  id: 'python/exact-numbers',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [REPEATED, CONVERTED, /^unsupported operand type\(s\) for .*\b(?:Decimal|Fraction)'/] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (CONVERTED.test(message)) return argument(file);
    const match = OPERANDS.exec(message);
    const operator = REPEATED.test(message) ? '*' : match?.[1];
    const [left, right] = REPEATED.test(message) ? ['str', 'Decimal'] : [match?.[2] ?? '', match?.[3] ?? ''];
    const other = /^(?:float|str)$/.test(left ?? '') ? 'left' : /^(?:float|str|Decimal)$/.test(right ?? '') ? 'right' : undefined;
    const exact = other === 'left' ? right : left;
    if (!other || !operator || !exact || !/^(?:Decimal|Fraction)$/.test(exact)) return [];
    const known = other === 'left' ? left : right;
    const sites = nodesAt(file, 'BinaryExpression', 'UpdateStatement').flatMap((node) => {
      const [a, op, b] = children(node);
      if (!a || !op || !b || textOf(file, op).replace(/=$/, '') !== operator) return [];
      const wrong = other === 'left' ? a : b;
      const exactSide = other === 'left' ? b : a;
      // What plainly has another type is not the side that the message speaks of.
      const typeOf = (side: SyntaxNode): string | undefined =>
        plainType(file, originOf(file, side), file.scopes.scopeAt(side.from))?.replace(/^(?:decimal|fractions)\./, '');
      const type = typeOf(wrong);
      if (type !== undefined && type !== known && !(known === 'float' && type === 'number')) return [];
      if (typeOf(exactSide) === known) return [];
      return [{ wrong, certain: type === known }];
    });
    const site = sites.find(({ certain }) => certain) ?? (sites.length === 1 ? sites[0] : undefined);
    if (!site) return [];
    // What is added to is made exact where it begins.
    const isTarget = site.wrong.parent?.name === 'UpdateStatement' && other === 'left';
    const begun = isTarget ? originOf(file, site.wrong) : site.wrong;
    if (isTarget && begun.name !== 'Number') return [];
    return [converted(file, begun, exact, known ?? 'float')];
  },
};

function argument(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const value = argumentsOf(call).find((it) => !it.name)?.value;
    if (member && value && /^(?:quantize|compare|max|min|remainder_near|fma|scaleb)$/.test(textOf(file, member.property)))
      return [converted(file, value, 'Decimal', 'float')];
  }
  return [];
}

function converted(file: PythonFile, wrong: SyntaxNode, type: string, from: string): Proposal {
  const module = type === 'Decimal' ? 'decimal' : 'fractions';
  const known = file.scopes.imports.find((it) => it.module === module && it.member === type);
  const whole = file.scopes.imports.find((it) => it.module === module && it.member === undefined);
  const name = known?.name ?? (whole ? `${whole.name}.${type}` : type);
  const inner = wrong.name === 'ParenthesizedExpression' ? file.text.slice(wrong.from + 1, wrong.to - 1) : textOf(file, wrong);
  // A float itself carries the digits it could not keep: its text is what was meant.
  const text = wrong.name === 'Number' ? `"${inner.replace(/_/g, '')}"` : from === 'float' && type === 'Decimal' ? `str(${inner})` : inner;
  return {
    title: `Convert: '${name}(${short(text)})'`,
    explanation: `A ${type} is exact and does not go together with a ${from}: both sides are made a ${type}.`,
    edits: [replace(wrong.from, wrong.to, `${name}(${text})`), ...((known ?? whole) ? [] : addImport(file, { module, member: type }))],
    variant: wrong.name === 'Number' ? 'number-made-exact' : 'value-made-exact',
  };
}
