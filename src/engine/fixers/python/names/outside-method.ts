/**
 * Mistake: lines of a method slid out to the level of the class, where there is no `self`.
 *
 * Before:  `def __init__(self):` / `    self.n = 0` / `self.items = []`     After:  … `    self.items = []`
 *
 * When not: another statement stands in between, or the method does not take `self`.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { columns } from '../../../syntax/python-tokens';
import { PYTHON, type Fixer } from '../../fixer';
import { hole, parameters, pythonFile, useAt, type PythonFile } from '../shared/python-file';

export const outsideMethod: Fixer = {
  id: 'python/outside-method',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['undefined-name'], where: ({ signature }) => /^(?:self|cls)$/.test(signature.holes['name'] ?? '') },
  propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? '';
    const use = useAt(file, name);
    if (!use || use.scope.kind !== 'class') return [];
    let first: SyntaxNode | null = file.scopes.tree.resolveInner(use.from, 1);
    while (first?.parent && first.parent.name !== 'Body') first = first.parent;
    const method = methodAbove(first);
    if (!first || !method || parameters(file, method)[0]?.name !== name) return [];
    const indent = bodyIndent(file, method);
    const lines = linesOf(file, first);
    if (indent === undefined || lines.length === 0) return [];
    const { source } = context;
    const more = indent.slice(source.indentOf(lines[0] ?? 0).length);
    return [
      {
        title: lines.length === 1 ? 'Indent the line into the method above' : `Indent ${lines.length} lines into the method above`,
        explanation: `'${name}' is the method's parameter; the line stands outside of the method.`,
        edits: lines.map((line) => insert(source.lineStarts[line] ?? 0, more)),
        variant: lines.length === 1 ? 'one-line' : 'lines',
      },
    ];
  },
};

/** The method that ends where the statement begins, but for other statements that slid out with it. */
function methodAbove(statement: SyntaxNode | null): SyntaxNode | undefined {
  const before = statement?.prevSibling;
  const definition = before?.name === 'DecoratedStatement' ? before.getChild('FunctionDefinition') : before;
  return definition?.name === 'FunctionDefinition' ? definition : undefined;
}

/** The indentation of the method's first line; undefined where it stands behind the colon. */
function bodyIndent({ context: { source } }: PythonFile, method: SyntaxNode): string | undefined {
  const body = method.getChild('Body')?.firstChild?.nextSibling;
  if (!body || source.lineOf(body.from) === source.lineOf(method.from)) return undefined;
  const indent = source.indentOf(source.lineOf(body.from));
  return columns(indent).wide > columns(source.indentOf(source.lineOf(method.from))).wide ? indent : undefined;
}

/** The lines from the statement to the next empty line or definition. */
function linesOf({ context: { source } }: PythonFile, first: SyntaxNode): number[] {
  const lines: number[] = [];
  const start = source.lineOf(first.from);
  const width = columns(source.indentOf(start)).wide;
  for (let line = start; line < source.lineCount; line++) {
    const text = source.line(line);
    if (!text.trim() || columns(source.indentOf(line)).wide < width || /^\s*(?:@|(?:async\s+)?def\b|class\b)/.test(text)) break;
    lines.push(line);
  }
  return lines;
}
