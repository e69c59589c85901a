/**
 * Mistake: the edge is forgotten: a test lets an index reach the length or comes after it, a loop takes one turn too many, an empty list is
 * missed. What fails at the edge only has run right before it, so the mistake stands alone more often than others.
 *
 * Before:  `if i > len(s): return 0` … `s[i]`           After:  `if i >= len(s): return 0` … `s[i]`
 * Before:  `while s[i] != c and i < len(s):`            After:  `while i < len(s) and s[i] != c:`
 * Before:  `while len(best) <= k: best.append(…)`       After:  `while len(best) < k: best.append(…)`
 * Before:  `if xs == (): return 0` … `xs[0]`            After:  `if not xs: return 0` … `xs[0]`
 * Before:  `for i in range(len(xs)): …` `return i + 1`  After:  `for i in range(len(xs)): …` `return len(xs)`
 *
 * When not: the test compares with something that is not plainly the length of what is indexed; no test is there. A guard is never put in.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, enclosing, hole, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { comparisons, lengthOf } from './loop-bounds';

const OUT_OF_ITEMS = /(?:max|min)\(\) (?:arg is an|iterable argument is) empty|pop from (?:an )?empty/;

export const boundaryTest: Fixer = {
  id: 'python/boundary-test',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['index-range', 'unbound-name'], messages: [OUT_OF_ITEMS] },
  propose(context) {
    const file = pythonFile(context);
    if (familyOf(context.problem) === 'unbound-name') {
      const name = hole(context, 'name');
      const use = nodesAt(file, 'VariableName').find((node) => textOf(file, node) === name);
      return name !== undefined && use ? afterLoop(file, name, use) : [];
    }
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      if (!subscript) continue;
      const object = textOf(file, subscript.object);
      const index = file.text.slice(subscript.open.to, subscript.close.from).trim();
      const found = [...late(file, node, object, index), ...boundary(file, node, object, index)];
      if (found.length > 0) return found;
    }
    return [...wrongEmpty(file), ...onceTooOften(file)].slice(0, 2);
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
    const edit = guards
      ? { from: op.from, to: op.to, text: '<' }
      : sign === '>' && whole(text)
        ? { from: op.from, to: op.to, text: '>=' }
        : (sign === '>=' || sign === '==') && more && whole(more)
          ? { from: right.from, to: right.to, text: more }
          : undefined;
    if (edit)
      out.push({
        title: `Stop one step earlier: '${index} ${edit.text === '>=' || edit.text === '<' ? `${edit.text} ${text}` : `${sign} ${edit.text}`}'`,
        explanation: `When '${index}' equals the length of '${object}', there is no such position any more.`,
        edits: [replace(edit.from, edit.to, edit.text)],
        variant: 'index-test',
      });
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
    if (both.name !== 'BinaryExpression' || op?.name !== 'and' || !left || !right || node.to > left.to || children(both).length !== 3)
      continue;
    const [name, sign, bound] = right.name === 'BinaryExpression' ? children(right) : [];
    const length = bound ? textOf(file, bound) : '';
    if (
      !name ||
      !sign ||
      textOf(file, name) !== index ||
      textOf(file, sign) !== '<' ||
      (length !== `len(${object})` && !lengthOf(file, length, object))
    )
      continue;
    if (left.name === 'BinaryExpression' && left.getChild('or')) continue;
    return [
      {
        title: `Test '${textOf(file, right)}' first`,
        explanation: `'and' goes from left to right: here '${object}[${index}]' is read before the test that '${index}' is inside.`,
        edits: [replace(left.from, left.to, textOf(file, right)), replace(right.from, right.to, textOf(file, left))],
        variant: 'tested-too-late',
      },
    ];
  }
  return [];
}

/** `if xs == ():` does not catch an empty list. */
function wrongEmpty(file: PythonFile): Proposal[] {
  const around = enclosing(
    file.scopes.tree.resolveInner(file.from + (/^\s*/.exec(file.text.slice(file.from))?.[0].length ?? 0), 1),
    'FunctionDefinition',
  );
  const read = new Set(nodesAt(file, 'VariableName').map((node) => textOf(file, node)));
  const out: Proposal[] = [];
  around?.cursor().iterate((ref) => {
    if (ref.name !== 'BinaryExpression' || ref.from > file.to || out.length > 0) return;
    const [left, op, right] = children(ref.node);
    if (
      !left ||
      !op ||
      !right ||
      textOf(file, op) !== '==' ||
      !read.has(textOf(file, left)) ||
      !/^(?:\(\s*\)|\[\s*\])$/.test(textOf(file, right))
    )
      return;
    out.push({
      title: `Test for emptiness: 'not ${textOf(file, left)}'`,
      explanation: `An empty list equals [] only and an empty tuple () only; 'not' is true for both.`,
      edits: [replace(ref.from, ref.to, `not ${textOf(file, left)}`)],
      variant: 'wrong-empty-test',
    });
  });
  return out;
}

/** A loop that takes one item a turn and takes one turn too many: `while len(out) <= k`, `for i in range(k + 1)`. */
function onceTooOften(file: PythonFile): Proposal[] {
  const at = file.scopes.tree.resolveInner(file.from + (/^\s*/.exec(file.text.slice(file.from))?.[0].length ?? 0), 1);
  for (let loop = enclosing(at, 'ForStatement', 'WhileStatement'); loop; loop = enclosing(loop.parent, 'ForStatement', 'WhileStatement')) {
    if (loop.name === 'WhileStatement') {
      for (const condition of comparisons(loop)) {
        const [left, op, right] = children(condition);
        if (left && op && right && textOf(file, op) === '<=' && /^len\(/.test(textOf(file, left)) && /^\w+$/.test(textOf(file, right)))
          return [
            {
              title: `Change '<=' to '<'`,
              explanation: `With '<=' the loop takes one turn more than '${textOf(file, right)}'.`,
              edits: [replace(op.from, op.to, '<')],
              variant: 'while-turn-too-many',
            },
          ];
      }
      continue;
    }
    const value = children(loop)[3];
    const args = value?.name === 'CallExpression' && /^range\(/.test(textOf(file, value)) ? argumentsOf(value) : [];
    const [only] = args;
    const more = only && args.length === 1 ? /^(\w+)\s*\+\s*1$/.exec(file.text.slice(only.from, only.to))?.[1] : undefined;
    if (only && more)
      return [
        {
          title: `Stop at '${more}'`,
          explanation: `The loop takes one turn more than '${more}'.`,
          edits: [replace(only.from, only.to, more)],
          variant: 'range-turn-too-many',
        },
      ];
  }
  return [];
}

/** `i + 1` after `for i in range(len(xs)):` that ran to its end: that is the length, also where there was nothing to loop over. */
function afterLoop(file: PythonFile, name: string, use: SyntaxNode): Proposal[] {
  const sum = use.parent;
  if (sum?.name !== 'BinaryExpression' || !new RegExp(`^${name}\\s*\\+\\s*1$`).test(textOf(file, sum))) return [];
  let statement: SyntaxNode = sum;
  while (statement.parent && statement.parent.name !== 'Body') statement = statement.parent;
  // Behind the loop, or in its else branch.
  const branch = statement.parent?.parent;
  const loop =
    statement.prevSibling?.name === 'ForStatement'
      ? statement.prevSibling
      : branch?.name === 'ForStatement' && branch.getChild('Body')?.from !== statement.parent?.from
        ? branch
        : undefined;
  const body = loop?.getChild('Body');
  if (!loop || !body || /\bbreak\b/.test(textOf(file, body)) || new RegExp(`\\b${name}\\s*[-+*/]?=(?!=)`).test(textOf(file, body)))
    return [];
  const parts = children(loop);
  const at = parts.findIndex((part) => part.name === 'in');
  const header = parts[at + 1] ? textOf(file, parts[at + 1] ?? loop) : '';
  const whole = (at > 2 ? /^enumerate\((\w+)\)$/ : /^range\s*\(\s*(?:0\s*,\s*)?len\((\w+)\)\s*\)$/).exec(header)?.[1];
  if (!whole || (parts[1] ? textOf(file, parts[1]) : '') !== name) return [];
  return [
    {
      title: `Change '${textOf(file, sum)}' to 'len(${whole})'`,
      explanation: `Where '${whole}' is empty the loop never runs and '${name}' has no value. After the loop '${textOf(file, sum)}' is the length of '${whole}'.`,
      edits: [replace(sum.from, sum.to, `len(${whole})`)],
      variant: 'end-of-loop',
    },
  ];
}
