/**
 * Mistake: the test that should end a recursion, or guard an index, lets it reach the length.
 *
 * Before:  `if i > len(s): return 0` … `s[i]`       After:  `if i >= len(s): return 0` … `s[i]`
 * Before:  `if i >= n + 1: return` (n = len(s))     After:  `if i >= n: return`
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
      const found = boundary(file, node, textOf(file, subscript.object), file.text.slice(subscript.open.to, subscript.close.from).trim());
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
    const edit = (sign === '>' && whole(text)) ? { from: op.from, to: op.to, text: '>=' } : (sign === '>=' || sign === '==') && more && whole(more) ? { from: right.from, to: right.to, text: more } : undefined;
    if (edit) out.push({ title: `Stop one step earlier: '${index} ${edit.text === '>=' ? `>= ${text}` : `${sign} ${edit.text}`}'`, explanation: `When '${index}' equals the length of '${object}', there is no such position any more.`, edits: [replace(edit.from, edit.to, edit.text)], confidence: 0.91 });
  });
  return out;
}
