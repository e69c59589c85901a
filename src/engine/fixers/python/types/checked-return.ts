/**
 * Mistake: a function with a way to its end without `return`, as checkers tell it.
 *
 * Before:  `def find(…) -> Optional[Row]:` … `for row in rows: if …: return row`     After:  … `return None`
 * Before:  `def add(a: int, b: int) -> int: a + b`                                   After:  `return a + b`
 *
 * When not: what should come back at the end is nowhere to be seen.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { endOfLine, indentOf, statementsOf } from '../shared/body';
import { mayBeNone } from '../shared/optional-type';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { forgottenReturn } from '../values/missing-return';

export const checkedReturn: Fixer = {
  id: 'python/checked-return',
  languages: PYTHON,
  family: 'python/types',
  answers: {
    codes: ['RET503', 'R1710', 'inconsistent-return-statements'],
    messages: [
      /^Missing return statement/,
      /^Function with declared return type "[^]*" must return value/,
      /^Function can implicitly return `None`/,
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    const definition = nodesAt(file, 'FunctionDefinition').findLast((it) => it.from <= context.start && context.start <= it.to);
    if (!definition) return [];
    const type = returnType(file, definition);
    // Without a type its other ways out tell what comes back.
    if (type === undefined ? hasValue(file, definition) : mayBeNone(type)) return explicitNone(file, definition);
    const scope = file.scopes.scopes.find((it) => it.node.from === definition.from && it.kind === 'function');
    return (scope && forgottenReturn(file, scope)) ?? [];
  },
};

function returnType(file: PythonFile, definition: SyntaxNode): string | undefined {
  const head = file.text.slice(definition.getChild('ParamList')?.to ?? definition.from, definition.getChild('Body')?.from ?? definition.to);
  return /^\s*->\s*(.+?)\s*$/s.exec(head)?.[1];
}

const hasValue = (file: PythonFile, definition: SyntaxNode): boolean => /\breturn\b[ \t]*[^\s#]/.test(textOf(file, definition));

function explicitNone(file: PythonFile, definition: SyntaxNode): Proposal[] {
  const statements = statementsOf(definition);
  const [first, last] = [statements[0], statements.at(-1)];
  const indent = first && indentOf(file, first);
  if (!last || indent === undefined || last.name === 'ReturnStatement') return [];
  return [
    {
      title: `Add 'return None' at the end`,
      explanation: 'At its end the function gives None anyway; its type allows that, and now it says so.',
      edits: [insert(endOfLine(file, last), `${file.context.source.eol}${indent}return None`)],
      variant: 'none-said',
    },
  ];
}
