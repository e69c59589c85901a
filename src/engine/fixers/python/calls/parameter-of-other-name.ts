/**
 * Mistake: a parameter that its callers know by another name: a method that replaces one of its base class, a view whose route names its variable.
 *
 * Before:  `def respond(self, item)`, where the base class has `message` there    After:  `def respond(self, message)`, and its uses
 * Before:  `@app.get("/items/<int:item_id>")` above `def show(id)`               After:  `def show(item_id)`
 * Before:  `@click.option("--times")` above `def greet(count)`              After:  `def greet(times)`, or `greet(…, times)` where none is to spare
 *
 * When not: other code passes the parameter by the name it has, or several could be meant.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import type { Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { editsIn, fileThatDefines } from '../shared/own-modules';
import { hole, parameters, pythonFile, type Parameter, type PythonFile } from '../shared/python-file';

export const parameterOfOtherName: Fixer = {
  id: 'python/parameter-of-other-name',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['unexpected-argument'] },
  async propose(context) {
    const file = pythonFile(context);
    const options = ofOptions(file, hole(context, 'function') ?? '', hole(context, 'argument') ?? '');
    if (options.length > 0) return options;
    const found = (await ofBase(file)) ?? (await ofRoute(file, hole(context, 'function') ?? '', hole(context, 'argument') ?? ''));
    if (!found || (await isPassedByName(file, found))) return [];
    return [proposal(file, found)];
  },
};

interface Renamed {
  readonly file: PythonFile;
  readonly definition: SyntaxNode;
  readonly name: string;
  readonly renames: readonly { readonly parameter: Parameter; readonly to: string }[];
  readonly why: string;
  readonly variant: string;
}

function proposal(file: PythonFile, it: Renamed): Proposal {
  const said = it.renames.map(({ parameter, to }) => `'${parameter.name}' to '${to}'`).join(' and ');
  return {
    title: `Rename ${it.renames.length > 1 ? 'the parameters' : 'the parameter'} ${said}`,
    explanation: it.why,
    ...editsIn(
      it.file,
      file.context,
      it.renames.flatMap(({ parameter, to }) => renameParameter(it.file, it.definition, parameter, to)),
    ),
    variant: it.variant,
  };
}

/** The parameter and all that reads or sets it. */
function renameParameter(file: PythonFile, definition: SyntaxNode, parameter: Parameter, to: string): OffsetEdit[] {
  const scope = scopeOf(file, definition);
  const places = new Map([[parameter.from, parameter.to]]);
  for (const binding of scope?.bindings.get(parameter.name) ?? []) places.set(binding.from, binding.to);
  for (const use of file.scopes.uses)
    if (use.name === parameter.name && file.scopes.resolve(use.name, use.scope) === scope) places.set(use.from, use.to);
  return [...places].map(([from, end]) => replace(from, end, to));
}

const scopeOf = (file: PythonFile, definition: SyntaxNode): Scope | undefined =>
  file.scopes.scopes.find((scope) => scope.kind === 'function' && scope.node.from === definition.from && scope.node.to === definition.to);

/** Whether the new names are free in the function. */
function isFree(file: PythonFile, definition: SyntaxNode, names: readonly string[]): boolean {
  const scope = scopeOf(file, definition);
  return names.every(
    (name) =>
      scope !== undefined &&
      !scope.bindings.has(name) &&
      !file.scopes.uses.some(
        (use) =>
          use.name === name && use.from >= definition.from && use.to <= definition.to && file.scopes.resolve(name, use.scope) !== scope,
      ),
  );
}

function methodOf(cls: Scope, name: string): SyntaxNode | undefined {
  return cls.bindings.get(name)?.findLast((it) => it.kind === 'def')?.node;
}

/** `Echo.respond() got an unexpected keyword argument 'message'`: what the base class calls the parameter in its place. */
async function ofBase(file: PythonFile): Promise<Renamed | undefined> {
  const name = hole(file.context, 'function') ?? '';
  const argument = hole(file.context, 'argument') ?? '';
  const owner = (hole(file.context, 'owner') ?? '').split('.').at(-1) ?? '';
  const home = owner === '' ? undefined : await fileThatDefines(file, owner);
  const cls = home && classesOf(home).get(owner);
  const definition = home && cls ? methodOf(cls, name) : undefined;
  if (!home || !cls || !definition) return undefined;
  const own = parameters(home, definition);
  for (const base of basesOf(home, cls)) {
    const there = await fileThatDefines(file, base.split('.').at(-1) ?? '');
    const above = there && classesOf(there).get(base.split('.').at(-1) ?? '');
    const original = there && above ? methodOf(above, name) : undefined;
    if (!there || !original) continue;
    const wanted = parameters(there, original);
    const at = wanted.findIndex((it) => it.name === argument);
    const parameter = own[at];
    if (at < 1 || !parameter || parameter.kind !== wanted[at]?.kind || wanted.some((it) => it.name === parameter.name)) continue;
    if (!isFree(home, definition, [argument])) continue;
    return {
      file: home,
      definition,
      name,
      renames: [{ parameter, to: argument }],
      why: `'${base}' calls this parameter '${argument}', and it is passed by that name; '${owner}' calls it '${parameter.name}'.`,
      variant: 'as-base-class',
    };
  }
  return undefined;
}

/** What `click` passes for the options and arguments that decorate a function. */
const declared = (file: PythonFile, definition: SyntaxNode): string[] => {
  const around = definition.parent?.name === 'DecoratedStatement' ? file.text.slice(definition.parent.from, definition.from) : '';
  return [...around.matchAll(/@(?:\w+\.)*(?:option|argument)\(((?:\s*(["'])[^"']*\2\s*,?)+)/g)].map((match) => {
    const names = [...(match[1] ?? '').matchAll(/(["'])([^"']*)\1/g)].map((it) => it[2] ?? '');
    const own = names.find((it) => /^[A-Za-z_]\w*$/.test(it)) ?? [...names].sort((a, b) => b.length - a.length)[0] ?? '';
    return (own.split('/')[0] ?? '').replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
  });
};

/** An option that the function it decorates does not take: by another name, or not at all. */
function ofOptions(file: PythonFile, name: string, argument: string): Proposal[] {
  const [binding, ...others] = file.scopes.module.bindings.get(name) ?? [];
  if (binding?.kind !== 'def' || others.length > 0) return [];
  const definition = binding.node;
  const options = declared(file, definition);
  if (!options.includes(argument)) return [];
  const own = parameters(file, definition);
  const spare = own.filter(
    (it) => it.kind === 'positional' && it.default === undefined && !options.includes(it.name) && !/^(?:ctx|self|context)$/.test(it.name),
  );
  const [parameter] = spare;
  const list = definition.getChild('ParamList');
  if (!isFree(file, definition, [argument]) || spare.length > 1 || !list) return [];
  const said = `The option '--${argument.replaceAll('_', '-')}' is passed by the name '${argument}'.`;
  if (parameter)
    return [
      {
        title: `Rename the parameter '${parameter.name}' to '${argument}'`,
        explanation: said,
        edits: renameParameter(file, definition, parameter, argument),
        variant: 'as-option',
      },
    ];
  const last = own.at(-1);
  return [
    {
      title: `Add the parameter '${argument}'`,
      explanation: said,
      edits: [insert(last ? (last.default?.to ?? last.annotation?.to ?? last.to) : list.from + 1, last ? `, ${argument}` : argument)],
      variant: 'option-not-taken',
    },
  ];
}

/** `<int:item_id>` of Flask, of Django; `{item_id}` of FastAPI. */
const variablesOf = (route: string): string[] =>
  [...route.matchAll(/<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>|\(\?P<(\w+)>/g)].map(([, one, other]) => one ?? other ?? '');

/** A view of the workspace that is called with the variables of its route. */
async function ofRoute(file: PythonFile, name: string, argument: string): Promise<Renamed | undefined> {
  if (!/^[a-z_]\w*$/i.test(name) || hole(file.context, 'owner') !== undefined) return undefined;
  const home = await fileThatDefines(file, name);
  const [binding, ...others] = home?.scopes.module.bindings.get(name) ?? [];
  if (!home || binding?.kind !== 'def' || others.length > 0) return undefined;
  const definition = binding.node;
  const variables = (await routesOf(file, home, definition, name)).map(variablesOf).find((each) => each.includes(argument));
  if (!variables) return undefined;
  const spare = parameters(home, definition).filter(
    (it) =>
      it.kind === 'positional' && it.default === undefined && !variables.includes(it.name) && it.name !== 'request' && it.name !== 'self',
  );
  const missing = variables.filter((each) => !parameters(home, definition).some((it) => it.name === each));
  const [parameter] = spare;
  if (!parameter || spare.length > 1 || missing.length !== 1 || !isFree(home, definition, [argument])) return undefined;
  return {
    file: home,
    definition,
    name,
    renames: [{ parameter, to: argument }],
    why: `The route calls its variable '${argument}', and that is the name it is passed by.`,
    variant: 'as-route',
  };
}

/** Texts of the routes that lead to a view: of its decorators, or of the files that list the addresses of a project. */
async function routesOf(file: PythonFile, home: PythonFile, definition: SyntaxNode, name: string): Promise<string[]> {
  const decorated = definition.parent?.name === 'DecoratedStatement' ? home.text.slice(definition.parent.from, definition.from) : '';
  const own = [...decorated.matchAll(/@[\w.]+\.(?:route|get|post|put|patch|delete|websocket)\(\s*r?(["'])(.*?)\1/g)].map(
    (match) => match[2] ?? '',
  );
  if (own.length > 0) return own;
  const { files } = file.context.workspace;
  const out: string[] = [];
  for (const at of await files.list(['.py'])) {
    if (!/urls?\.py$/.test(at)) continue;
    const text = (await files.read(at)) ?? '';
    for (const match of text.matchAll(new RegExp(`\\b(?:re_)?(?:path|url)\\(\\s*r?(["'])(.*?)\\1\\s*,\\s*(?:\\w+\\.)*${name}\\b`, 'g')))
      out.push(match[2] ?? '');
  }
  return out;
}

/** Files that are looked through for calls. */
const MAX_FILES = 400;

/** Whether some code passes one of the parameters by the name that it has now. */
async function isPassedByName(file: PythonFile, { file: home, definition, name, renames }: Renamed): Promise<boolean> {
  const { files } = file.context.workspace;
  const call = new RegExp(`\\b${name}\\([^()]*(?:\\([^()]*\\)[^()]*)*\\b(?:${renames.map((it) => it.parameter.name).join('|')})\\s*=(?!=)`);
  for (const at of (await files.list(['.py'])).slice(0, MAX_FILES)) {
    const text = at === home.context.path ? home.text : ((await files.read(at)) ?? '');
    const rest = at === home.context.path ? text.slice(0, definition.from) + text.slice(definition.to) : text;
    if (call.test(rest.replace(/\bdef\s+\w+\s*\([^)]*\)/g, ''))) return true;
  }
  return false;
}
