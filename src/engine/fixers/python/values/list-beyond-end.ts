/**
 * Mistake: an item is assigned at a position the list does not have yet, or read at its length.
 *
 * Before:  `squares = []` … `squares[i] = i * i`           After:  `squares.append(i * i)`
 * Before:  `last = len(seats)` … `seats[last] = x`         After:  `last = len(seats) - 1`
 *
 * When not: the list is filled out of order, or the length is used as a length elsewhere.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { givenBy, iteratedFor, lastValue } from '../shared/origin';
import { argumentsOf, enclosing, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

export const listBeyondEnd: Fixer = {
  id: 'python/list-beyond-end',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['index-range'] },
  propose(context) {
    const file = pythonFile(context);
    const assigned = /assignment index/.test(context.problem.message);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      const index = subscript && children(node)[2];
      if (!subscript || !index || index.to !== subscript.close.from) continue;
      const found = lengthAsIndex(file, subscript.object, index) ?? (assigned ? appended(file, node, subscript.object, index) : undefined);
      if (found) return [found];
    }
    return [];
  },
};

/** `last = len(xs)` that is used for nothing but `xs[last]`. */
function lengthAsIndex(file: PythonFile, object: SyntaxNode, index: SyntaxNode): Proposal | undefined {
  if (index.name !== 'VariableName') return undefined;
  const name = textOf(file, index);
  const statement = givenBy(file, index);
  const value = statement && lastValue(statement);
  if (!value || textOf(file, value).replace(/\s/g, '') !== `len(${textOf(file, object)})`) return undefined;
  const home = file.scopes.resolve(name, file.scopes.scopeAt(index.from));
  const uses = file.scopes.uses.filter((use) => use.name === name && file.scopes.resolve(name, use.scope) === home);
  const asIndex = uses.every(({ from, to }) => /\[\s*$/.test(file.text.slice(0, from)) && /^\s*\]/.test(file.text.slice(to)));
  if (home === undefined || home === 'builtin' || (home.bindings.get(name)?.length ?? 0) > 1) return undefined;
  if (!asIndex)
    return {
      title: `Read '${textOf(file, object)}[${name} - 1]'`,
      explanation: `'${name}' is the length: the last position is one less.`,
      edits: [insert(index.to, ' - 1')],
      variant: 'length-read-as-index',
    };
  return {
    title: `Change '${textOf(file, value)}' to '${textOf(file, value)} - 1'`,
    explanation: `A list of n items has the positions 0 to n - 1: '${name}' points behind the last one.`,
    edits: [insert(value.to, ' - 1')],
    variant: 'length-as-index',
  };
}

/** `xs[i] = v` where `xs` begins empty and nothing else fills it. */
function appended(file: PythonFile, target: SyntaxNode, object: SyntaxNode, index: SyntaxNode): Proposal | undefined {
  const statement = target.parent;
  const parts = statement ? children(statement) : [];
  if (statement?.name !== 'AssignStatement' || parts.length !== 3 || parts[0]?.from !== target.from || parts[0].to !== target.to)
    return undefined;
  const value = parts[2];
  const start = givenBy(file, object);
  const empty = start && lastValue(start);
  if (!value || !empty || !/^(?:\[\s*\]|list\(\s*\))$/.test(textOf(file, empty))) return undefined;
  const name = textOf(file, object);
  const text = textOf(file, index);
  const assigns = nodesOf(file, 'AssignStatement').filter((node) => {
    const to = node.firstChild && subscriptOf(node.firstChild);
    return to !== undefined && to !== null && textOf(file, to.object) === name;
  });
  // Read or written at another place in the same turn: the positions mean something.
  const others = assigns.filter((node) => node.from !== statement.from);
  const inOrder = countsUp(file, index, statement) || (index.name === 'Number' && /^\d+$/.test(text));
  if (!inOrder) return undefined;
  if (index.name === 'Number') {
    const block = [statement, ...others].sort((a, b) => a.from - b.from);
    const positions = block.map((node) => textOf(file, children(node.firstChild ?? node)[2] ?? node));
    if (enclosing(statement, 'ForStatement', 'WhileStatement') || !positions.every((position, i) => position === String(i)))
      return undefined;
    return proposal(file, name, block);
  }
  return others.length === 0 ? proposal(file, name, [statement]) : undefined;
}

function proposal(file: PythonFile, name: string, statements: readonly SyntaxNode[]): Proposal {
  return {
    title: `Append to '${name}'`,
    explanation: `'${name}' is empty at first: a position that is not there can't be assigned to. 'append' adds one.`,
    edits: statements.map((node) => {
      const value = node.lastChild ?? node;
      return replace(node.from, node.to, `${name}.append(${textOf(file, value)})`);
    }),
    variant: 'appended',
  };
}

/** Whether the index is 0, 1, 2, … in the loop around: over `range(n)`, an `enumerate`, or counted by hand. */
function countsUp(file: PythonFile, index: SyntaxNode, statement: SyntaxNode): boolean {
  const loop = enclosing(statement, 'ForStatement', 'WhileStatement');
  if (!loop || index.name !== 'VariableName') return false;
  const name = textOf(file, index);
  const over = iteratedFor(file, index);
  if (over) {
    const args = /^range\(/.test(textOf(file, over)) ? argumentsOf(over) : [];
    const first = args[0] && file.text.slice(args[0].from, args[0].to);
    return loop.from < over.from && loop.to > over.to && (args.length === 1 || (args.length === 2 && first === '0'));
  }
  const header = file.text.slice(loop.from, loop.getChild('Body')?.from ?? loop.to);
  if (new RegExp(`^for\\s+\\(?\\s*${name}\\s*,.*\\bin\\s+enumerate\\([^,]*\\)\\s*$`, 's').test(header)) return true;
  const counter = new RegExp(`(?<![\\w.])${name}\\s*\\+=\\s*1\\b`).test(textOf(file, loop));
  return counter && new RegExp(`(?<![\\w.])${name}\\s*=\\s*0\\s*$`, 'm').test(file.text.slice(0, loop.from));
}

function nodesOf(file: PythonFile, kind: string): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === kind) out.push(ref.node);
    },
  });
  return out;
}
