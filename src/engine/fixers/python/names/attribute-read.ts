// The read of an attribute that the missing-attribute decision is about: where it stands, and who else reads attributes in the file.

import { escapeRegExp } from '../../../syntax/escape-reg-exp';
import type { SyntaxNode } from '@lezer/common';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { memberOf, textOf, type PythonFile } from '../shared/python-file';

export interface AttributeRead {
  /** The expression before the dot. */
  readonly object: SyntaxNode;
  readonly objectText: string;
  readonly name: string;
  /** The name after the dot. */
  readonly from: number;
  readonly to: number;
  /** The whole `object.name`. */
  readonly node: SyntaxNode;
}

/** The read that a MemberExpression or a Decorator is; undefined for a subscript and a plain name. */
export function attributeRead(file: PythonFile, node: SyntaxNode): AttributeRead | undefined {
  const member = memberOf(node);
  if (member)
    return {
      object: member.object,
      objectText: textOf(file, member.object),
      name: textOf(file, member.property),
      from: member.property.from,
      to: member.property.to,
      node,
    };
  if (node.name !== 'Decorator') return undefined;
  const names = children(node).filter((child) => child.name === 'VariableName');
  const last = names.at(-1);
  const before = names.at(-2);
  return last && before
    ? { object: before, objectText: textOf(file, before), name: textOf(file, last), from: last.from, to: last.to, node }
    : undefined;
}

export const isCalled = (at: AttributeRead): boolean =>
  at.node.parent?.name === 'CallExpression' && at.node.parent.firstChild?.from === at.node.from;

/** Every read of the same wrong attribute from the same expression in the same function is the same mistake. */
export function changeName(file: PythonFile, at: AttributeRead, text: string): OffsetEdit[] {
  const scope = file.scopes.scopeAt(at.from);
  const others = attributeReads(file).filter(
    (it) =>
      it.from !== at.from && it.name === at.name && it.object === at.objectText && it.from >= scope.node.from && it.from <= scope.node.to,
  );
  return [replace(at.from, at.to, text), ...others.map((it) => replace(it.from, it.from + it.name.length, text))];
}

/** Attributes read elsewhere in the file; from the same expression only, where asked. */
export function attributesElsewhere(file: PythonFile, at: AttributeRead, objectText?: string): Set<string> {
  const others = attributeReads(file).filter((it) => it.from !== at.from && (objectText === undefined || it.object === objectText));
  return new Set(others.map((it) => it.name));
}

interface KnownRead {
  readonly object: string;
  readonly name: string;
  readonly from: number;
}

/** Longer expressions before a dot are no name that is met again. */
const MAX_OBJECT = 80;

const known = new WeakMap<object, readonly KnownRead[]>();

/** All `object.name` of the file. */
export function attributeReads(file: PythonFile): readonly KnownRead[] {
  const found = known.get(file.scopes);
  if (found) return found;
  const out: KnownRead[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'MemberExpression') return;
      const member = memberOf(ref.node);
      if (member && member.object.to - member.object.from <= MAX_OBJECT)
        out.push({ object: textOf(file, member.object), name: textOf(file, member.property), from: member.property.from });
    },
  });
  known.set(file.scopes, out);
  return out;
}

/** Code as a title shows it. */
export const brief = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text).replace(/\s+/g, ' ');

/** Whether the file takes items out of the expression with brackets. */
export function isSubscripted(file: PythonFile, object: string): boolean {
  return new RegExp(`(?<![\\w.])${escapeRegExp(object)}\\s*\\[`).test(file.text);
}
