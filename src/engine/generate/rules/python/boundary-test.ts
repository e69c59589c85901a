/**
 * Mistake: the test that should end a recursion, or guard an index, lets it reach the length, or comes after the index it guards.
 *
 * Before:  `if i > len(s): return 0` … `s[i]`       After:  `if i >= len(s): return 0` … `s[i]`
 * Before:  `if i <= len(s) and s[i] == c:`          After:  `if i < len(s) and s[i] == c:`
 * Before:  `while s[i] != c and i < len(s):`        After:  `while i < len(s) and s[i] != c:`
 *
 * When not: the test compares with something that is not plainly the length of what is indexed.
 *
 * Tests: fixers.test.ts, values.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { enclosing, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from './python-file';
import { lengthOf } from './range-too-long';

export const boundaryTest: Fixer = {
  id: 'python/boundary-test',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'index-range',
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      if (!subscript) continue;
      const object = textOf(file, subscript.object);
      const index = file.text.slice(subscript.open.to, subscript.close.from).trim();
      const found = [...late(file, node, object, index), ...boundary(file, node, object, index)];
      if (found.length > 0) return found;
    }
    return [];
  },
};

function boundary(file: PythonFile, node: SyntaxNode, object: string, index: string): Proposal[] {
  if (!/^\w+$/.test(index)) return [];
  const around = enclosing(node, 'FunctionDefinition');
  if (!around) return [];
  const out: Proposal[] = [];
  around.cursor().iterate((ref) => {
    if (ref.name !== 'BinaryExpression' || out.length > 0 || ref.from > node.from) return;
    const [left, op, right] = children(ref.node);
    if (!left || !op || !right || textOf(file, left) !== index) return;
    const sign = textOf(file, op);
    const text = textOf(file, right);
    const whole = (value: string): boolean => value === `len(${object})` || lengthOf(file, value, object);
    const more = /^([\s\S]+?)\s*\+\s*1$/.exec(text)?.[1];
    // What stands under a test, or behind it in an `and`, is what the test guards.
    const guards = sign === '<=' && whole(text) && guarded(ref.node, node);
    const edit = guards ? { from: op.from, to: op.to, text: '<' } : (sign === '>' && whole(text)) ? { from: op.from, to: op.to, text: '>=' } : (sign === '>=' || sign === '==') && more && whole(more) ? { from: right.from, to: right.to, text: more } : undefined;
    if (edit) out.push({ title: `Stop one step earlier: '${index} ${edit.text === '>=' || edit.text === '<' ? `${edit.text} ${text}` : `${sign} ${edit.text}`}'`, explanation: `When '${index}' equals the length of '${object}', there is no such position any more.`, edits: [replace(edit.from, edit.to, edit.text)], confidence: 0.91 });
  });
  return out;
}

/** Whether the test is true wherever the node is reached: the node is in the body of its `if`, or behind it in an `and`. */
function guarded(test: SyntaxNode, node: SyntaxNode): boolean {
  let at: SyntaxNode = test;
  for (; at.parent; at = at.parent) {
    const parent = at.parent;
    if (parent.name === 'ParenthesizedExpression') continue;
    if (parent.name !== 'BinaryExpression' || !parent.getChild('and')) break;
    if (node.from >= at.to && node.to <= parent.to) return true;
  }
  const body = at.nextSibling?.name === 'Body' ? at.nextSibling : undefined;
  return at.parent?.name === 'IfStatement' && body !== undefined && node.from >= body.from && node.to <= body.to;
}

/** `s[i] != c and i < len(s)`: the index is read before it is tested. */
function late(file: PythonFile, node: SyntaxNode, object: string, index: string): Proposal[] {
  for (let both: SyntaxNode | null = node; both && !/Statement$|Body/.test(both.name); both = both.parent) {
    const [left, op, right] = children(both);
    if (both.name !== 'BinaryExpression' || op?.name !== 'and' || !left || !right || node.to > left.to || children(both).length !== 3) continue;
    const [name, sign, bound] = right.name === 'BinaryExpression' ? children(right) : [];
    const length = bound ? textOf(file, bound) : '';
    if (!name || !sign || textOf(file, name) !== index || textOf(file, sign) !== '<' || (length !== `len(${object})` && !lengthOf(file, length, object))) continue;
    if (left.name === 'BinaryExpression' && left.getChild('or')) continue;
    return [{
      title: `Test '${textOf(file, right)}' first`, explanation: `'and' goes from left to right: here '${object}[${index}]' is read before the test that '${index}' is inside.`,
      edits: [replace(left.from, left.to, textOf(file, right)), replace(right.from, right.to, textOf(file, left))], confidence: 0.92,
    }];
  }
  return [];
}
