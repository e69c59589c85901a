/**
 * Mistake: a loop that counts divisors begins at 0.
 *
 * Before:  `for j in range(0, n): if n % j == 0`      After:  `for j in range(2, n): if n % j == 0`
 * Before:  `for d in range(n): total += 1 / d`        After:  `for d in range(1, n): total += 1 / d`
 *
 * When not: the divisor comes from elsewhere, as in the average of an empty list: what should come out then only its author knows.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue } from '../shared/plain-types';
import { argumentsOf, enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const divisionFromZero: Fixer = {
  id: 'python/division-from-zero',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['zero-division'] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'BinaryExpression')) {
      const [, op, divisor] = children(node);
      if (!op || !divisor || divisor.name !== 'VariableName' || !/^(?:%|\/|\/\/)$/.test(textOf(file, op))) continue;
      // A test for divisors means the real ones: 1 divides everything.
      const start = textOf(file, op) === '%' && node.parent?.name === 'BinaryExpression' ? '2' : '1';
      const found = [...loopStart(file, node, textOf(file, divisor), start), ...firstValue(file, divisor, start)];
      if (found.length > 0) return found;
    }
    return [];
  },
};

function loopStart(file: PythonFile, at: SyntaxNode, name: string, start: string): Proposal[] {
  for (
    let loop = enclosing(at, 'ForStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression');
    loop;
    loop = enclosing(loop.parent, 'ForStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression')
  ) {
    const parts = children(loop);
    const forAt = parts.findIndex((part) => part.name === 'for');
    const target = parts[forAt + 1];
    const value = parts[forAt + 3];
    if (
      !target ||
      !value ||
      textOf(file, target) !== name ||
      value.name !== 'CallExpression' ||
      !value.firstChild ||
      textOf(file, value.firstChild) !== 'range'
    )
      continue;
    const args = argumentsOf(value);
    const [first] = args;
    if (!first) continue;
    const text = file.text.slice(first.from, first.to);
    if (args.length >= 2 && text !== '0') continue;
    return [
      {
        title: `Begin at ${start}`,
        explanation: `The loop begins at 0, and nothing can be divided by 0.`,
        edits: [args.length >= 2 ? replace(first.from, first.to, start) : insert(first.from, `${start}, `)],
        variant: start === '2' ? 'divisors-from-two' : 'divisors-from-one',
      },
    ];
  }
  return [];
}

/** `i = 0` before `while …: n % i`. */
function firstValue(file: PythonFile, divisor: SyntaxNode, start: string): Proposal[] {
  const name = textOf(file, divisor);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(divisor.from));
  if (!home || home === 'builtin') return [];
  const bindings = home.bindings.get(name) ?? [];
  const zero = bindings
    .filter((binding) => binding.kind === 'assign')
    .map((binding) => assignedValue(binding))
    .filter((value) => value !== undefined && textOf(file, value) === '0');
  const [only] = zero;
  const counts = bindings.some((binding) => binding.kind === 'augmented');
  if (!only || zero.length !== 1 || !counts || !enclosing(divisor, 'WhileStatement')) return [];
  return [
    {
      title: `Begin at ${start}`,
      explanation: `'${name}' begins at 0, and nothing can be divided by 0.`,
      edits: [replace(only.from, only.to, start)],
      variant: 'counter-from-zero',
    },
  ];
}
