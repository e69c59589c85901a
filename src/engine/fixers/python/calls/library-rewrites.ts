// Changes of packages that one call's edits do not tell: a statement, an import or a class field is written anew.

import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, pythonScopes } from '../../../syntax/python-scopes';
import { SourceText } from '../../../syntax/source-text';
import type { Proposal } from '../../fixer';
import { ARRAY_REWRITES } from './array-rewrites';
import type { LibraryRewrite } from './library-rewrite';
import { WEB_REWRITES } from './web-rewrites';
import { addImport } from '../imports/import-edit';
import { isCalled, attributeRead, brief, type AttributeRead } from '../names/attribute-read';
import { plainType } from '../shared/plain-types';
import {
  argumentsOf,
  enclosing,
  hole,
  memberOf,
  nodesAt,
  parameters,
  subscriptOf,
  textOf,
  type Argument,
  type PythonFile,
} from '../shared/python-file';

export const LIBRARY_REWRITES: readonly LibraryRewrite[] = [
  ...ARRAY_REWRITES,
  ...WEB_REWRITES,
  { library: 'asyncio', since: '3.10', types: [], message: /^There is no current event loop\b/, propose: runAtOnce },
  {
    library: 'matplotlib',
    since: '3.6',
    types: [],
    message: /^'seaborn[\w-]*' is not a valid package style\b/,
    propose: styleOfVersion,
  },
  {
    library: 'pydantic',
    since: '2.0',
    types: [],
    message: /^You must set the config attribute `from_attributes=True` to use from_orm\b/,
    propose: fromAttributes,
  },
  { library: 'pandas', since: '2.0', attribute: 'append', types: ['DataFrame', 'Series'], propose: appended },
  { library: 'PIL', since: '10.0', attribute: 'textsize', types: ['ImageDraw'], propose: (file) => measured(file, 'textbbox') },
  {
    library: 'PIL',
    since: '10.0',
    attribute: 'multiline_textsize',
    types: ['ImageDraw'],
    propose: (file) => measured(file, 'multiline_textbbox'),
  },
  { library: 'asyncio', since: '3.11', types: [], message: /^Passing coroutines is forbidden, use tasks explicitly\./, propose: asTasks },
  { library: 'sqlalchemy', since: '2.0', attribute: 'execute', types: ['Engine'], propose: throughConnection },
  {
    library: 'sqlalchemy',
    since: '2.0',
    types: [],
    message: /^tuple indices must be integers or slices, not str\b/,
    propose: columnByName,
  },
  { library: 'flask', since: '2.3', attribute: 'before_first_request', types: ['Flask'], propose: atStart },
  { library: 'django', since: '4.0', attribute: 'is_ajax', types: ['WSGIRequest', 'ASGIRequest', 'HttpRequest'], propose: askedByScript },
  {
    library: 'pydantic',
    since: '2.0',
    types: [],
    message: /^A non-annotated attribute was detected: `\w+ = /,
    propose: annotated,
  },
  {
    library: 'pydantic',
    since: '2.0',
    types: [],
    message: /^\d+ validation errors? for \w+\n(?:[\s\S]*\n)?\w+\n {2}Field required\b/,
    propose: withoutDefault,
  },
];

/** A text's quotes as most texts of the file have them. */
export function inQuotesOf(file: PythonFile, text: string): string {
  const count = (quote: string): number => file.text.split(quote).length;
  return count("'") > count('"') ? text.replace(/"([^"']*)"/g, "'$1'") : text;
}

/** The call of the missing attribute on the problem's lines. */
function callOf(
  file: PythonFile,
  name: string,
): { readonly at: AttributeRead; readonly call: SyntaxNode; readonly args: Argument[] } | undefined {
  const at = nodesAt(file, 'MemberExpression')
    .map((node) => attributeRead(file, node))
    .find((read) => read?.name === name);
  const call = at && isCalled(at) ? at.node.parent : undefined;
  return at && call ? { at, call, args: argumentsOf(call) } : undefined;
}

const written = (file: PythonFile, node: { readonly from: number; readonly to: number }): string => file.text.slice(node.from, node.to);

/** `log = log.append(row, ignore_index=True)` → `log = pd.concat([log, pd.DataFrame([row])], ignore_index=True)`. */
function appended(file: PythonFile): Proposal | undefined {
  const found = callOf(file, 'append');
  if (!found) return undefined;
  const { at, call, args } = found;
  const [first, ...rest] = args;
  // A result that nobody takes shows that a list was meant.
  if (!first?.value || first.name || first.stars !== '' || rest.some((it) => !it.name) || call.parent?.name === 'ExpressionStatement')
    return undefined;
  const known = file.scopes.imports.find((it) => it.module === 'pandas' && it.member === undefined);
  const pd = known?.name ?? 'pd';
  const isSeries = hole(file.context, 'type') === 'Series';
  const other = isSeries ? seriesText(file, first.value) : frameText(file, first.value, pd);
  if (other === undefined) return undefined;
  const further = rest.map((it) => `, ${written(file, it)}`).join('');
  const text = `${pd}.concat([${at.objectText}, ${other}]${further})`;
  return {
    title: `Change to '${pd}.concat([${brief(at.objectText)}, …])'`,
    explanation: `Since pandas 2.0 tables have no 'append'; 'concat' puts several together.`,
    edits: [replace(call.from, call.to, text), ...(known ? [] : addImport(file, { module: 'pandas', alias: 'pd' }))],
    variant: 'concat-for-append',
  };
}

/** What is appended, as a table; undefined where it is not plain what it is. */
function frameText(file: PythonFile, value: SyntaxNode, pd: string): string | undefined {
  const text = textOf(file, value);
  const kind = tableKind(file, value);
  if (kind === 'frame') return text;
  if (kind === 'rows') return `${pd}.DataFrame(${text})`;
  return kind === 'row' ? `${pd}.DataFrame([${text}])` : undefined;
}

const seriesText = (file: PythonFile, value: SyntaxNode): string | undefined =>
  tableKind(file, value) === 'series' ? textOf(file, value) : undefined;

const ROW_NAME = /^(?:\w*_)?(?:row|record|entry|dict)$/;
const FRAME_MAKER = /\.(?:DataFrame|read_\w+|concat|merge|json_normalize)$/;

function tableKind(file: PythonFile, value: SyntaxNode): 'frame' | 'series' | 'row' | 'rows' | undefined {
  if (value.name === 'DictionaryExpression') return 'row';
  if (value.name === 'ArrayExpression') {
    const items = children(value).filter((it) => !/^[[\],]$/.test(it.name));
    return items.length > 0 && items.every((it) => it.name === 'DictionaryExpression') ? 'rows' : undefined;
  }
  if (value.name === 'CallExpression') {
    const callee = value.firstChild ? textOf(file, value.firstChild) : '';
    return FRAME_MAKER.test(callee) ? 'frame' : /\.Series$/.test(callee) ? 'series' : undefined;
  }
  if (value.name !== 'VariableName') return undefined;
  const scope = file.scopes.scopeAt(value.from);
  const type = plainType(file, value, scope);
  // A dict or a Series makes one row all the same.
  if (type === 'dict' || (type === undefined && ROW_NAME.test(textOf(file, value)))) return 'row';
  const home = file.scopes.resolve(textOf(file, value), scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, value)) ?? []) : [];
  const [only] = bindings;
  const assigned = only && bindings.length === 1 ? enclosing(only.node, 'AssignStatement') : undefined;
  const parts = assigned ? children(assigned) : [];
  const [target, op, result] = parts;
  return parts.length === 3 && target?.name === 'VariableName' && op?.name === 'AssignOp' && result && result.name !== 'VariableName'
    ? tableKind(file, result)
    : undefined;
}

/** `w, h = pen.textsize(text, font=face)` → the corners of the box, and their differences. */
function measured(file: PythonFile, method: string): Proposal | undefined {
  const found = callOf(file, hole(file.context, 'attribute') ?? '');
  if (!found) return undefined;
  const { at, call, args } = found;
  const { source } = file.context;
  const [first] = args;
  if (!first || first.name || args.slice(1).some((it) => !it.name && it.value?.name !== 'VariableName')) return undefined;
  // By position the font came second; in the new method it comes third as well, behind the place.
  const passed = args.map((it) => written(file, it)).join(', ');
  const box = `${at.objectText}.${method}((0, 0), ${passed})`;
  const statement = call.parent;
  const parts = statement?.name === 'AssignStatement' ? children(statement) : [];
  const names = parts.filter((it) => it.name === 'VariableName').map((it) => textOf(file, it));
  const targets = parts.map((it) => it.name).join(' ') === 'VariableName , VariableName AssignOp CallExpression' ? names : [];
  const line = source.line(source.lineOf(call.from));
  const corners = ['left', 'top', 'right', 'bottom'];
  const scope = file.scopes.scopeAt(call.from);
  const isFree = corners.every((name) => file.scopes.resolve(name, scope) === undefined);
  if (!statement || targets.length !== 2 || !isFree || /;/.test(line)) return undefined;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (line.slice(0, statement.from - (source.lineStarts[source.lineOf(statement.from)] ?? 0)).trim() !== '') return undefined;
  const text = `${corners.join(', ')} = ${box}${source.eol}${indent}${targets.join(', ')} = right - left, bottom - top`;
  return {
    title: `Measure with '${method}'`,
    explanation: `Pillow 10 took '${at.name}' away; '${method}' gives the box around the text, and its sides tell width and height.`,
    edits: [replace(statement.from, call.to, text)],
    variant: 'box-for-size',
  };
}

/** `asyncio.wait([work(x) for x in xs])` → `asyncio.wait([asyncio.create_task(work(x)) for x in xs])`. */
function asTasks(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const member = callee ? memberOf(callee) : undefined;
    const name = member ? textOf(file, member.property) : callee ? textOf(file, callee) : '';
    if (name !== 'wait') continue;
    const value = argumentsOf(call)[0]?.value;
    if (!value) continue;
    const isList = value.name === 'ArrayExpression' || value.name === 'SetExpression';
    const isComprehension = /ComprehensionExpression$/.test(value.name) && !/^Dictionary/.test(value.name);
    const all = children(value).filter((it) => !/^[[\](){},]$/.test(it.name) && it.name !== 'Comment');
    const made = isList ? all : isComprehension ? all.slice(0, 1) : [];
    if (made.length === 0 || made.some((it) => it.name !== 'CallExpression')) continue;
    const own = file.scopes.imports.find((it) => it.module === 'asyncio' && it.member === 'create_task')?.name;
    const module = file.scopes.imports.find((it) => it.module === 'asyncio' && it.member === undefined)?.name;
    const task = own ?? `${module ?? 'asyncio'}.create_task`;
    const coroutines = made.filter((it) => !/create_task$|ensure_future$/.test(it.firstChild ? textOf(file, it.firstChild) : ''));
    return {
      title: `Make a task of each: '${task}(…)'`,
      explanation: `Since Python 3.11 'wait' takes tasks, no bare coroutines.`,
      edits: [
        ...coroutines.flatMap((it) => [insert(it.from, `${task}(`), insert(it.to, ')')]),
        ...(own || module ? [] : addImport(file, { module: 'asyncio' })),
      ],
      variant: 'task-for-coroutine',
    };
  }
  return undefined;
}

/** `rows = engine.execute("…").fetchall()` → the same on a connection, which `begin` also commits. */
function throughConnection(file: PythonFile): Proposal | undefined {
  const found = callOf(file, 'execute');
  if (!found) return undefined;
  const { at, call, args } = found;
  const { source } = file.context;
  const statement = enclosing(call, 'AssignStatement', 'ExpressionStatement', 'ReturnStatement');
  const [first] = args;
  if (!statement || !first?.value || first.name || first.stars !== '' || args.length > 1) return undefined;
  const line = source.lineOf(statement.from);
  const start = source.lineStarts[line] ?? 0;
  if (source.lineOf(statement.to) !== line || /;/.test(source.line(line)) || file.text.slice(start, statement.from).trim() !== '')
    return undefined;
  // What is read later, when the connection is closed, is lost: only where the statement takes it out.
  const outer = written(file, { from: call.to, to: statement.to });
  if (
    statement.name !== 'ExpressionStatement' &&
    !/^\.(?:fetchall|all|scalar|scalar_one|scalar_one_or_none|first|fetchone|one|rowcount)\b/.test(outer.trim())
  )
    return undefined;
  const scope = file.scopes.scopeAt(call.from);
  const opening = `with ${at.objectText}.begin() as conn:`;
  if (file.scopes.resolve('conn', scope) !== undefined && !file.text.includes(opening)) return undefined;
  const isText = /^(?:String|ContinuedString|FormatString)$/.test(first.value.name) || plainType(file, first.value, scope) === 'str';
  const known = file.scopes.imports.find((it) => it.module === 'sqlalchemy' && it.member === 'text')?.name;
  if (isText && !known && file.scopes.resolve('text', scope) !== undefined) return undefined;
  const indent = file.text.slice(start, statement.from);
  const unit = /\n( {2,8}|\t)\S/.exec(file.text)?.[1] ?? '    ';
  const query = isText ? `${known ?? 'text'}(${textOf(file, first.value)})` : textOf(file, first.value);
  const edits: OffsetEdit[] = [
    insert(statement.from, `${opening}${source.eol}${indent}${unit}`),
    replace(call.from, call.to, `conn.execute(${query})`),
    ...(isText && !known ? addImport(file, { module: 'sqlalchemy', member: 'text' }) : []),
  ];
  return {
    title: `Execute on a connection: 'with ${brief(at.objectText)}.begin() as conn:'`,
    explanation: `Since SQLAlchemy 2.0 an engine executes nothing itself; 'begin' opens a connection and commits at its end.`,
    edits,
    variant: 'connection-for-engine',
  };
}

/** A function that ran before the first request is run when the app is made. */
function atStart(file: PythonFile): Proposal | undefined {
  const { source } = file.context;
  for (const decorator of nodesAt(file, 'Decorator')) {
    const text = textOf(file, decorator).trim();
    const [, app] = /^@(\w+)\.before_first_request$/.exec(text) ?? [];
    const decorated = decorator.parent;
    const definition = decorated?.getChild('FunctionDefinition');
    const nameNode = definition?.getChild('VariableName');
    if (!app || !decorated || !definition || !nameNode || decorated.getChildren('Decorator').length !== 1) continue;
    if (parameters(file, definition).length > 0 || /^async\b/.test(textOf(file, definition))) return undefined;
    const line = source.lineOf(decorated.from);
    const indent = /^[ \t]*/.exec(source.line(line))?.[0] ?? '';
    const unit = /\n( {2,8}|\t)\S/.exec(file.text)?.[1] ?? '    ';
    const eol = source.eol;
    const end = definition.to - (/\s*$/.exec(textOf(file, definition))?.[0].length ?? 0);
    return {
      title: `Call '${textOf(file, nameNode)}' when the app is made`,
      explanation: `Flask 2.3 took 'before_first_request' away: what it did is done at the start, within the app's context.`,
      edits: [
        replace(decorator.from, definition.from, ''),
        insert(
          end,
          `${eol}${eol}${indent === '' ? eol : ''}${indent}with ${app}.app_context():${eol}${indent}${unit}${textOf(file, nameNode)}()`,
        ),
      ],
      variant: 'called-at-start',
    };
  }
  return undefined;
}

/** `request.is_ajax()` → what it asked. */
function askedByScript(file: PythonFile): Proposal | undefined {
  const found = callOf(file, 'is_ajax');
  if (!found || found.args.length > 0) return undefined;
  const { at, call } = found;
  const test = inQuotesOf(file, `${at.objectText}.headers.get("x-requested-with") == "XMLHttpRequest"`);
  const isAlone = /^(?:IfStatement|AssignStatement|ReturnStatement|ParenthesizedExpression)$/.test(call.parent?.name ?? '');
  return {
    title: `Ask the header 'x-requested-with'`,
    explanation: `Django 4.0 took 'is_ajax' away: it asked this header.`,
    edits: [replace(call.from, call.to, isAlone ? test : `(${test})`)],
    variant: 'header-for-is-ajax',
  };
}

/** A field of a model needs its type written: `limit = 10` → `limit: int = 10`. */
function annotated(file: PythonFile): Proposal | undefined {
  const [, name = ''] = /detected: `(\w+) = /.exec(file.context.problem.message) ?? [];
  const found: { readonly target: SyntaxNode; readonly type: string }[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'AssignStatement' || ref.node.parent?.parent?.name !== 'ClassDefinition') return;
      const parts = children(ref.node);
      const [target, op, value] = parts;
      if (parts.length !== 3 || target?.name !== 'VariableName' || op?.name !== 'AssignOp' || !value || textOf(file, target) !== name)
        return;
      const type = plainType(file, value, file.scopes.scopeAt(value.from));
      if (type && /^(?:str|int|float|bool|bytes)$/.test(type)) found.push({ target, type });
    },
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  return {
    title: `Write the type: '${name}: ${only.type}'`,
    explanation: `Every field of a pydantic model has its type written; the value is ${only.type === 'int' ? 'an int' : `a ${only.type}`}.`,
    edits: [insert(only.target.to, `: ${only.type}`)],
    variant: 'type-of-value',
  };
}

/** `nickname: Optional[str]` was None where it was not given; it has to say so: `nickname: Optional[str] = None`. */
async function withoutDefault(file: PythonFile): Promise<Proposal | undefined> {
  const { message } = file.context.problem;
  const model = /for (\w+)/.exec(message)?.[1] ?? '';
  const missing = [...message.matchAll(/\n(\w+)\n {2}Field required\b/g)].map((match) => match[1] ?? '');
  const home = await classHome(file, model);
  if (!home || missing.length === 0 || missing.length > MAX_FIELDS) return undefined;
  const edits = missing.map((name) => optionalField(home, name));
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < missing.length) return undefined;
  return {
    title: `Give '${missing.join("', '")}' the default None`,
    explanation: `Since pydantic 2 an Optional field has no default of its own: without '= None' it must be given.`,
    ...inFile(file, home, known),
    variant: 'default-none',
  };
}

const MAX_FIELDS = 20;

interface ClassHome {
  readonly path: string;
  readonly source: SourceText;
  /** Offsets of the class. */
  readonly from: number;
  readonly to: number;
}

/** Where a class is: in this file, or in the workspace's module it is imported from. */
async function classHome(file: PythonFile, name: string): Promise<ClassHome | undefined> {
  const { context } = file;
  const within = (source: SourceText, at: string): ClassHome | undefined => {
    const [only, ...more] = pythonScopes(source.text).scopes.filter((it) => it.kind === 'class' && it.name === name);
    return only && more.length === 0 ? { path: at, source, from: only.node.from, to: only.node.to } : undefined;
  };
  const own = within(context.source, context.path);
  if (own) return own;
  const it = file.scopes.imports.find((known) => known.member === name);
  if (!it) return undefined;
  const dots = /^\.*/.exec(it.module)?.[0].length ?? 0;
  const parts = it.module.slice(dots).split('.').filter(Boolean);
  const folder = path.dirname(context.path);
  const roots = dots > 0 ? [path.resolve(folder, ...Array<string>(dots - 1).fill('..'))] : [folder, context.workspace.root];
  for (const root of roots)
    for (const at of [`${path.join(root, ...parts)}.py`, path.join(root, ...parts, '__init__.py')]) {
      const text = await context.workspace.files.read(at);
      if (text !== undefined) return within(new SourceText(text), at);
    }
  return undefined;
}

function optionalField({ source, from, to }: ClassHome, name: string): OffsetEdit | undefined {
  const line = new RegExp(`^[ \\t]+${name}[ \\t]*:[ \\t]*([^=#\\n]*[^=#\\s])[ \\t]*(?:#.*)?\\r?$`, 'm').exec(source.text.slice(from, to));
  const [all = '', annotation = ''] = line ?? [];
  if (!line || !/\bOptional\[|\|\s*None$|^None\s*\|/.test(annotation)) return undefined;
  return insert(from + line.index + all.indexOf(annotation) + annotation.length, ' = None');
}

/** `asyncio.get_event_loop().run_until_complete(main())` → `asyncio.run(main())`. */
function runAtOnce(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild ? textOf(file, call.firstChild) : '';
    const [, module] = /^(\w+)\.get_event_loop\(\)\.run_until_complete$/.exec(callee) ?? [];
    const args = argumentsOf(call);
    const [first] = args;
    if (module === undefined || args.length !== 1 || first?.value?.name !== 'CallExpression') continue;
    return {
      title: `Change to '${module}.run(…)'`,
      explanation: `No loop runs of itself any more; '${module}.run' makes one, runs the coroutine and closes it.`,
      edits: [replace(call.from, call.to, `${module}.run(${written(file, first)})`)],
      variant: 'run-for-loop',
    };
  }
  return undefined;
}

/** `plt.style.use("seaborn-white")` → `"seaborn-v0_8-white"`. */
function styleOfVersion(file: PythonFile): Proposal | undefined {
  const [, old = ''] = /^'(seaborn[\w-]*)'/.exec(file.context.problem.message) ?? [];
  const now = old.replace(/^seaborn/, 'seaborn-v0_8');
  const texts = nodesAt(file, 'String').filter((node) => textOf(file, node).slice(1, -1) === old);
  if (texts.length === 0 || old.includes('v0_')) return undefined;
  return {
    title: `Change '${old}' to '${now}'`,
    explanation: `matplotlib 3.6 renamed the styles that follow seaborn: they bear the version they were taken from.`,
    edits: texts.map((node) => replace(node.from + 1, node.to - 1, now)),
    variant: 'style-of-version',
  };
}

/** `orm_mode = True` in the model's settings → `from_attributes = True`. */
async function fromAttributes(file: PythonFile): Promise<Proposal | undefined> {
  const found = callOf(file, 'from_orm');
  const home = found ? await classHome(file, found.at.objectText) : undefined;
  if (!home) return undefined;
  const places = [...home.source.text.slice(home.from, home.to).matchAll(/\borm_mode\b/g)];
  const [only] = places;
  if (!only || places.length > 1) return undefined;
  const edits = [replace(home.from + only.index, home.from + only.index + 'orm_mode'.length, 'from_attributes')];
  return {
    title: `Change 'orm_mode' to 'from_attributes'`,
    explanation: `pydantic 2 calls this setting 'from_attributes'.`,
    ...inFile(file, home, edits),
    variant: 'setting-renamed',
  };
}

const inFile = (file: PythonFile, home: ClassHome, edits: readonly OffsetEdit[]): Pick<Proposal, 'edits' | 'otherFiles'> =>
  home.path === file.context.path ? { edits } : { edits: [], otherFiles: [{ path: home.path, source: home.source, edits }] };

/** `row["name"]` → `row.name`, where the row came out of an `execute`. */
function columnByName(file: PythonFile): Proposal | undefined {
  if (!file.scopes.imports.some((it) => it.module.split('.')[0] === 'sqlalchemy')) return undefined;
  const found: { readonly object: SyntaxNode; readonly from: number; readonly to: number; readonly column: string }[] = [];
  for (const node of nodesAt(file, 'MemberExpression')) {
    const parts = subscriptOf(node);
    const [, column] = (parts && /^\[\s*["'](\w+)["']\s*\]$/.exec(file.text.slice(parts.open.from, parts.close.to))) ?? [];
    if (!parts || column === undefined) continue;
    // A tuple has methods of these names, and nothing that begins with a digit is a name.
    if (/^(?:count|index|\d.*|_.*)$/.test(column) || parts.object.name !== 'VariableName' || !isRow(file, parts.object)) return undefined;
    found.push({ object: parts.object, from: parts.open.from, to: parts.close.to, column });
  }
  const [first] = found;
  if (!first) return undefined;
  return {
    title: `Change to '${textOf(file, first.object)}.${first.column}'`,
    explanation: `Since SQLAlchemy 2.0 a row is a tuple with names: its columns are read as attributes.`,
    edits: found.map((it) => replace(it.from, it.to, `.${it.column}`)),
    variant: 'column-as-attribute',
  };
}

/** Bound by a loop over what was executed, or to its first row. */
function isRow(file: PythonFile, name: SyntaxNode): boolean {
  const scope = file.scopes.scopeAt(name.from);
  const home = file.scopes.resolve(textOf(file, name), scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, name)) ?? []) : [];
  const [only] = bindings;
  if (!only || bindings.length !== 1) return false;
  const statement = enclosing(only.node, 'AssignStatement', 'ForStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression');
  if (!statement) return false;
  const text = textOf(file, statement).split('\n', 1)[0] ?? '';
  if (statement.name === 'AssignStatement') return /\.(?:first|one|one_or_none|fetchone)\(\)$/.test(text) && /\bexecute\(/.test(text);
  const [, over = ''] = /\bin\s+(.+?)(?:\s*:|\]|\)\s*$|$)/.exec(text) ?? [];
  return /\bexecute\(/.test(over) || (/^\w+$/.test(over) && new RegExp(`\\b${over}\\s*=[^=\\n]*\\bexecute\\(`).test(file.text));
}
