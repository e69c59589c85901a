/**
 * Mistake: a list or set as a dict's key or a set's member, where the tuple or frozenset of the same items would do.
 *
 * Before:  `seen.add([x, y])`            After:  `seen.add((x, y))`
 * Before:  `set([list()])`               After:  `set([tuple()])`
 * Before:  `cache[path]`, a list         After:  `cache[tuple(path)]`
 * Before:  `set(rows)`, rows of lists    After:  `set(map(tuple, rows))`
 *
 * When not: it is a dict: nothing says which of its parts identify it.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

export const unhashableKey: Fixer = {
  id: 'python/unhashable-key',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['unhashable'] },
  propose(context) {
    const file = pythonFile(context);
    const type = hole(context, 'type') ?? '';
    if (type !== 'list' && type !== 'set') return [];
    const made = type === 'list' ? 'tuple' : 'frozenset';
    for (const { node, always } of keys(file)) {
      const actual = plainType(file, node, file.scopes.scopeAt(node.from));
      if (actual !== undefined && actual !== type) continue;
      if (actual === undefined && !always) continue;
      const text = textOf(file, node);
      return [offer(node, made, text, type, actual === undefined ? 'key-of-unknown-type' : 'key-of-known-type')];
    }
    return eachItem(file, type, made);
  },
};

/** `set(rows)`, `Counter(rows)`: the items themselves are lists. */
function eachItem(file: PythonFile, type: string, made: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const [only] = argumentsOf(call);
    if (
      !/^(?:set|frozenset|Counter|collections\.Counter|dict\.fromkeys)$/.test(call.firstChild ? textOf(file, call.firstChild) : '') ||
      only?.value?.name !== 'VariableName'
    )
      continue;
    return [
      {
        title: `Make each a ${made}: 'map(${made}, ${textOf(file, only.value)})'`,
        explanation: `A ${type} can change, so it cannot be a key or a member of a set; a ${made} can.`,
        edits: [insert(only.value.from, `map(${made}, `), insert(only.value.to, ')')],
        variant: 'each-item',
      },
    ];
  }
  return [];
}

function offer(node: SyntaxNode, made: string, text: string, type: string, variant: string): Proposal {
  let edits: OffsetEdit[];
  if (/^(?:list|set)\(/.test(text)) edits = [replace(node.from, node.from + type.length, made)];
  else if (node.name === 'ArrayExpression') {
    const one =
      children(node).filter((part) => part.name !== ',' && part.name !== '[' && part.name !== ']').length === 1 && !/,\s*\]$/.test(text);
    edits = [replace(node.from, node.from + 1, '('), replace(node.to - 1, node.to, one ? ',)' : ')')];
  } else edits = [insert(node.from, `${made}(`), insert(node.to, ')')];
  return {
    title: `Make it a ${made}`,
    explanation: `A ${type} can change, so it cannot be a key or a member of a set; a ${made} can.`,
    edits,
    variant,
  };
}

/** What is used as a key or member on the problem's lines; `always` where it can be nothing else. */
function keys(file: PythonFile): { readonly node: SyntaxNode; readonly always: boolean }[] {
  const out: { node: SyntaxNode; always: boolean }[] = [];
  for (const node of nodesAt(file, 'CallExpression', 'MemberExpression', 'SetExpression', 'DictionaryExpression', 'BinaryExpression')) {
    if (node.name === 'CallExpression') {
      const callee = node.firstChild ? textOf(file, node.firstChild) : '';
      const [first] = argumentsOf(node);
      const member = node.firstChild ? memberOf(node.firstChild) : undefined;
      if ((callee === 'set' || callee === 'frozenset') && first?.value?.name === 'ArrayExpression')
        for (const item of children(first.value)) if (!/^[[\],]$/.test(item.name)) out.push({ node: item, always: false });
      if (member && /^(?:add|get|setdefault|pop|discard|remove)$/.test(textOf(file, member.property)) && first?.value)
        out.push({ node: first.value, always: textOf(file, member.property) === 'add' });
      if (callee === 'hash' && first?.value) out.push({ node: first.value, always: true });
    } else if (node.name === 'SetExpression')
      for (const item of children(node)) {
        if (!/^[{},]$/.test(item.name)) out.push({ node: item, always: false });
      }
    else if (node.name === 'DictionaryExpression')
      children(node).forEach((part, i, all) => {
        if (all[i + 1]?.name === ':') out.push({ node: part, always: false });
      });
    else if (node.name === 'BinaryExpression') {
      const [left, op] = children(node);
      if (left && op?.name === 'in') out.push({ node: left, always: false });
    } else {
      const subscript = subscriptOf(node);
      const index = subscript ? children(node)[2] : undefined;
      if (index) out.push({ node: index, always: index.name === 'VariableName' });
    }
  }
  return out;
}
