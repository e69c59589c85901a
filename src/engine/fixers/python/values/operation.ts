// An operation on two values whose types the message names, and the commonest ways to make its two sides fit.

import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import { textOf, type PythonFile } from '../shared/python-file';

export interface Operation {
  readonly node: SyntaxNode;
  readonly a: SyntaxNode;
  readonly op: SyntaxNode;
  readonly b: SyntaxNode;
  readonly left: string;
  readonly right: string;
  readonly operator: string;
}

export const isNumber = (type: string): boolean => type === 'int' || type === 'float';
export const isSequence = (type: string): boolean => type === 'list' || type === 'tuple';
export const isComparison = ({ operator }: Operation): boolean => /^(?:[<>]=?|[=!]=)$/.test(operator);

/** The operand as `name(operand)`. */
export const wrap = (file: PythonFile, node: SyntaxNode, name: string, variant: string, why: string): Proposal => ({
  title: `Convert: '${name}(${short(textOf(file, node))})'`,
  explanation: why,
  edits: node.name === 'ParenthesizedExpression' ? [insert(node.from, name)] : [insert(node.from, `${name}(`), insert(node.to, ')')],
  variant,
});

/** The operand in brackets: one item becomes a list or tuple of its own. */
export function bracketed(file: PythonFile, node: SyntaxNode, open: string, close: string, variant: string, kind: string): Proposal {
  return {
    title: `Write '${open}${short(textOf(file, node))}${close}'`,
    explanation: `A ${kind} is joined with another ${kind}; one item becomes a ${kind} of its own first.`,
    edits: [insert(node.from, open), insert(node.to, close)],
    variant,
  };
}

export const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text).replace(/\s+/g, ' ');
