// The body of a function as lines: where its first statement after the docstring goes, and where its last one ends.

import type { SyntaxNode } from '@lezer/common';
import { children } from '../../../syntax/python-scopes';
import type { PythonFile } from './python-file';

const isStatement = ({ name }: SyntaxNode): boolean => /Statement$|Definition$/.test(name);

/** Statements of a `def`, a branch or a class. */
export function statementsOf(definition: SyntaxNode): SyntaxNode[] {
  const body = definition.getChild('Body');
  return body ? children(body).filter(isStatement) : [];
}

/** White space in front of a statement; undefined where it does not begin its line. */
export function indentOf(file: PythonFile, statement: SyntaxNode): string | undefined {
  const { source } = file.context;
  const lead = file.text.slice(source.lineStarts[source.lineOf(statement.from)] ?? 0, statement.from);
  return /^[ \t]*$/.test(lead) ? lead : undefined;
}

/** One level deeper than `indent`, as the file does it. */
export function deeper(file: PythonFile, indent: string): string {
  return (
    indent +
    (indent.includes('\t') || /^\t/m.test(file.text) ? '\t' : (/^( +)\S/m.exec(file.text)?.[1] ?? '    ').length === 2 ? '  ' : '    ')
  );
}

/** Behind the last character of a statement, its own body included, before the comment of its line. */
export function endOf(file: PythonFile, statement: SyntaxNode): number {
  let { to } = statement;
  while (to > statement.from && /\s/.test(file.text[to - 1] ?? '')) to--;
  return to;
}

/** Behind the line that a statement ends on, its comment included; no line end. */
export function endOfLine(file: PythonFile, statement: SyntaxNode): number {
  const { source } = file.context;
  const line = source.lineOf(Math.max(statement.from, endOf(file, statement) - 1));
  return (source.lineStarts[line] ?? 0) + source.line(line).length;
}

/** Whether a statement is nothing but a string. */
export const isDocstring = (statement: SyntaxNode): boolean =>
  statement.name === 'ExpressionStatement' && /String$/.test(statement.firstChild?.name ?? '') && !statement.firstChild?.nextSibling;
