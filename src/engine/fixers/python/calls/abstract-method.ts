/**
 * Mistake: a class has a method that its abstract base asks for, under a name that is not the same: two underscores hide it, or a slip.
 *
 * Before:  `@abstractmethod def __check(self)` in A, `def __check(self)` in B(A)     After:  `_check` in both
 * Before:  base asks for `area`, `def aera(self)`                                   After:  `def area(self)`
 *
 * When not: nothing like it is in the class: what it should do is not known.
 */
import type { SourceText } from '../../../syntax/source-text';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import type { Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type FixContext, type Proposal } from '../../fixer';
import { basesOf } from '../shared/class-members';
import { pythonFile, type PythonFile } from '../shared/python-file';
import { similarity } from '../shared/similar';
import { otherPythonFiles, type WorkspaceFile } from '../shared/other-files';

const MESSAGE = /^Can't instantiate abstract class (\w+) (?:with|without an implementation for) abstract methods? '?([\w', ]+?)'?$/;
const MAX_FILES = 300;
const MIN_SIMILARITY = 0.7;

export const abstractMethod: Fixer = {
  id: 'python/abstract-method',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [MESSAGE] },
  async propose(context) {
    const [, name = '', methods = ''] = MESSAGE.exec(context.problem.message) ?? [];
    const missing = methods.split(/['\s]*,\s*['\s]*/);
    const classes = await classesOf(context);
    const own = classes.filter(({ scope }) => scope.name === name);
    const [only] = own;
    if (!only || own.length > 1) return [];
    const mangled = missing.map((method) => /^_([A-Za-z]\w*?)(__\w+)$/.exec(method));
    if (mangled.every((it) => it !== null))
      return hidden(
        context,
        classes,
        only,
        mangled.map((it) => [it?.[1] ?? '', it?.[2] ?? ''] as const),
      );
    return missing.length === 1 ? misspelt(context, only, missing[0] ?? '') : [];
  },
};

interface Located {
  readonly path: string;
  readonly file: PythonFile;
  readonly scope: Scope;
}

async function classesOf(context: FixContext): Promise<Located[]> {
  const out: Located[] = [];
  const take = ({ path, file }: WorkspaceFile): void => {
    for (const scope of file.scopes.scopes) if (scope.kind === 'class') out.push({ path, file, scope });
  };
  take({ path: context.path, file: pythonFile(context) });
  for await (const one of otherPythonFiles(context, MAX_FILES, { text: (text) => /\bclass\s/.test(text) })) take(one);
  return context.signal.aborted ? [] : out;
}

/** `__check` of a base is another name in every class: one underscore keeps it the same. */
function hidden(context: FixContext, classes: readonly Located[], own: Located, names: readonly (readonly [string, string])[]): Proposal[] {
  const concerned: Located[] = [];
  for (const [base] of names) {
    const family = classes.filter(
      ({ scope, file }) => scope.name === base || basesOf(file, scope).some((it) => it.split('.').at(-1) === base),
    );
    if (!family.some(({ scope }) => scope.name === base)) return [];
    concerned.push(...family);
  }
  const words = [...new Set(names.map(([, word]) => word))];
  // The class has the method indeed.
  if (!words.every((word) => own.scope.bindings.has(word))) return [];
  const byPath = new Map<string, { readonly source: SourceText; readonly edits: OffsetEdit[] }>();
  for (const { path, file, scope } of new Set(concerned)) {
    const known = byPath.get(path) ?? { source: file.context.source, edits: [] };
    byPath.set(path, known);
    for (const match of file.text
      .slice(scope.node.from, scope.node.to)
      .matchAll(new RegExp(`(?<!\\w)(?:${words.join('|')})(?!\\w)`, 'g'))) {
      const from = scope.node.from + match.index;
      if (!known.edits.some(({ start }) => start === from)) known.edits.push(replace(from, from + 1, ''));
    }
  }
  return [
    {
      title: `Name it with one underscore: '${words.map((word) => word.slice(1)).join("', '")}'`,
      explanation: 'A name that begins with two underscores belongs to its class alone: the method of the subclass is another one.',
      edits: byPath.get(context.path)?.edits ?? [],
      otherFiles: [...byPath]
        .filter(([path, { edits }]) => path !== context.path && edits.length > 0)
        .map(([path, it]) => ({ path, ...it })),
      variant: 'one-underscore',
    },
  ];
}

function misspelt(context: FixContext, own: Located, method: string): Proposal[] {
  const near = [...own.scope.bindings]
    .filter(([name, bindings]) => name !== method && bindings.every(({ kind }) => kind === 'def'))
    .map(([name, bindings]) => ({ name, binding: bindings[0], score: similarity(method, name) }))
    .filter(({ score }) => score >= MIN_SIMILARITY)
    .sort((a, b) => b.score - a.score);
  const [best, second] = near;
  if (!best?.binding || (second && second.score === best.score)) return [];
  const edits = [replace(best.binding.from, best.binding.to, method)];
  const here = own.path === context.path;
  return [
    {
      title: `Change '${best.name}' to '${method}'`,
      explanation: `The base class asks for '${method}'; '${best.name}' is nearly that.`,
      edits: here ? edits : [],
      ...(here ? {} : { otherFiles: [{ path: own.path, source: own.file.context.source, edits }] }),
      variant: 'misspelt-method',
      features: { similarity: best.score },
    },
  ];
}
