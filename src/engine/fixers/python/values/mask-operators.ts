/**
 * Mistake: `and`, `or`, `not` or a chain of comparisons on columns or arrays, which ask for one truth; or `&` without brackets, which is done first.
 *
 * Before:  `df[df.a > 1 and df.b < 2]`       After:  `df[(df.a > 1) & (df.b < 2)]`
 * Before:  `df[not df.done]`                 After:  `df[~df.done]`
 * Before:  `df[df.a > 1 & df.b < 2]`         After:  `df[(df.a > 1) & (df.b < 2)]`
 * Before:  `x[0 < x < 3]`                    After:  `x[(0 < x) & (x < 3)]`
 *
 * When not: an `if` or `while` alone asks for one truth of many: `all` or `any` is meant, only the author knows which.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE =
  /^The truth value of (?:a|an) (?:Series|DataFrame|Index|array|Expr)\b.* is ambiguous|^(?:Cannot perform|unsupported operand type\(s\) for &|ufunc 'bitwise_and' not supported)|^Operation '\w+' between|^the truth value of an Expr is ambiguous|cannot be performed, no implementation.*bitwise/;
const BINARY: Readonly<Record<string, string>> = { and: '&', or: '|' };

export const maskOperators: Fixer = {
  id: 'python/mask-operators',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const all = nodesAt(file, 'BinaryExpression', 'UnaryExpression').filter(
      (node) => isLogic(file, node) || isChain(file, node) || isTight(file, node),
    );
    // The outermost holds the others; a condition of its own statement asks for one truth.
    const top = all.filter((node) => !all.some((other) => other !== node && other.from <= node.from && other.to >= node.to));
    const [only] = top;
    if (!only || top.length > 1) return [];
    const next = masked(file, only);
    if (next === textOf(file, only)) return [];
    return [
      {
        title: `Write '${next.length > 50 ? `${next.slice(0, 49)}…` : next}'`,
        explanation: "'and', 'or' and 'not' ask for one truth; item by item it is '&', '|' and '~', each comparison in brackets.",
        edits: [replace(only.from, only.to, next)],
        variant: isLogic(file, only) ? 'item-by-item' : isChain(file, only) ? 'chain' : 'brackets',
      },
    ];
  },
};

const operatorOf = (file: PythonFile, node: SyntaxNode): string => {
  const parts = children(node);
  return parts.length === 3 && parts[1] ? textOf(file, parts[1]) : '';
};
const isComparison = (file: PythonFile, node: SyntaxNode): boolean =>
  node.name === 'BinaryExpression' && /^(?:[<>]=?|[=!]=)$/.test(operatorOf(file, node));

function isLogic(file: PythonFile, node: SyntaxNode): boolean {
  return node.name === 'UnaryExpression' ? node.firstChild?.name === 'not' : /^(?:and|or)$/.test(operatorOf(file, node));
}

/** `a < x < b`, which the tree has as `(a < x) < b`. */
const isChain = (file: PythonFile, node: SyntaxNode): boolean => {
  const [left] = children(node);
  return isComparison(file, node) && left !== undefined && isComparison(file, left);
};

/** `a > 1 & b < 2` is `a > (1 & b) < 2`. */
function isTight(file: PythonFile, node: SyntaxNode): boolean {
  if (!isComparison(file, node)) return false;
  return children(node).some((part) => part.name === 'BinaryExpression' && /^[&|]$/.test(operatorOf(file, part)));
}

function masked(file: PythonFile, node: SyntaxNode): string {
  const parts = children(node);
  const [left, op, right] = parts;
  if (isTight(file, node) || (isChain(file, node) && left && isTight(file, left))) return bracketed(textOf(file, node));
  if (node.name === 'UnaryExpression' && node.firstChild?.name === 'not' && op) {
    const inner = masked(file, op);
    return `~${/^[\w.[\]"'()]+$/.test(inner) && !/\s/.test(inner) ? inner : wrapped(inner)}`;
  }
  if (isChain(file, node) && left && op && right) {
    const middle = left.lastChild ? textOf(file, left.lastChild) : '';
    return `${wrapped(textOf(file, left))} & ${wrapped(`${middle} ${textOf(file, op)} ${textOf(file, right)}`)}`;
  }
  const sign = BINARY[operatorOf(file, node)];
  if (sign === undefined || !left || !right) return textOf(file, node);
  const side = (it: SyntaxNode): string => {
    const text = masked(file, it);
    return it.name === 'BinaryExpression' && !(isLogic(file, it) && operatorOf(file, it) === operatorOf(file, node)) ? wrapped(text) : text;
  };
  return `${side(left)} ${sign} ${side(right)}`;
}

const wrapped = (text: string): string => `(${text})`;

/** Every comparison between `&` and `|` in brackets. */
function bracketed(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      continue;
    }
    if (/["']/.test(character)) quote = character;
    else if (/[([{]/.test(character)) depth++;
    else if (/[)\]}]/.test(character)) depth--;
    else if (depth === 0 && /[&|]/.test(character)) {
      out.push(text.slice(last, i).trim(), character);
      last = i + 1;
    }
  }
  out.push(text.slice(last).trim());
  return out.map((part) => (/[<>=!]=?/.test(part.replace(/\[[^\]]*\]|\([^)]*\)/g, '')) ? wrapped(part) : part)).join(' ');
}
