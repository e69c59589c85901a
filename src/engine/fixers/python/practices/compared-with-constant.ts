/**
 * Mistake: a comparison with None, True, False or a type by `==`.
 *
 * Before:  `if wanted == None:`            After:  `if wanted is None:`
 * Before:  `where(Job.worker == None)`     After:  `where(Job.worker.is_(None))` (SQLAlchemy, where `is` would be plain False)
 * Before:  `type(value) == str`            After:  `isinstance(value, str)`
 *
 * When not: what is compared may be a column or a table of another library; True and False otherwise, for 1 equals True.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

export const comparedWithConstant: Fixer = {
  id: 'python/compared-with-constant',
  languages: PYTHON,
  family: 'python/practices',
  answers: {
    codes: [...['E711', 'E712', 'E721', 'C0121', 'C0123', 'R6102', 'TC002'], ...['singleton-comparison', 'unidiomatic-typecheck']],
  },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'BinaryExpression')) {
      const parts = children(node);
      const [left, operator, right] = parts;
      const sign = operator ? textOf(file, operator) : '';
      if (!left || !right || parts.length !== 3 || (sign !== '==' && sign !== '!=')) continue;
      const found = ofType(file, node, left, right, sign) ?? ofConstant(file, node, left, right, sign);
      if (found) return [found];
    }
    return [];
  },
};

function ofConstant(file: PythonFile, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode, sign: string): Proposal | undefined {
  const constant = textOf(file, right);
  if (!/^(?:None|True|False)$/.test(constant)) return undefined;
  const object = textOf(file, left);
  if (isColumn(file, left)) {
    if (!file.scopes.imports.some(({ module }) => /^(?:sqlalchemy|sqlmodel)\b/.test(module))) return undefined;
    return {
      title: `Ask the column: '${object}.${sign === '==' ? 'is_' : 'is_not'}(${constant})'`,
      explanation: `This is a condition for the database: 'is' would compare the column object itself, which is never ${constant}.`,
      edits: [replace(node.from, node.to, `${object}.${sign === '==' ? 'is_' : 'is_not'}(${constant})`)],
      variant: 'column',
    };
  }
  if (constant !== 'None' || subscriptOf(left)) return undefined;
  return {
    title: `Compare with 'is${sign === '==' ? '' : ' not'} None'`,
    explanation: `There is only one None, and '==' asks the object, which may say anything.`,
    edits: [replace(left.to, right.to, ` is${sign === '==' ? '' : ' not'} None`)],
    variant: 'none',
  };
}

/** `Job.worker`: an attribute of a class, as queries are made of. */
function isColumn(file: PythonFile, node: SyntaxNode): boolean {
  const member = memberOf(node);
  return member !== undefined && member.object.name === 'VariableName' && /^[A-Z]/.test(textOf(file, member.object));
}

function ofType(file: PythonFile, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode, sign: string): Proposal | undefined {
  const [value] = left.name === 'CallExpression' && left.firstChild && textOf(file, left.firstChild) === 'type' ? argumentsOf(left) : [];
  const type = textOf(file, right);
  // A bool is an int: there the two differ.
  if (!value?.value || !/^[A-Za-z_][\w.]*$/.test(type) || /^(?:int|object|type)$/.test(type) || argumentsOf(left).length !== 1)
    return undefined;
  const test = `isinstance(${textOf(file, value.value)}, ${type})`;
  return {
    title: `Ask with 'isinstance'`,
    explanation: `'isinstance' also knows the classes that are made of ${type}.`,
    edits: [replace(node.from, node.to, sign === '==' ? test : `not ${test}`)],
    variant: 'type',
  };
}
