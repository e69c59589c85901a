// What the parts of the undefined-name decision share: one explanation of the name, and what stands at its use.

import type { SyntaxNode } from '@lezer/common';
import type { NameUse } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { memberOf, textOf, type PythonFile } from '../shared/python-file';

export interface Option extends Proposal {
  /** What kind of mistake this takes the name for; within a kind only the best counts against the others. */
  readonly kind: 'typo' | 'import' | 'self' | 'constant' | 'type' | 'alias' | 'role' | 'parameter';
}

export function nodeOf(file: PythonFile, use: NameUse): SyntaxNode {
  return file.scopes.tree.resolveInner(use.from, 1);
}

/** Whether the name is called where it is used. */
export function calls(use: NameUse, file: PythonFile): boolean {
  const at = nodeOf(file, use);
  return at.parent?.name === 'CallExpression' && at.parent.firstChild?.from === use.from;
}

/** The attribute read from the name where it is used. */
export function attributeOf(use: NameUse, file: PythonFile): string | undefined {
  const parent = nodeOf(file, use).parent;
  const member = parent ? memberOf(parent) : undefined;
  return member && member.object.from === use.from && member.object.to === use.to ? textOf(file, member.property) : undefined;
}
