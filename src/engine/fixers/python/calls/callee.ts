// What is known of the function a call calls: its parameters, from the file itself, from the interpreter, or from a table of builtins.

import type { SyntaxNode } from '@lezer/common';
import type { Scope } from '../../../syntax/python-scopes';
import { basesOf, classesOf } from '../shared/class-members';
import { plainType } from '../shared/plain-types';
import { memberOf, methodAround, parameters, textOf, type Parameter, type PythonFile } from '../shared/python-file';

export interface Callee {
  readonly parameters: readonly Parameter[];
  /** The function in this file; absent for one known from elsewhere. */
  readonly definition?: SyntaxNode;
  /** The first parameter is filled by the object before the dot. */
  readonly bound: boolean;
  /** Takes any keyword. */
  readonly open: boolean;
}

const BUILTIN_PARAMETERS: Readonly<Record<string, string>> = {
  open: 'file mode buffering encoding errors newline closefd opener',
  print: 'sep end file flush',
  sorted: 'key reverse',
  max: 'key default',
  min: 'key default',
  sum: 'start',
  enumerate: 'iterable start',
  int: 'base',
  round: 'number ndigits',
  zip: 'strict',
  str: 'object encoding errors',
  bytes: 'source encoding errors',
  pow: 'base exp mod',
  compile: 'source filename mode flags dont_inherit optimize',
  property: 'fget fset fdel doc',
  '.sort': 'key reverse',
  '.split': 'sep maxsplit',
  '.rsplit': 'sep maxsplit',
  '.encode': 'encoding errors',
  '.decode': 'encoding errors',
  '.splitlines': 'keepends',
  '.expandtabs': 'tabsize',
};

/** What classes and functions of the standard library and of numpy take that are written in C and do not tell. */
const COMPILED: Readonly<Record<string, string>> = {
  'datetime.timedelta': 'days seconds microseconds milliseconds minutes hours weeks',
  'datetime.datetime': 'year month day hour minute second microsecond tzinfo fold',
  'datetime.date': 'year month day',
  'datetime.time': 'hour minute second microsecond tzinfo fold',
  'collections.deque': 'iterable maxlen',
  'itertools.product': 'repeat',
  'itertools.accumulate': 'iterable func initial',
  'itertools.combinations': 'iterable r',
  'itertools.permutations': 'iterable r',
  'itertools.zip_longest': 'fillvalue',
  'math.isclose': 'rel_tol abs_tol',
  'math.prod': 'start',
  'csv.reader': 'dialect delimiter quotechar escapechar doublequote skipinitialspace lineterminator quoting strict',
  'csv.writer': 'dialect delimiter quotechar escapechar doublequote skipinitialspace lineterminator quoting strict',
  'sqlite3.connect': 'database timeout detect_types isolation_level check_same_thread factory cached_statements uri',
  'numpy.array': 'object dtype copy order subok ndmin like',
  'numpy.zeros': 'shape dtype order like',
  'numpy.empty': 'shape dtype order like',
  'numpy.arange': 'start stop step dtype like',
  'numpy.concatenate': 'axis out dtype casting',
  'numpy.fromstring': 'string dtype count sep like',
};

const synthetic = (names: readonly string[]): Parameter[] =>
  names.map((name) => ({ name, from: -1, to: -1, default: undefined, annotation: undefined, kind: 'keyword' }));

/** undefined where the callee is not plain. */
export async function calleeOf(file: PythonFile, call: SyntaxNode): Promise<Callee | undefined> {
  const callee = call.firstChild;
  if (!callee) return undefined;
  const scope = file.scopes.scopeAt(call.from);
  const own = ownFunction(file, callee, scope);
  if (own) return own;
  const text = textOf(file, callee);
  const member = memberOf(callee);
  if (!member && file.scopes.resolve(text, scope) === 'builtin' && BUILTIN_PARAMETERS[text])
    return { parameters: synthetic(BUILTIN_PARAMETERS[text].split(' ')), bound: false, open: false };
  const compiled = COMPILED[importedName(file, callee) ?? ''];
  if (compiled !== undefined) return { parameters: synthetic(compiled.split(' ')), bound: false, open: false };
  const found = await installedParameters(file, call);
  if (found)
    return {
      parameters: synthetic(found.filter((name) => !name.startsWith('*'))),
      bound: false,
      open: found.some((name) => name.startsWith('**')),
    };
  const method = member ? BUILTIN_PARAMETERS[`.${textOf(file, member.property)}`] : undefined;
  return method ? { parameters: synthetic(method.split(' ')), bound: false, open: false } : undefined;
}

/**
 * Parameters of the installed function or class that a call calls, by the file's imports or by the problem's message, as the interpreter gives
 * them; undefined where it is none, or not known.
 */
export async function installedParameters(file: PythonFile, call: SyntaxNode): Promise<readonly string[] | undefined> {
  const dotted = call.firstChild ? importedName(file, call.firstChild) : undefined;
  const known = dotted === undefined ? undefined : await file.context.workspace.interpreter?.parameters(dotted);
  // What takes any keyword hands them on: the message names who did not want one.
  const isOpen = known === undefined || known.some((name) => name.startsWith('**'));
  return (isOpen ? await parametersByMessage(file, call) : undefined) ?? known;
}

/** Where classes are that messages name alone, and that objects are seldom made of by name. */
const TYPE_HOMES: Readonly<Record<string, string>> = {
  NDFrame: 'pandas.DataFrame',
  DataFrame: 'pandas.DataFrame',
  Series: 'pandas.Series',
  DataFrameGroupBy: 'pandas.core.groupby.generic.DataFrameGroupBy',
  Axes: 'matplotlib.axes.Axes',
  Figure: 'matplotlib.figure.Figure',
  FigureBase: 'matplotlib.figure.Figure',
  Session: 'requests.Session',
  Legend: 'matplotlib.legend.Legend',
  Text: 'matplotlib.text.Text',
};

/** Of the function that the message names, `DataFrame.drop()`, if a package that the file imports has it and the call can be of it. */
async function parametersByMessage(file: PythonFile, call: SyntaxNode): Promise<readonly string[] | undefined> {
  const { interpreter } = file.context.workspace;
  const { owner, function: name } = file.context.problem.signature.holes;
  if (!interpreter || name === undefined) return undefined;
  const isMethod = owner !== undefined && name !== '__init__';
  const callee = call.firstChild ? textOf(file, call.firstChild) : '';
  const called = /(\w+)$/.exec(callee)?.[1] ?? '';
  // `requests.get` ends in `Session.request`: another name than the call's, yet what refuses the keyword.
  if (!isMethod && called !== (owner ?? name)) return undefined;
  const home = TYPE_HOMES[owner ?? ''];
  const tops = new Set(file.scopes.imports.filter((it) => !it.module.startsWith('.')).map((it) => it.module.split('.')[0] ?? ''));
  const places = home === undefined ? [...tops].map((top) => (owner === undefined ? top : `${top}.${owner}`)) : [home];
  for (const place of places.slice(0, MAX_PLACES)) {
    const known = await interpreter.parameters(owner !== undefined && name === '__init__' ? place : `${place}.${name}`);
    if (known) return known;
  }
  return undefined;
}

const MAX_PLACES = 12;

/**
 * Parameters that may be meant besides the function's own: of the class whose `__init__` the message names, to which a function hands what it is
 * given (`click.option` → `Parameter`), and of numpy's function of the name that an array's method has.
 */
export async function furtherParameters(file: PythonFile, call: SyntaxNode): Promise<readonly string[]> {
  const { interpreter } = file.context.workspace;
  const { owner, function: name } = file.context.problem.signature.holes;
  // A decorator is no call to the grammar: what stands before its brackets is what is called.
  const list = call.getChild('ArgList');
  const callee = list ? file.text.slice(call.from, list.from).replace(/^@/, '').trim() : '';
  const top = importedText(file, callee)?.split('.')[0];
  const called = /(\w+)$/.exec(callee)?.[1];
  const isOfArray = name === `_${called ?? ''}` && file.scopes.imports.some(({ module }) => module === 'numpy');
  const place =
    owner !== undefined && name === '__init__' && top
      ? (TYPE_HOMES[owner] ?? `${top}.${owner}`)
      : isOfArray
        ? `numpy.${called ?? ''}`
        : undefined;
  const found = place === undefined ? undefined : await interpreter?.parameters(place);
  return (found ?? []).filter((it) => /^[a-z]\w*$/i.test(it));
}

/** The dotted name, `textwrap.TextWrapper`, that the file's imports give to an expression. */
const importedName = (file: PythonFile, node: SyntaxNode): string | undefined => importedText(file, textOf(file, node));

function importedText(file: PythonFile, text: string): string | undefined {
  if (!/^[\w.]+$/.test(text)) return undefined;
  const [head = '', ...rest] = text.split('.');
  const it = file.scopes.imports.find((known) => known.name === head);
  if (!it || it.module.startsWith('.')) return undefined;
  const base = it.member !== undefined ? `${it.module}.${it.member}` : it.aliased ? it.module : head;
  return [base, ...rest].join('.');
}

function ownFunction(file: PythonFile, callee: SyntaxNode, scope: Scope): Callee | undefined {
  const text = textOf(file, callee);
  const classes = classesOf(file);
  if (callee.name === 'VariableName') {
    const home = file.scopes.resolve(text, scope);
    if (!home || home === 'builtin') return undefined;
    const bindings = home.bindings.get(text) ?? [];
    const [only] = bindings;
    if (!only || bindings.length !== 1) return undefined;
    if (only.kind === 'def') return described(file, only.node, false);
    if (only.kind === 'class') {
      const cls = classes.get(text);
      const init = cls ? method(file, cls, '__init__') : undefined;
      if (init) return described(file, init, true);
      return cls && basesOf(file, cls).length === 0 && cls.node.parent?.name !== 'DecoratedStatement'
        ? { parameters: [], bound: false, open: false }
        : undefined;
    }
    return undefined;
  }
  const member = memberOf(callee);
  if (!member) return undefined;
  const name = textOf(file, member.property);
  const objectText = textOf(file, member.object);
  const around = methodAround(file, scope);
  let cls: Scope | undefined;
  let bound = true;
  if (around && objectText === around.self) cls = around.classScope;
  else if (objectText === 'super()' && around) {
    const base = basesOf(file, around.classScope)[0];
    cls = base ? classes.get(base) : undefined;
  } else if (classes.has(objectText)) {
    cls = classes.get(objectText);
    bound = false;
  } else {
    const type = plainType(file, member.object, scope);
    cls = type?.startsWith('class ') ? classes.get(type.slice(6)) : undefined;
  }
  const definition = cls ? method(file, cls, name) : undefined;
  return definition ? described(file, definition, bound) : undefined;
}

function method(file: PythonFile, cls: Scope, name: string, depth = 0): SyntaxNode | undefined {
  const binding = cls.bindings
    .get(name)
    ?.filter((it) => it.kind === 'def')
    .at(-1);
  if (binding) return binding.node;
  for (const base of basesOf(file, cls)) {
    const parent = classesOf(file).get(base);
    const found = parent && parent !== cls && depth < 8 ? method(file, parent, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function described(file: PythonFile, definition: SyntaxNode, bound: boolean): Callee {
  const all = parameters(file, definition);
  const decorated = definition.parent?.name === 'DecoratedStatement' ? file.text.slice(definition.parent.from, definition.from) : '';
  const isStatic = /@staticmethod\b/.test(decorated);
  const isBound = (bound && !isStatic) || /@classmethod\b/.test(decorated);
  return {
    parameters: all,
    definition,
    bound: isBound,
    open:
      all.some((it) => it.kind === 'double-star') ||
      /@(?!staticmethod|classmethod|property|functools\.|lru_cache|cache|wraps|abstractmethod|override|abc\.)/.test(decorated),
  };
}

/** The parameters a caller fills. */
export function callable(callee: Callee): readonly Parameter[] {
  return callee.bound ? callee.parameters.slice(1) : callee.parameters;
}
