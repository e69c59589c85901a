/**
 * Mistake: a comma after a value makes a tuple of it.
 *
 * Before:  `price = 5,` … `price + 1`            After:  `price = 5`
 * Before:  `return total,` … `f() * 2`           After:  `return total`
 *
 * When not: the tuple is used as one somewhere else.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { definitionOf, givenBy, originsOf } from '../shared/origin';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const strayComma: Fixer = {
  id: 'python/stray-comma',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/\btuple\b/, /^can't multiply sequence by non-int/] },
  propose(context) {
    const file = pythonFile(context);
    const found = straying(file);
    return found ? [proposal(file, found.statement, found.comma)] : [];
  },
};

/** The statement that made a tuple of one value with its comma, of which something on the problem's lines has come. */
export function straying(file: PythonFile): { readonly statement: SyntaxNode; readonly comma: SyntaxNode } | undefined {
  for (const node of nodesAt(file, 'VariableName', 'MemberExpression', 'CallExpression')) {
    for (const step of originsOf(file, node)) {
      const statement = step.name === 'CallExpression' ? returnOf(file, step) : givenBy(file, step);
      const comma = statement && commaBehind(statement);
      if (comma) return { statement, comma };
    }
  }
  return undefined;
}

/** The comma behind the only value of a statement. */
function commaBehind(statement: SyntaxNode): SyntaxNode | undefined {
  const parts = children(statement);
  const from = statement.name === 'ReturnStatement' ? 1 : parts.map(({ name }) => name).lastIndexOf('AssignOp') + 1;
  const values = from > 0 ? parts.slice(from) : [];
  return values.length === 2 && values[1]?.name === ',' ? values[1] : undefined;
}

function returnOf(file: PythonFile, call: SyntaxNode): SyntaxNode | undefined {
  const found: SyntaxNode[] = [];
  definitionOf(file, call)
    ?.node.cursor()
    .iterate((ref) => {
      if (ref.name === 'ReturnStatement') found.push(ref.node);
    });
  return found.length === 1 ? found[0] : undefined;
}

function proposal(file: PythonFile, statement: SyntaxNode, comma: SyntaxNode): Proposal {
  return {
    title: `Take the comma off: '${textOf(file, statement).slice(0, -1).trimEnd()}'`,
    explanation: 'The comma at the end makes a tuple of the one value.',
    edits: [replace(comma.from, comma.to, '')],
    variant: statement.name === 'ReturnStatement' ? 'after-returned-value' : 'after-assigned-value',
  };
}
