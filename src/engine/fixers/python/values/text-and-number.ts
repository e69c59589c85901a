// Text and a number under one operator: which of the two is converted.

import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { parameters, textOf, type PythonFile } from '../shared/python-file';
import { isComparison, wrap, type Operation } from './operation';

/** A text literal that holds a whole number. */
const numeric = (text: string): boolean => /^[rRuU]?["']\s*[-+]?\d+\s*["']$/.test(text);

/** One side is a text, the other a number. */
export function textAndNumber(file: PythonFile, it: Operation, scope: Scope): Proposal[] {
  const comparison = isComparison(it);
  const text = it.left === 'str' ? it.a : it.b;
  const other = it.left === 'str' ? it.b : it.a;
  const textIs = textOf(file, text);
  const asNumber = it.left === 'float' || it.right === 'float' ? 'float' : 'int';
  const quoted = quotedName(file, text, scope);
  if (quoted)
    return [
      {
        title: `Take the quotes off '${quoted}'`,
        explanation: `'${quoted}' is a parameter that is never used; in quotes it is just a word.`,
        edits: [replace(text.from, text.to, quoted)],
        variant: 'quoted-parameter',
      },
    ];
  const written =
    it.operator === '+' && it.node.name === 'BinaryExpression'
      ? [wrap(file, other, 'str', 'text-instead', 'Or the number is written out, and text is joined with text.')]
      : [];
  if (fromInput(file, text, scope))
    return [
      wrap(
        file,
        text,
        asNumber,
        comparison || it.operator !== '+' ? 'input-calculated' : 'input-added',
        'What is read from the keyboard is text; it becomes a number here.',
      ),
      ...written,
    ];
  if (numeric(textIs))
    return [
      wrap(
        file,
        text,
        asNumber,
        comparison || it.operator !== '+' ? 'quoted-number-calculated' : 'quoted-number-added',
        'This is text that looks like a number.',
      ),
      ...written,
    ];
  if (
    it.operator === '+' &&
    (text.name === 'String' || text.name === 'FormatString' || it.left === 'str') &&
    it.node.name === 'BinaryExpression'
  ) {
    const literal = text.name === 'String' || text.name === 'FormatString' || chainHasText(it.node);
    const counted =
      literal || wordy(file, text, scope)
        ? []
        : [wrap(file, text, asNumber, 'number-instead', 'Or the text holds a number, and numbers are added.')];
    return [
      wrap(
        file,
        other,
        'str',
        literal ? 'text-literal-joined' : 'text-joined',
        'Text is joined with text only; the number is written out first.',
      ),
      ...counted,
    ];
  }
  if (it.operator === '+' && it.left === 'str')
    return [wrap(file, it.b, 'str', 'text-extended', 'Text is joined with text only; the number is written out first.')];
  if (comparison || it.operator !== '+')
    return text.name === 'String' || wordy(file, text, scope)
      ? []
      : [wrap(file, text, asNumber, 'text-calculated', 'One side is text, the other a number.')];
  return [];
}

/** A text or list times something that is no whole number. */
export function repeated(file: PythonFile, it: Operation, scope: Scope): Proposal[] {
  if (it.right !== 'float' && it.right !== 'str') return [];
  if (it.right === 'str') {
    const text = [it.a, it.b].find((side) => fromInput(file, side, scope)) ?? [it.a, it.b].find((side) => numeric(textOf(file, side)));
    return text ? [wrap(file, text, 'int', 'text-repeated', 'Text is repeated a whole number of times.')] : [];
  }
  return [...halved(file, it.b), ...halved(file, it.a)];
}

/** `a / b` where a whole number is wanted. */
function halved(file: PythonFile, node: SyntaxNode): Proposal[] {
  const inner = node.name === 'ParenthesizedExpression' ? node.firstChild?.nextSibling : node;
  const op = inner?.name === 'BinaryExpression' ? children(inner)[1] : undefined;
  return op && textOf(file, op) === '/'
    ? [
        {
          title: `Divide with '//'`,
          explanation: `'/' gives a float; '//' gives a whole number.`,
          edits: [replace(op.from, op.to, '//')],
          variant: 'float-repeat-count',
        },
      ]
    : [];
}

function fromInput(file: PythonFile, node: SyntaxNode, scope: Scope): boolean {
  if (/^input\(/.test(textOf(file, node))) return true;
  if (node.name !== 'VariableName') return false;
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, scope);
  if (!home || home === 'builtin') return false;
  const bindings = home.bindings.get(name) ?? [];
  return (
    bindings.length === 1 && bindings.every((binding) => binding.node.lastChild && /^input\(/.test(textOf(file, binding.node.lastChild)))
  );
}

/** Whether the text is known to hold words, no number. */
function wordy(file: PythonFile, node: SyntaxNode, scope: Scope): boolean {
  if (node.name === 'String') return !numeric(textOf(file, node));
  if (node.name !== 'VariableName') return false;
  const home = file.scopes.resolve(textOf(file, node), scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, node)) ?? []) : [];
  return bindings.some((binding) => binding.node.lastChild?.name === 'String' && !numeric(textOf(file, binding.node.lastChild)));
}

function chainHasText(node: SyntaxNode): boolean {
  let found = false;
  let top = node;
  while (top.parent?.name === 'BinaryExpression') top = top.parent;
  top.cursor().iterate((ref) => {
    if (ref.name === 'String' || ref.name === 'FormatString') found = true;
  });
  return found;
}

/** `'b'` where `b` is a parameter that nothing else uses. */
function quotedName(file: PythonFile, node: SyntaxNode, scope: Scope): string | undefined {
  const name = /^["'](\w+)["']$/.exec(textOf(file, node))?.[1];
  if (!name || scope.kind !== 'function' || !parameters(file, scope.node).some((it) => it.name === name)) return undefined;
  return file.scopes.uses.some((use) => use.name === name && use.scope === scope) ? undefined : name;
}
