/**
 * Mistake: a comma is forgotten between two items in brackets, so that the second is taken for arguments or an index of the first.
 *
 * Before:  `[(0, 0), (4, 0) (4, 3)]`         After:  `[(0, 0), (4, 0), (4, 3)]`
 * Before:  `[[1, 2] [3, 4]]`                 After:  `[[1, 2], [3, 4]]`
 * Before:  `["a" ("b", 1)]`                  After:  `["a", ("b", 1)]`
 *
 * When not: what is called or indexed is no value written out.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, pythonFile } from '../shared/python-file';

const LITERAL = /^(?:Tuple|Array|Dictionary|Set)Expression$|^(?:String|Number|Boolean|None|ContinuedString)$/;

export const commaBetweenItems: Fixer = {
  id: 'python/comma-between-items',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    messages: [
      /^'(?:tuple|list|dict|set|str|int|float|NoneType)' object is not (?:callable|subscriptable)(?:; perhaps you missed a comma\?)?$/,
      /^(?:list|string|tuple|range|byte) indices must be integers/,
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    const found = nodesAt(file, 'CallExpression', 'MemberExpression').flatMap((node) => {
      const [first, next] = children(node);
      if (!first || !next || !LITERAL.test(first.name) || !isItem(node)) return [];
      return next.name === 'ArgList' || next.name === '[' ? [{ first, next }] : [];
    });
    const [only] = found;
    if (!only || found.length > 1) return [];
    return [
      {
        title: 'Add the comma between the items',
        explanation: 'Without a comma the second pair of brackets belongs to what stands before it.',
        edits: [insert(only.first.to, ',')],
        variant: 'comma-missing',
      },
    ];
  },
};

/** It stands where an item of a list, tuple, set or call stands. */
const isItem = (node: SyntaxNode): boolean => /^(?:Array|Tuple|Set|Dictionary)Expression$|^ArgList$/.test(node.parent?.name ?? '');
