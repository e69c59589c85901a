// Lists, tuples, dicts and sets under an operator that does not take them as they are.

import { insert, replace } from '../../../syntax/edits';
import type { SyntaxNode } from '@lezer/common';
import { children, type Scope } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { bracketed, isNumber, short, wrap, type Operation } from './operation';

/** `list + x` and `tuple + x`. The types are those that the line shows of the two sides, where it does. */
export function addedToSequence(
  file: PythonFile,
  it: Operation,
  scope: Scope,
  aType: string | undefined,
  bType: string | undefined,
): Proposal[] {
  const target = it.left;
  const started = startedAsTuple(file, it, scope);
  if (started) return [started, ...asTuple(it, file, 'tuple-kept')];
  if (it.node.name === 'UpdateStatement' && it.left === 'tuple' && it.right === 'list' && it.b.name === 'ArrayExpression')
    return asTuple(it, file, 'list-added-to-tuple');
  if (it.node.name === 'UpdateStatement' && it.left === 'list') return [];
  if (it.left === 'tuple' && it.right === 'list') {
    if (it.a.name === 'TupleExpression' || it.a.name === 'ParenthesizedExpression')
      return [writtenAsList(file, it.a, 'tuple-written-before-list')];
    // A tuple that was written as one holds items to be joined; one that was met is an item itself.
    if (aType === 'tuple')
      return [
        wrap(file, it.a, 'list', 'tuple-to-list', 'Lists are joined with lists only.'),
        wrap(file, it.b, 'tuple', 'list-to-tuple', 'Tuples are joined with tuples only.'),
      ];
    return it.a.name === 'VariableName' || it.a.name === 'MemberExpression'
      ? [
          bracketed(file, it.a, '[', ']', 'tuple-as-item', 'list'),
          wrap(file, it.a, 'list', 'tuple-as-list', 'Lists are joined with lists only.'),
        ]
      : [];
  }
  if (it.left === 'list' && it.right === 'tuple' && it.b.name === 'TupleExpression' && children(it.b).length <= 4)
    return [writtenAsList(file, it.b, 'tuple-written-after-list'), bracketed(file, it.b, '[', ']', 'written-tuple-as-item', 'list')];
  if (it.left === 'list' && bType === 'tuple')
    return [
      wrap(file, it.b, 'list', 'known-tuple-to-list', 'Lists are joined with lists only.'),
      bracketed(file, it.b, '[', ']', 'known-tuple-as-item', 'list'),
    ];
  if (it.left === 'list' && (isNumber(it.right) || it.right === 'str' || it.right === 'tuple')) {
    // A list and a number written out: every item may be meant.
    const each =
      it.b.name === 'Number' && it.a.name === 'VariableName'
        ? [
            {
              title: `Add to every item`,
              explanation: 'A number is added to numbers; here to each one of the list.',
              edits: [replace(it.node.from, it.node.to, `[x + ${textOf(file, it.b)} for x in ${textOf(file, it.a)}]`)],
              variant: 'number-to-every-item',
            },
          ]
        : [];
    return [bracketed(file, it.b, '[', ']', each.length > 0 ? 'number-appended' : 'item-appended', target), ...each];
  }
  if (it.left === 'tuple' && (isNumber(it.right) || it.right === 'str')) {
    if (it.b.name === 'ParenthesizedExpression')
      return [
        {
          title: `Write '(…,)'`,
          explanation: 'A tuple of one item needs a comma.',
          edits: [insert(it.b.to - 1, ',')],
          variant: 'one-item-tuple',
        },
      ];
    return [bracketed(file, it.b, '(', ',)', 'item-added-to-tuple', target)];
  }
  return [];
}

/** `x + list`. */
export function itemBeforeList(file: PythonFile, it: Operation): Proposal[] {
  return it.right === 'list' && (isNumber(it.left) || it.left === 'str')
    ? [bracketed(file, it.a, '[', ']', 'item-before-list', 'list')]
    : [];
}

/** Two dicts, two sets, or two lists. */
export function alikeCollections(file: PythonFile, it: Operation): Proposal[] {
  if (it.operator === '+' && it.left === 'dict' && it.right === 'dict') {
    const statement = it.node.name === 'UpdateStatement' || it.node.parent?.name === 'ExpressionStatement';
    const update: Proposal = {
      title: `Use '.update(…)'`,
      explanation: `'update' puts the entries of one dict into another.`,
      edits: [replace(it.node.from, it.node.to, `${textOf(file, it.a)}.update(${textOf(file, it.b)})`)],
      variant: file.minor >= 9 ? 'dict-update' : 'dict-update-without-union',
    };
    const joinedDict: Proposal = {
      title: `Join the dicts with '|'`,
      explanation: `Dicts are joined with '|'.`,
      edits: [replace(it.op.from, it.op.to, it.node.name === 'UpdateStatement' ? '|=' : '|')],
      variant: 'dict-union',
    };
    return [...(file.minor >= 9 ? [joinedDict] : []), ...(statement ? [update] : [])];
  }
  if (it.operator === '+' && it.left === 'set' && it.right === 'set')
    return [
      {
        title: `Join the sets with '|'`,
        explanation: `Sets are joined with '|'.`,
        edits: [replace(it.op.from, it.op.to, it.node.name === 'UpdateStatement' ? '|=' : '|')],
        variant: 'set-union',
      },
    ];
  if (it.operator === '-' && it.left === 'list' && it.right === 'list') {
    const inSet = it.node.parent?.parent?.name === 'CallExpression' && /^set\(/.test(textOf(file, it.node.parent.parent));
    return [
      {
        title: `Join the lists with '+'`,
        explanation: `Lists have no '-'.`,
        edits: [replace(it.op.from, it.op.to, '+')],
        variant: inSet ? 'lists-joined-in-set' : 'lists-joined',
      },
    ];
  }
  return [];
}

/** `row[1] > best` where `best` is a row itself: the same item of it is meant. */
export function itemOfWhole(file: PythonFile, it: Operation): Proposal[] {
  const wholeFirst = /^(?:list|tuple)$/.test(it.left);
  const whole = wholeFirst ? it.a : it.b;
  const item = wholeFirst ? it.b : it.a;
  const subscript = subscriptOf(item);
  const index = subscript ? file.text.slice(subscript.open.to, subscript.close.from).trim() : '';
  if (!subscript || whole.name !== 'VariableName' || !/^(?:-?\d+|["']\w+["'])$/.test(index)) return [];
  return [
    {
      title: `Compare with '${textOf(file, whole)}[${index}]'`,
      explanation: `One side is an item, the other the whole ${wholeFirst ? it.left : it.right}.`,
      edits: [insert(whole.to, `[${index}]`)],
      variant: 'item-of-whole',
    },
  ];
}

/** `found = ()` and then only lists are added: it should have begun as a list. */
function startedAsTuple(file: PythonFile, it: Operation, scope: Scope): Proposal | undefined {
  if (it.left !== 'tuple' || it.right !== 'list' || it.a.name !== 'VariableName') return undefined;
  const name = textOf(file, it.a);
  const home = file.scopes.resolve(name, scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(name) ?? []) : [];
  const starts = bindings
    .map((binding) => binding.node.lastChild)
    .filter((value) => value !== null && /^(?:\(\s*\)|tuple\(\s*\))$/.test(textOf(file, value)));
  const others = bindings.filter((binding) => !starts.some((value) => value?.from === binding.node.lastChild?.from));
  const [start] = starts;
  const lists = others.every((binding) =>
    binding.kind === 'augmented'
      ? binding.node.lastChild?.name === 'ArrayExpression'
      : binding.kind === 'assign' && new RegExp(`=\\s*${name}\\s*\\+\\s*\\[`).test(textOf(file, binding.node)),
  );
  if (!start || starts.length !== 1 || others.length === 0 || !lists) return undefined;
  return {
    title: `Start with '${name} = []'`,
    explanation: `Only lists are added to '${name}', but it begins as a tuple.`,
    edits: [replace(start.from, start.to, '[]')],
    variant: 'started-as-tuple',
  };
}

/** `pair += [x]` of a tuple: `pair += (x,)`. */
function asTuple(it: Operation, file: PythonFile, variant: string): Proposal[] {
  if (it.b.name !== 'ArrayExpression') return [];
  const inner = file.text.slice(it.b.from + 1, it.b.to - 1).trim();
  const items = children(it.b).filter((part) => !/^[[\],]$/.test(part.name)).length;
  return [
    {
      title: 'Add a tuple, not a list',
      explanation: 'A tuple grows by another tuple only.',
      edits: [replace(it.b.from, it.b.to, items === 1 && !inner.endsWith(',') ? `(${inner},)` : `(${inner})`)],
      variant,
    },
  ];
}

/** A tuple display as a list display. */
function writtenAsList(file: PythonFile, node: SyntaxNode, variant: string): Proposal {
  const inner = file.text.slice(node.from + 1, node.to - 1).replace(/,\s*$/, '');
  return {
    title: `Write it as a list: '[${short(inner)}]'`,
    explanation: 'Only lists are joined to lists.',
    edits: [replace(node.from, node.to, `[${inner}]`)],
    variant,
  };
}
