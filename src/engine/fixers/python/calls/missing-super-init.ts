/**
 * Mistake: a class has an `__init__` and does not call that of its base, so that what the base sets is missing.
 *
 * Before:  `class B(A): def __init__(self): self.x = 1`     After:  … `super().__init__()` before it
 *
 * Before:  `class W(Thread): def __init__(self): self.n = 1`   After:  `super().__init__()` before it
 *
 * When not: the base's `__init__` needs arguments that can't be told, or is called already.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { namedType } from '../shared/plain-types';
import { hole, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const NOT_CALLED = /__init__\(\)? ?(?:not called|was never called|call$)|before \w+\.__init__\(\) call/;
const CALL = /\bsuper\(\s*(?:\w+\s*,\s*\w+\s*)?\)\.__init__\(/;

export const missingSuperInit: Fixer = {
  id: 'python/missing-super-init',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['missing-attribute'], messages: [NOT_CALLED] },
  propose(context) {
    const file = pythonFile(context);
    const attribute = hole(context, 'attribute') ?? '';
    const classes = classesOf(file);
    const scope =
      classes.get(
        namedType(hole(context, 'type') ?? '')
          .split('.')
          .at(-1) ?? '',
      ) ?? [...classes.values()].find(({ node }) => node.from <= context.start && node.to >= context.start);
    const init = scope && initOf(scope);
    const late = init && lateCall(file, init);
    if (late) return [late];
    const plain = NOT_CALLED.test(context.problem.message) ? uncalled(file) : undefined;
    if (plain) return [plain];
    const parent =
      scope &&
      init &&
      basesOf(file, scope)
        .map((base) => classes.get(base))
        .find((base) => base && sets(file, base, attribute));
    const parentInit = parent && initOf(parent);
    const own = init?.getChild('Body');
    const first = own && children(own).find((node) => /Statement$|Definition$/.test(node.name));
    if (!init || !parentInit || !own || !first) return [];
    const args = argumentsFor(file, init, parentInit);
    if (args === undefined) return [];
    const { source } = file.context;
    const docstring =
      first.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(first.firstChild?.name ?? '') ? first : undefined;
    const statements = children(own).filter((node) => /Statement$|Definition$/.test(node.name));
    const later = statements.find((node) => CALL.test(textOf(file, node)));
    const text = `super().__init__(${args.join(', ')})`;
    const place = docstring ? statements[1] : first;
    if (!place || source.lineOf(place.from) === source.lineOf(init.from)) return [];
    const indent = ' '.repeat(source.positionAt(place.from).character);
    if (later) {
      // It is called too late: what stands before it needs the base already.
      if (later === place || later.name !== 'ExpressionStatement') return [];
      const line = source.lineOf(later.from);
      const from = source.lineStarts[line] ?? 0;
      const to = source.lineStarts[line + 1] ?? source.text.length;
      return [
        {
          title: `Call '${textOf(file, later)}' first`,
          explanation: `'${attribute}' is set by the base class; what stands before its '__init__' can't use it yet.`,
          edits: [insert(place.from, `${textOf(file, later)}${source.eol}${indent}`), replace(from, to, '')],
          variant: 'too-late',
        },
      ];
    }
    return [
      {
        title: `Call '${text}' first`,
        explanation: `'${attribute}' is set by the '__init__' of '${parent.name}', which is not called.`,
        edits: [insert(place.from, `${text}${source.eol}${indent}`)],
        variant: args.length === 0 ? 'without-arguments' : 'with-arguments',
      },
    ];
  },
};

/** A class of a library says that its `__init__` was not called: of the file's classes, the one that has its own and does not call it. */
function uncalled(file: PythonFile): Proposal | undefined {
  const { source } = file.context;
  const classes = classesOf(file);
  const found = [...classes.values()].filter((scope) => {
    const init = initOf(scope);
    const bases = basesOf(file, scope);
    return (
      init &&
      bases.length > 0 &&
      bases.every((base) => !classes.has(base) && base !== 'object') &&
      !/__init__\(/.test(textOf(file, init).replace(/^.*def\s+__init__\(/, ''))
    );
  });
  const near = found.filter(
    ({ name, node }) =>
      (node.from <= file.from && node.to >= file.to) || new RegExp(`\\b${name}\\b`).test(file.text.slice(file.from, file.to)),
  );
  const [scope] = near.length > 0 ? near : found;
  const init = scope && initOf(scope);
  if (!scope || !init || (near.length > 0 ? near : found).length > 1) return undefined;
  const body = init.getChild('Body');
  const first =
    body &&
    children(body).find((node) => /Statement$/.test(node.name) && !/^(?:String|ContinuedString)$/.test(node.firstChild?.name ?? ''));
  if (!first || source.lineOf(first.from) === source.lineOf(init.from)) return undefined;
  const indent = ' '.repeat(source.positionAt(first.from).character);
  return {
    title: "Call 'super().__init__()' first",
    explanation: `'${scope.name}' has an '__init__' of its own, so that of its base runs only where it is called.`,
    edits: [insert(first.from, `super().__init__()${source.eol}${indent}`)],
    variant: 'of-library',
  };
}

/** What fails stands in `__init__` before the base is called, and all that the call is given is there from the start. */
function lateCall(file: PythonFile, init: SyntaxNode): Proposal | undefined {
  const { source } = file.context;
  const body = init.getChild('Body');
  const statements = body ? children(body).filter((node) => /Statement$|Definition$/.test(node.name)) : [];
  const call = statements.find((node) => node.name === 'ExpressionStatement' && CALL.test(textOf(file, node)));
  const first = statements.find(
    (node) => !(node.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(node.firstChild?.name ?? '')),
  );
  if (!call || !first || call === first || file.context.start < first.from || file.context.start >= call.from) return undefined;
  // What it is given must not be made before it.
  const scope = file.scopes.scopes.find(({ node }) => node.from === init.from);
  const made = new Set([...(scope?.bindings ?? [])].filter(([, all]) => !all.every(({ kind }) => kind === 'param')).map(([name]) => name));
  const own = parameters(file, init)[0]?.name ?? 'self';
  if (file.scopes.uses.some(({ name, from }) => made.has(name) && from > call.from && from < call.to)) return undefined;
  if (new RegExp(`\\b${own}\\.`).test(textOf(file, call).replace(CALL, ''))) return undefined;
  const row = source.lineOf(call.from);
  const from = source.lineStarts[row] ?? 0;
  const to = source.lineStarts[source.lineOf(call.to) + 1] ?? source.text.length;
  const indent = ' '.repeat(source.positionAt(first.from).character);
  const last = to === source.text.length && !source.text.endsWith('\n');
  return {
    title: `Call '${textOf(file, call)}' first`,
    explanation: `The base class is not set up yet when this line runs: its '__init__' is called further down.`,
    edits: [insert(first.from, `${textOf(file, call)}${source.eol}${indent}`), replace(last ? from - source.eol.length : from, to, '')],
    variant: 'too-late',
  };
}

const initOf = (scope: Scope) => scope.bindings.get('__init__')?.findLast(({ kind }) => kind === 'def')?.node;

function sets(file: PythonFile, scope: Scope, attribute: string): boolean {
  const init = initOf(scope);
  const self = init && parameters(file, init)[0]?.name;
  return (
    init !== undefined && self !== undefined && new RegExp(`\\b${self}\\.${attribute}\\s*(?::[^=\\n]+)?=(?!=)`).test(textOf(file, init))
  );
}

/** What the base needs, where the own parameters have the same names; undefined where they do not. */
function argumentsFor(
  file: PythonFile,
  init: NonNullable<ReturnType<typeof initOf>>,
  parentInit: NonNullable<ReturnType<typeof initOf>>,
): string[] | undefined {
  const own = new Set(parameters(file, init).map(({ name }) => name));
  const needed = parameters(file, parentInit)
    .slice(1)
    .filter(({ default: value, kind }) => value === undefined && (kind === 'positional' || kind === 'keyword'));
  if (!needed.every(({ name }) => own.has(name))) return undefined;
  return needed.map(({ name, kind }) => (kind === 'keyword' ? `${name}=${name}` : name));
}
