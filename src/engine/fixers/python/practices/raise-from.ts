/**
 * Mistake: an exception raised in an `except` without saying which one it comes from.
 *
 * Before:  `except OSError:` `raise ConfigError(path)`     After:  `except OSError as error:` `raise ConfigError(path) from error`
 *
 * When not: it is raised within a function or a `try` of its own inside the `except`.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { endOf } from '../shared/body';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const raiseFrom: Fixer = {
  id: 'python/raise-from',
  languages: PYTHON,
  family: 'python/practices',
  answers: { codes: ['B904', 'W0707', 'raise-missing-from', 'TRY200'] },
  propose(context) {
    const file = pythonFile(context);
    const raise = nodesAt(file, 'RaiseStatement')[0];
    if (!raise || children(raise).some(({ name }) => name === 'from')) return [];
    const body = handlerBody(raise);
    const parts = body?.parent ? children(body.parent) : [];
    const at = parts.findIndex((part) => part.from === body?.from && part.name === 'Body');
    const lead = parts.slice(
      parts.findLastIndex((part, i) => i < at && part.name === 'except'),
      at,
    );
    const [, type] = lead;
    if (!body || !type || type.name === 'Body' || lead.some(({ name }) => name === '*')) return [];
    const as = lead.findIndex(({ name }) => name === 'as');
    const bound = as >= 0 ? lead[as + 1] : undefined;
    const name = bound ? textOf(file, bound) : freeName(file, body);
    if (name === undefined) return [];
    return [
      {
        title: `Say that it comes from '${name}'`,
        explanation: `With 'from' the traceback tells that this error is the answer to the first one, and not a mistake while that was handled.`,
        edits: [...(bound ? [] : [insert(type.to, ` as ${name}`)]), insert(endOf(file, raise), ` from ${name}`)],
        variant: bound ? 'bound' : 'named-for-it',
      },
    ];
  },
};

/** The body of the `except` that a statement is directly in, through `if`, loops and `with`. */
function handlerBody(statement: SyntaxNode): SyntaxNode | undefined {
  for (let node = statement.parent; node; node = node.parent) {
    if (node.name === 'FunctionDefinition' || node.name === 'LambdaExpression' || node.name === 'ClassDefinition') return undefined;
    if (node.name !== 'Body' || node.parent?.name !== 'TryStatement') continue;
    const before = children(node.parent).filter((part) => part.to <= node.from);
    return before.findLast(({ name }) => /^(?:try|except|else|finally)$/.test(name))?.name === 'except' ? node : undefined;
  }
  return undefined;
}

/** The name that the file gives its exceptions, else `error`; undefined where all are taken there. */
function freeName(file: PythonFile, body: SyntaxNode): string | undefined {
  const own = [...file.text.matchAll(/^[ \t]*except\b[^:\n#]*\bas[ \t]+(\w+)[ \t]*:/gm)].map((it) => it[1] ?? '');
  const often = [...new Set(own)].sort((a, b) => own.filter((it) => it === b).length - own.filter((it) => it === a).length);
  const around = textOf(file, body);
  return [...often, 'error', 'exc', 'err'].find((name) => {
    const home = file.scopes.resolve(name, file.scopes.scopeAt(body.from));
    const isOnlyExcept = home && home !== 'builtin' && (home.bindings.get(name) ?? []).every(({ kind }) => kind === 'except');
    return !new RegExp(`\\b${name}\\b`).test(around) && (home === undefined || isOnlyExcept);
  });
}
