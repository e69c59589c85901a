// What a class of the file offers: its methods, its class variables, and what its methods put on self; bases of the same file included.

import type { SyntaxNode } from '@lezer/common';
import { children, type Scope } from '../../../syntax/python-scopes';
import { memberOf, textOf, type PythonFile } from './python-file';

export interface ClassMembers {
  /** Name to whether it is a method. */
  readonly defined: ReadonlyMap<string, 'method' | 'value'>;
  /** Attributes read from self, and how often; defined here or inherited. */
  readonly read: ReadonlyMap<string, number>;
  /** Every base is a class of this file: what is not here is nowhere. */
  readonly closed: boolean;
}

/** Classes of the file by name; the last one of a name counts. */
export function classesOf(file: PythonFile): Map<string, Scope> {
  return new Map(file.scopes.scopes.filter((scope) => scope.kind === 'class').map((scope) => [scope.name, scope]));
}

const cache = new WeakMap<Scope, ClassMembers>();

export function classMembers(file: PythonFile, scope: Scope, depth = 0): ClassMembers {
  const known = cache.get(scope);
  if (known) return known;
  const defined = new Map<string, 'method' | 'value'>();
  const read = new Map<string, number>();
  for (const [name, bindings] of scope.bindings) {
    const property = bindings.some(
      (binding) =>
        binding.kind === 'def' &&
        binding.node.parent?.name === 'DecoratedStatement' &&
        /@(?:[\w.]*property|[\w.]*\.setter)/.test(file.text.slice(binding.node.parent.from, binding.node.from)),
    );
    defined.set(name, bindings.some((binding) => binding.kind === 'def') && !property ? 'method' : 'value');
  }
  scope.node.cursor().iterate((ref) => {
    if (ref.name !== 'MemberExpression') return;
    const member = memberOf(ref.node);
    if (!member || member.object.name !== 'VariableName' || !/^(?:self|cls|mcs)$/.test(textOf(file, member.object))) return;
    const name = textOf(file, member.property);
    if (isTarget(ref.node)) {
      if (!defined.has(name)) defined.set(name, 'value');
    } else read.set(name, (read.get(name) ?? 0) + 1);
  });
  let closed = true;
  const classes = classesOf(file);
  for (const base of basesOf(file, scope)) {
    const parent = classes.get(base);
    if (parent && parent !== scope && depth < 8) {
      const inherited = classMembers(file, parent, depth + 1);
      for (const [name, kind] of inherited.defined) if (!defined.has(name)) defined.set(name, kind);
      closed &&= inherited.closed;
    } else if (base !== 'object') closed = false;
  }
  const members = { defined, read, closed };
  cache.set(scope, members);
  return members;
}

/** Base classes as written; keywords such as metaclass left out. */
export function basesOf(file: PythonFile, scope: Scope): string[] {
  const list = scope.node.getChild('ArgList');
  if (!list) return [];
  const parts = children(list);
  return parts
    .filter(
      (part, i) =>
        (part.name === 'VariableName' || part.name === 'MemberExpression') &&
        parts[i + 1]?.name !== 'AssignOp' &&
        parts[i - 1]?.name !== 'AssignOp',
    )
    .map((part) => textOf(file, part));
}

/** Whether the expression is assigned to, alone or in a tuple, by `=`, `for`, `with` or an annotation. */
function isTarget(node: SyntaxNode): boolean {
  let at: SyntaxNode = node;
  while (at.parent && /^(?:TupleExpression|ArrayExpression|ParenthesizedExpression)$/.test(at.parent.name)) at = at.parent;
  const parent = at.parent;
  if (!parent) return false;
  if (parent.name === 'AssignStatement') {
    const parts = children(parent);
    const lastOp = parts.map((part) => part.name).lastIndexOf('AssignOp');
    const index = parts.findIndex((part) => part.from === at.from && part.to === at.to);
    return lastOp < 0 ? index === 0 : index < lastOp;
  }
  if (parent.name === 'WithStatement') return at.prevSibling?.name === 'as';
  if (parent.name === 'ForStatement') {
    for (let before = at.prevSibling; before; before = before.prevSibling) {
      if (before.name === 'in') return false;
      if (before.name === 'for') return true;
    }
  }
  return false;
}
