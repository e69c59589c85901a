// What the parts of the undefined-name decision share: one reading of the name, and what stands at its use.

import type { SyntaxNode } from '@lezer/common';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import type { NameUse } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { memberOf, textOf, type PythonFile } from '../shared/python-file';

/**
 * What speaks for a reading. A fact: the language, a module or the file itself leaves hardly another one. A sign: something in the file
 * points at it. A guess: it would fit, and nothing contradicts it.
 */
export type Ground = 'fact' | 'sign' | 'guess';

/** One reading of an undefined name, and the proposal that follows from it. */
export interface Option extends Proposal {
  readonly ground: Ground;
}

const GROUNDS: readonly Ground[] = ['fact', 'sign', 'guess'];

/** Facts first, guesses last; alike ones as they were found. */
export function byGround(options: readonly Option[]): Option[] {
  return [...options].sort((a, b) => GROUNDS.indexOf(a.ground) - GROUNDS.indexOf(b.ground));
}

export const withoutGround = ({ ground: _, ...proposal }: Option): Proposal => proposal;

export const changeAll = (uses: readonly NameUse[], text: string): OffsetEdit[] => uses.map((use) => replace(use.from, use.to, text));

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
