/**
 * Mistake: a decorator of one's own hands out functions that are all called alike, and Flask knows its views by name.
 *
 * Before:  `def wrapper(*args, **kwargs):` within `def decorator(view):`    After:  `@wraps(view)` above it
 *
 * When not: the name is that of two views themselves.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { editsIn, fileThatDefines } from '../shared/own-modules';
import { enclosing, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const OVERWRITES = /^View function mapping is overwriting an existing endpoint function: (?:\w+\.)*(\w+)$/;

export const missingWraps: Fixer = {
  id: 'python/missing-wraps',
  languages: PYTHON,
  family: 'python/frameworks',
  answers: { messages: [OVERWRITES] },
  async propose(context) {
    const name = OVERWRITES.exec(context.problem.message)?.[1] ?? '';
    const file = pythonFile(context);
    for (const decorator of decoratorsAt(file)) {
      const home =
        (file.scopes.module.bindings.get(decorator)?.some((it) => it.kind === 'def') ?? false)
          ? file
          : await fileThatDefines(file, decorator);
      const found = home && wrapperOf(home, decorator, name);
      if (!home || !found) continue;
      const { wrapper, wrapped } = found;
      const { source } = home.context;
      const start = source.lineStarts[source.lineOf(wrapper.from)] ?? wrapper.from;
      const indent = home.text.slice(start, wrapper.from);
      const whole = home.scopes.imports.find((it) => it.module === 'functools' && it.member === undefined);
      const known = home.scopes.imports.find((it) => it.module === 'functools' && it.member === 'wraps');
      const callee = known?.name ?? (whole ? `${whole.name}.wraps` : 'wraps');
      const edits = [
        ...(known || whole ? [] : addImport(home, { module: 'functools', member: 'wraps' })),
        insert(start, `${indent}@${callee}(${wrapped})${source.eol}`),
      ];
      return [
        {
          title: `Write '@${callee}(${wrapped})' above '${name}'`,
          explanation: `Every function that '${decorator}' decorates is called '${name}' afterwards, and Flask tells views apart by their names. 'wraps' keeps the name of each.`,
          ...editsIn(home, context, edits),
          variant: 'wraps',
        },
      ];
    }
    return [];
  },
};

/** Names of the decorators at the problem's place, innermost first. */
function decoratorsAt(file: PythonFile): string[] {
  const statement = enclosing(file.scopes.tree.resolveInner(file.context.start, 1), 'DecoratedStatement');
  return (statement?.getChildren('Decorator') ?? [])
    .map((it) => /^@\s*(?:\w+\.)*(\w+)/.exec(textOf(file, it))?.[1] ?? '')
    .filter((it) => it !== '')
    .reverse();
}

/** The inner function of that name, and the parameter around it that it calls. */
function wrapperOf(
  file: PythonFile,
  decorator: string,
  name: string,
): { readonly wrapper: SyntaxNode; readonly wrapped: string } | undefined {
  const outer = file.scopes.module.bindings.get(decorator)?.findLast((it) => it.kind === 'def')?.node;
  if (!outer) return undefined;
  for (const scope of file.scopes.scopes) {
    if (scope.name !== name || scope.kind !== 'function' || scope.node.from <= outer.from || scope.node.to > outer.to) continue;
    // One that is decorated has a name of its own already.
    if (scope.node.name !== 'FunctionDefinition' || scope.node.parent?.name === 'DecoratedStatement') continue;
    const around = scope.parent;
    if (around?.kind !== 'function') continue;
    const wrapped = parameters(file, around.node).find((parameter) =>
      file.scopes.uses.some(
        (use) =>
          use.name === parameter.name &&
          use.from >= scope.node.from &&
          use.to <= scope.node.to &&
          file.text[use.to] === '(' &&
          file.scopes.resolve(use.name, use.scope) === around,
      ),
    );
    if (wrapped) return { wrapper: scope.node, wrapped: wrapped.name };
  }
  return undefined;
}
