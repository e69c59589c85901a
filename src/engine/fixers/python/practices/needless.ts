/**
 * Mistake: something that does nothing: an import that nothing uses, an f in front of a string without values.
 *
 * Before:  `import os` (unused)     After:  –
 * Before:  `print(f"ready")`        After:  `print("ready")`
 *
 * When not: the module is a package's own face, or names what it offers, where others take the name from.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const needless: Fixer = {
  id: 'python/needless',
  languages: PYTHON,
  family: 'python/practices',
  answers: {
    codes: [
      ...['F401', 'W0611', 'unused-import', 'reportUnusedImport', 'UnusedImport'],
      ...['F541', 'W1309', 'f-string-without-interpolation'],
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    const string = nodesAt(file, 'FormatString').find((it) => !children(it).some(({ name }) => name === 'FormatReplacement'));
    if (string && /placeholders|interpolat/i.test(context.problem.message)) return withoutPrefix(file, string);
    return /\bimport/i.test(`${context.problem.message} ${context.problem.errorType}`) ? withoutImport(file) : [];
  },
};

function withoutPrefix(file: PythonFile, string: SyntaxNode): Proposal[] {
  const text = textOf(file, string);
  const prefix = /^[A-Za-z]*/.exec(text)?.[0] ?? '';
  // {{ is one brace in a template and two elsewhere.
  if (!/f/i.test(prefix) || /[{}]/.test(text)) return [];
  return [
    {
      title: `Write it as plain text`,
      explanation: 'No value is put into this text, so it needs no f in front.',
      edits: [replace(string.from, string.from + prefix.length, prefix.replace(/f/gi, ''))],
      variant: 'plain-text',
    },
  ];
}

function withoutImport(file: PythonFile): Proposal[] {
  const { context, scopes } = file;
  if (/(?:^|[\\/])__init__\.pyi?$/.test(context.path) || scopes.star || /^__all__\b/m.test(file.text)) return [];
  for (const statement of nodesAt(file, 'ImportStatement')) {
    const here = scopes.imports.filter((it) => it.node.from === statement.from && it.name !== '*');
    // `import a as a` offers the name to others.
    const unused = here.filter(
      (it) =>
        !it.aliased &&
        !scopes.uses.some((use) => use.name === it.name) &&
        new RegExp(`\\b${(it.member ?? it.module).replaceAll('.', '\\.')}\\b`).test(context.problem.message),
    );
    // In a `try` it may ask whether the module is there.
    if (unused.length !== 1 || here.length === 0 || enclosing(statement.parent, 'TryStatement')) continue;
    const text = textOf(file, statement);
    const name = unused[0]?.member ?? unused[0]?.module ?? '';
    if (here.length === 1) {
      const line = context.source.lineOf(statement.from);
      const start = context.source.lineStarts[line] ?? 0;
      const end = context.source.lineStarts[context.source.lineOf(statement.to - 1) + 1] ?? file.text.length;
      if (file.text.slice(start, end).trim() !== text.trim()) return [];
      return [proposal(name, replace(start, end, ''))];
    }
    const at = new RegExp(`(,\\s*)?(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.]|\\s+as\\b)(\\s*,[ \\t]*)?`).exec(
      text.slice(text.indexOf('import') + 6),
    );
    if (!at || /#/.test(text)) return [];
    const from = statement.from + text.indexOf('import') + 6 + at.index;
    const between = at[1] !== undefined && at[2] !== undefined ? at[2] : '';
    return [proposal(name, replace(from, from + at[0].length, between))];
  }
  return [];
}

const proposal = (name: string, edit: Proposal['edits'][number]): Proposal => ({
  title: `Remove the unused import of '${name}'`,
  explanation: 'Nothing in this file uses it.',
  edits: [edit],
  variant: 'unused-import',
});
