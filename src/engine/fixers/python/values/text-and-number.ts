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
  const elsewhere = calculatedElsewhere(file, it, text, scope);
  if (elsewhere === 'as-number') return convertedAtOrigin(file, text, scope, asNumber);
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
  const start = it.operator === '+' && it.left === 'str' ? sumBegunAsText(file, it.a, scope) : undefined;
  if (start)
    return [
      {
        title: `Begin '${textOf(file, it.a)}' with 0`,
        explanation: `'${textOf(file, it.a)}' begins as an empty text, and numbers are added to it: a sum begins with 0.`,
        edits: [replace(start.from, start.to, '0')],
        variant: 'sum-begun-as-text',
      },
    ];
  if (it.operator === '+' && it.left === 'str')
    return [wrap(file, it.b, 'str', 'text-extended', 'Text is joined with text only; the number is written out first.')];
  if (comparison || it.operator !== '+')
    return text.name === 'String' || wordy(file, text, scope)
      ? []
      : [wrap(file, text, asNumber, 'text-calculated', 'One side is text, the other a number.')];
  return [];
}

const SUM = /(?:^|_)(?:totals?|sums?|counts?|counter|scores?|amounts?|balances?|costs?|prices?|points|average|avg)(?:_|$)/i;

/** The empty text that a sum begins with, judged by its name: `total = ""` … `total += n`. */
function sumBegunAsText(file: PythonFile, node: SyntaxNode, scope: Scope): SyntaxNode | undefined {
  const name = textOf(file, node);
  const home = node.name === 'VariableName' && SUM.test(name) ? file.scopes.resolve(name, scope) : undefined;
  if (!home || home === 'builtin') return undefined;
  const starts = (home.bindings.get(name) ?? []).filter(({ kind, node: at }) => kind === 'assign' && at.name === 'AssignStatement');
  const [only] = starts;
  const value = starts.length === 1 ? only?.node.lastChild : undefined;
  return value?.name === 'String' && /^["']\s*["']$/.test(textOf(file, value)) ? value : undefined;
}

/**
 * Whether the variable is compared or reckoned with elsewhere in the function, and not with text. Converted in one place only, `guess == 7` above
 * `int(guess) < 7` would be false without a word.
 */
function calculatedElsewhere(file: PythonFile, it: Operation, text: SyntaxNode, scope: Scope): 'as-number' | undefined {
  if (text.name !== 'VariableName') return undefined;
  const name = textOf(file, text);
  let [numbers, texts] = [0, 0];
  scope.node.cursor().iterate((ref) => {
    if (ref.name !== 'BinaryExpression' || ref.from === it.node.from) return;
    const [a, op, b] = children(ref.node);
    if (!a || !op || !b || (textOf(file, a) !== name && textOf(file, b) !== name)) return;
    const other = textOf(file, a) === name ? b : a;
    if (/String$/.test(other.name) || /^(?:in|not|%)/.test(textOf(file, op))) texts++;
    else if (/^(?:[<>]=?|[=!]=)$/.test(textOf(file, op))) numbers++;
  });
  return numbers > 0 && texts === 0 ? 'as-number' : undefined;
}

/** `guess = int(input())`, where the variable gets its value from the keyboard and nowhere else. */
function convertedAtOrigin(file: PythonFile, text: SyntaxNode, scope: Scope, type: string): Proposal[] {
  const name = textOf(file, text);
  const home = fromInput(file, text, scope) ? file.scopes.resolve(name, scope) : undefined;
  const value = home && home !== 'builtin' ? home.bindings.get(name)?.[0]?.node.lastChild : undefined;
  return value
    ? [wrap(file, value, type, 'input-read', `What is read from the keyboard is text; '${name}' is compared with numbers more than once.`)]
    : [];
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
