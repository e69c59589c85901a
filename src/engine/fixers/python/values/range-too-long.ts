/**
 * Mistake: a loop that goes one step beyond the end of what it indexes, or indexes by an item.
 *
 * Before:  `for i in range(len(xs) + 1): xs[i]`     After:  `for i in range(len(xs)): xs[i]`
 * Before:  `while i <= len(xs): xs[i]`              After:  `while i < len(xs): xs[i]`
 * Before:  `for i in xs: xs[i]`                     After:  `for i in range(len(xs)): xs[i]`
 * Before:  `xs.pop(max(xs))`                        After:  `xs.remove(max(xs))`
 *
 * When not: nothing on the page makes the index plainly too large. A guard would hide the mistake.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { comparisons, lengthOf } from './loop-bounds';

export const rangeTooLong: Fixer = {
  id: 'python/range-too-long',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['index-range'] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      if (!subscript) continue;
      const index = file.text.slice(subscript.open.to, subscript.close.from).trim();
      const found = inLoop(file, node, textOf(file, subscript.object), index);
      if (found.length > 0) return found;
    }
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      if (!subscript) continue;
      const index = file.text.slice(subscript.open.to, subscript.close.from).trim();
      const found = lastPosition(node, textOf(file, subscript.object), index);
      if (found.length > 0) return found;
    }
    return [...pastTheItems(file), ...popped(file)].slice(0, 2);
  },
};

function inLoop(file: PythonFile, at: SyntaxNode, object: string, index: string): Proposal[] {
  const plain = /^(\w+)$/.exec(index)?.[1];
  const ahead = /^(\w+)\s*\+\s*1$/.exec(index)?.[1];
  const name = plain ?? ahead;
  if (name === undefined) return [];
  for (
    let loop = enclosing(at, 'ForStatement', 'WhileStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression');
    loop;
    loop = enclosing(loop.parent, 'ForStatement', 'WhileStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression')
  ) {
    if (loop.name === 'WhileStatement') {
      const found = whileLoop(file, loop, name, object, ahead !== undefined);
      if (found.length > 0) return found;
      continue;
    }
    const parts = children(loop);
    const forAt = parts.findIndex((part) => part.name === 'for');
    const target = parts[forAt + 1];
    const value = parts[forAt + 3];
    if (!target || parts[forAt + 2]?.name !== 'in' || !value || textOf(file, target) !== name) continue;
    if (textOf(file, value) === object && plain) return overItems(file, loop, value, object, name);
    if (value.name !== 'CallExpression' || !value.firstChild || textOf(file, value.firstChild) !== 'range') continue;
    const args = argumentsOf(value);
    const stop = args.length >= 2 ? args[1] : args[0];
    if (!stop?.value) continue;
    const text = textOf(file, stop.value);
    const tooFar = /^([\s\S]+?)\s*\+\s*1$/.exec(text)?.[1];
    if (plain && tooFar) {
      const certain = tooFar === `len(${object})` || lengthOf(file, tooFar, object);
      return [
        {
          title: `Stop at '${tooFar}'`,
          explanation: `The last position is one less than the length; the loop goes one step beyond.`,
          edits: [replace(stop.from, stop.to, tooFar)],
          variant: certain ? 'range-beyond-length' : 'range-plus-one',
        },
      ];
    }
    if (ahead && args.length === 1 && (text === `len(${object})` || lengthOf(file, text, object)) && looksBack(file, loop, object, name))
      return [
        {
          title: `Go from 1 to '${text} - 1'`,
          explanation: `The loop looks at the item before and the one behind: the first item has none before it (-1 is the last one), the last has none behind it.`,
          edits: [insert(stop.from, '1, '), insert(stop.to, ' - 1')],
          variant: 'looks-both-ways',
        },
      ];
    if (ahead && (text === `len(${object})` || lengthOf(file, text, object)))
      return [
        ...behind(file, loop, args),
        {
          title: `Stop at '${text} - 1'`,
          explanation: `'${index}' looks one position ahead, so the loop must end one step earlier.`,
          edits: [insert(stop.to, ' - 1')],
          variant: 'looks-ahead-in-range',
        },
      ];
  }
  return [];
}

/** Whether the loop reads `xs[i - 1]` without a test of `i`: at its first step that is the last item. */
function looksBack(file: PythonFile, loop: SyntaxNode, object: string, name: string): boolean {
  const text = textOf(file, loop);
  const back = new RegExp(`\\b${name}\\s*-\\s*1\\s*\\]`).test(text) && text.replace(/\s+/g, '').includes(`${object}[${name}-1]`);
  return back && !new RegExp(`\\bif\\b[^:\\n]*\\b${name}\\b`).test(text);
}

/** `for i in xs: xs[i]`: either the positions are meant, or the item itself is. */
function overItems(file: PythonFile, loop: SyntaxNode, value: SyntaxNode, object: string, name: string): Proposal[] {
  const items: SyntaxNode[] = [];
  loop.cursor().iterate((ref) => {
    if (
      ref.name === 'MemberExpression' &&
      textOf(file, ref.node) === `${object}[${name}]` &&
      ref.node.parent?.firstChild?.nextSibling?.name !== 'AssignOp'
    )
      items.push(ref.node);
  });
  const out: Proposal[] = [
    {
      title: `Loop over 'range(len(${object}))'`,
      explanation: `'${name}' is an item of '${object}', but it is used as a position in it.`,
      edits: [insert(value.from, 'range(len('), insert(value.to, '))')],
      variant: 'position-for-item',
    },
  ];
  if (items.length > 0)
    out.push({
      title: `Take the item: '${name}'`,
      explanation: `'${name}' is an item of '${object}' already, not a position in it.`,
      edits: items.map((node) => replace(node.from, node.to, name)),
      variant: 'item-for-position',
    });
  return out;
}

/** `xs[i + 1]` in a loop that begins at 1 and looks back nowhere: it may mean to. Every such loop of the function is meant. */
function behind(file: PythonFile, loop: SyntaxNode, args: ReturnType<typeof argumentsOf>): Proposal[] {
  const [first] = args;
  if (args.length < 2 || !first || file.text.slice(first.from, first.to) !== '1' || loop.name !== 'ForStatement') return [];
  const edits: OffsetEdit[] = [];
  let both = false;
  (enclosing(loop, 'FunctionDefinition') ?? loop).cursor().iterate((ref) => {
    const subscript = ref.name === 'MemberExpression' ? subscriptOf(ref.node) : undefined;
    const shape = subscript ? /^\s*(\w+)\s*([-+])\s*1\s*$/.exec(file.text.slice(subscript.open.to, subscript.close.from)) : null;
    const around = shape ? enclosing(ref.node, 'ForStatement') : undefined;
    if (!subscript || !shape || !around) return;
    const header = new RegExp(`^for\\s+${shape[1] ?? ''}\\s+in\\s+range\\(\\s*1\\s*,\\s*len\\((.+?)\\)\\s*\\)`).exec(textOf(file, around));
    if (header?.[1] !== textOf(file, subscript.object)) return;
    const at = file.text.indexOf(shape[2] ?? '+', subscript.open.to);
    if (shape[2] === '+') edits.push(replace(at, at + 1, '-'));
    else both = true;
  });
  const object = args[1] ? file.text.slice(args[1].from, args[1].to) : '';
  return edits.length === 0 || both
    ? []
    : [
        {
          title: "Look back: change '+ 1' to '- 1'",
          explanation: `The loop begins at 1, so there is always an item before; after the last one, at '${object}', there is none.`,
          edits,
          variant: 'looks-back',
        },
      ];
}

/** `pair[2]` where only `pair[0]` is read besides: positions count from 0. */
function pastTheItems(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const index = subscript ? file.text.slice(subscript.open.to, subscript.close.from).trim() : '';
    if (!subscript || !/^[1-9]\d?$/.test(index) || subscript.object.name !== 'VariableName') continue;
    const object = textOf(file, subscript.object);
    const around = enclosing(node, 'FunctionDefinition') ?? file.scopes.tree.topNode;
    const read = new Set(
      [...textOf(file, around).matchAll(new RegExp(`(?<![\\w.])${object}\\[(\\d+)\\]`, 'g'))].map((match) => Number(match[1])),
    );
    const last = Number(index);
    // All positions below are read, but for the one just before.
    const others = [...Array(last).keys()].filter((i) => !read.has(i));
    if (last >= 2 && others.length === 1 && others[0] === last - 1 && Math.max(...read) === last) {
      return [
        {
          title: `Change '${object}[${index}]' to '${object}[${String(last - 1)}]'`,
          explanation: `Positions count from 0, and nothing reads '${object}[${String(last - 1)}]'.`,
          edits: [replace(subscript.open.to, subscript.close.from, String(last - 1))],
          variant: 'past-the-items',
        },
      ];
    }
  }
  return [];
}

function whileLoop(file: PythonFile, loop: SyntaxNode, name: string, object: string, ahead: boolean): Proposal[] {
  for (const condition of comparisons(loop)) {
    const [left, op, right] = children(condition);
    if (!left || !op || !right) continue;
    const text = textOf(file, right);
    if (textOf(file, left) !== name || (text !== `len(${object})` && !lengthOf(file, text, object) && !/^len\(/.test(text))) continue;
    if (textOf(file, op) === '<=' && !ahead)
      return [
        {
          title: `Change '<=' to '<'`,
          explanation: `The last position is one less than the length.`,
          edits: [replace(op.from, op.to, '<')],
          variant: 'while-beyond-length',
        },
      ];
    if (textOf(file, op) === '<' && ahead)
      return [
        {
          title: `Stop at '${text} - 1'`,
          explanation: `The loop looks one position ahead, so it must end one step earlier.`,
          edits: [insert(right.to, ' - 1')],
          variant: 'looks-ahead-in-while',
        },
      ];
  }
  return [];
}

/** `xs.pop(x)` with an item for the position. */
function popped(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const [only] = argumentsOf(call);
    if (!member || textOf(file, member.property) !== 'pop' || !only?.value) continue;
    const object = textOf(file, member.object);
    const text = textOf(file, only.value);
    const item = /^(?:max|min)\(/.test(text) || itemOf(file, call, text, object) || takenFrom(file, only.value, object);
    if (!item) continue;
    // The result of pop is the item itself.
    const used = call.parent?.name !== 'ExpressionStatement';
    if (used)
      return [
        {
          title: `Pop its position: '${object}.index(${text})'`,
          explanation: `'pop' takes a position; '${text}' is an item, and 'index' tells where it is.`,
          edits: [insert(only.value.from, `${object}.index(`), insert(only.value.to, ')')],
          variant: 'pop-position-of-item',
        },
      ];
    return [
      {
        title: `Change '.pop' to '.remove'`,
        explanation: `'pop' takes a position; '${text}' is an item, and items are taken out with 'remove'.`,
        edits: [replace(member.property.from, member.property.to, 'remove')],
        variant: 'pop-for-remove',
      },
    ];
  }
  return [];
}

/** Whether a name was given an item of the list: `best = xs[0]`, `for best in xs`. */
function takenFrom(file: PythonFile, value: SyntaxNode, object: string): boolean {
  if (value.name !== 'VariableName') return false;
  const name = textOf(file, value);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(value.from));
  if (!home || home === 'builtin') return false;
  return (
    home.bindings.get(name)?.some((binding) => {
      const given = binding.kind === 'assign' ? binding.node.lastChild : undefined;
      return (
        given !== undefined &&
        given !== null &&
        (/^(?:max|min)\(/.test(textOf(file, given)) ||
          (subscriptOf(given) !== undefined && textOf(file, subscriptOf(given)?.object ?? given) === object))
      );
    }) ?? false
  );
}

function itemOf(file: PythonFile, at: SyntaxNode, name: string, object: string): boolean {
  for (let loop = enclosing(at, 'ForStatement'); loop; loop = enclosing(loop.parent, 'ForStatement')) {
    const parts = children(loop);
    const target = parts[1];
    const value = parts[3];
    if (target && value && parts[2]?.name === 'in' && textOf(file, target) === name)
      return textOf(file, value) === object || textOf(file, value).startsWith(`${object}[`);
  }
  return false;
}

/** `xs[len(xs)]`, and `xs[len(xs) - i]` with i from 0: the last position is one less. */
function lastPosition(node: SyntaxNode, object: string, index: string): Proposal[] {
  const subscript = subscriptOf(node);
  if (!subscript) return [];
  const length = `len(${object})`;
  if (index === length)
    return [
      {
        title: `Take the last item: '${object}[-1]'`,
        explanation: 'Positions count from 0, so the last one is one less than the length.',
        edits: [replace(subscript.open.to, subscript.close.from, '-1')],
        variant: 'last-position',
      },
    ];
  const back = /^len\(.+\)\s*-\s*(\w+)$/.exec(index);
  if (back?.[1] && index.startsWith(length) && /^[a-z]\w*$/i.test(back[1]))
    return [
      {
        title: `Count back from '${length} - 1'`,
        explanation: 'Positions count from 0, so the last one is one less than the length.',
        edits: [insert(subscript.open.to + length.length, ' - 1')],
        variant: 'counted-back',
      },
    ];
  return [];
}
