// What a loop or branch compares with, and which names hold a length.

import { escapeRegExp } from '../../../syntax/escape-reg-exp';
import type { SyntaxNode } from '@lezer/common';
import { children } from '../../../syntax/python-scopes';
import type { PythonFile } from '../shared/python-file';

/** Comparisons in a loop's or branch's header. */
export function comparisons(loop: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (const child of children(loop)) {
    if (child.name === 'Body') break;
    child.cursor().iterate((ref) => {
      if (ref.name === 'BinaryExpression' && ref.node.getChild('CompareOp')) out.push(ref.node);
    });
  }
  return out;
}

/** Whether a name was given the length of the object: `n = len(xs)`. */
export function lengthOf(file: PythonFile, name: string, object: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  const escaped = escapeRegExp(object);
  return new RegExp(`(?<![\\w.])${name}\\s*=\\s*len\\(\\s*${escaped}\\s*\\)`).test(file.text);
}
