/**
 * Mistake: two modules that import each other, so that one is asked for a name before it has run that far.
 *
 * Before:  `from shop.cart import Cart`, read in annotations only    After:  the same below `if TYPE_CHECKING:`
 * Before:  the same, used in one function only                       After:  imported within that function
 * Before:  `from myapp import views` above `app = Flask(…)`          After:  the import below what the other module asks for
 *
 * When not: the name is needed while both modules are still being read; or a library reads the annotations when the program runs.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type ImportedName, type NameUse } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { editsIn, otherFile } from '../shared/own-modules';
import { hole, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { addImport } from './import-edit';

export const circularImport: Fixer = {
  id: 'python/circular-import',
  languages: PYTHON,
  family: 'python/imports',
  answers: { families: ['circular-import'] },
  async propose(context) {
    const edges = await importsOfCircle(pythonFile(context));
    for (const way of [forCheckersOnly, belowWhatIsNeeded, withinFunction, belowAllThatIsNeeded])
      for (const edge of edges) {
        const found = way(edge);
        if (found) return [{ ...found, ...editsIn(edge.file, context, found.edits) }];
      }
    return [];
  },
};

/** An import that closes the circle. */
interface Edge {
  readonly file: PythonFile;
  readonly names: readonly ImportedName[];
  readonly node: SyntaxNode;
  /** What the other side asks this file for at that moment; undefined where it is this one that asks. */
  readonly needed: readonly string[] | undefined;
}

/** Innermost first: the import that failed, then those that led to it, back to the module that was not read to its end. */
async function importsOfCircle(file: PythonFile): Promise<Edge[]> {
  const { context } = file;
  const { frames } = context.problem;
  const partial = hole(context, 'module') ?? '';
  const tail = partial.split('.').join('/');
  const isPartial = (name: string): boolean => {
    const path = name.replaceAll('\\', '/');
    return path.endsWith(`/${tail}.py`) || path.endsWith(`/${tail}/__init__.py`);
  };
  const failed = edgeAt(file, file.context.source.lineOf(context.start), undefined);
  if (!failed) return [];
  const out = [failed];
  const own = frames.filter((frame) => frame.own);
  const from = own.slice(0, -1).findLastIndex((frame) => isPartial(frame.location.path));
  let needed = failed.names.flatMap((it) => it.member ?? []);
  for (const frame of from < 0 ? [] : own.slice(from, -1).reverse()) {
    const { path, range } = frame.location;
    const other = await otherFile(file, path);
    if (!other) return out;
    const edge = edgeAt(other, range.start.line, needed);
    // A line that has moved since, or a call: the circle is no longer as it was printed.
    if (!edge) return out;
    out.push(edge);
    needed = edge.names.flatMap((it) => it.member ?? []);
  }
  return out;
}

function edgeAt(file: PythonFile, line: number, needed: readonly string[] | undefined): Edge | undefined {
  const { source } = file.context;
  if (line >= source.lineCount) return undefined;
  const names = file.scopes.imports.filter(
    (it) => it.scope === file.scopes.module && source.lineOf(it.node.from) <= line && source.lineOf(it.node.to) >= line,
  );
  const node = names[0]?.node;
  // Within a `try` or an `if` it is there for a reason of its own.
  return node?.parent?.name === 'Script' &&
    names.every((it) => it.node.from === node.from && it.name !== '*') &&
    !/;/.test(source.line(line))
    ? { file, names, node, needed }
    : undefined;
}

interface Way extends Pick<Proposal, 'title' | 'explanation' | 'variant'> {
  readonly edits: readonly OffsetEdit[];
}

type When = 'at once' | 'in annotations' | 'later';

function whenUsed(use: NameUse): When {
  let isAnnotation = false;
  for (let at: SyntaxNode | null = nodeOf(use), child: SyntaxNode | null = null; at; child = at, at = at.parent) {
    if (at.name === 'TypeDef') isAnnotation = true;
    if ((at.name === 'FunctionDefinition' && child?.name === 'Body') || (at.name === 'LambdaExpression' && child === at.lastChild))
      return isAnnotation && child?.name === 'Body' ? annotationIn(at, use) : 'later';
  }
  return isAnnotation ? 'in annotations' : 'at once';
}

/** An annotation within a function's body: of a variable it is never looked at, of an inner function it is with that function. */
function annotationIn(around: SyntaxNode, use: NameUse): When {
  for (let at: SyntaxNode | null = nodeOf(use); at && at.from > around.from; at = at.parent)
    if (at.name === 'FunctionDefinition') return 'later';
  return 'in annotations';
}

const nodes = new WeakMap<NameUse, SyntaxNode>();
function nodeOf(use: NameUse): SyntaxNode {
  const known = nodes.get(use);
  if (known) return known;
  let top = use.scope.node;
  while (top.parent) top = top.parent;
  const found = top.resolveInner(use.from, 1);
  nodes.set(use, found);
  return found;
}

const usesOf = ({ file, names }: Edge): NameUse[] =>
  file.scopes.uses.filter((use) => names.some((it) => it.name === use.name && file.scopes.resolve(use.name, use.scope) === it.scope));

/** Packages that look at annotations when the program runs. */
const READS_ANNOTATIONS =
  /^(?:pydantic|fastapi|typer|sqlmodel|sqlalchemy|strawberry|msgspec|beartype|typeguard|attrs|attr|injector|litestar|ninja|marshmallow_dataclass|dacite|mashumaro|cattrs|discord|disnake)\b/;

/** The names are only read in annotations: checkers alone need them. */
function forCheckersOnly(edge: Edge): Way | undefined {
  const { file, names, node, needed } = edge;
  const uses = usesOf(edge);
  if (needed !== undefined && names.some((it) => needed.includes(it.name))) return undefined;
  if (uses.length === 0 || uses.some((use) => whenUsed(use) !== 'in annotations')) return undefined;
  if (file.scopes.imports.some((it) => READS_ANNOTATIONS.test(it.module) || it.member === 'get_type_hints')) return undefined;
  const { source } = file.context;
  const statement = textOf(file, node).split(/\r?\n/).join(source.eol);
  const { imports } = file.scopes;
  const guard =
    imports.find((it) => it.member === 'TYPE_CHECKING')?.name ??
    (imports.some((it) => it.name === 'typing' && it.member === undefined) ? 'typing.TYPE_CHECKING' : undefined);
  const edits: OffsetEdit[] = [];
  if (file.minor < 14 && !imports.some((it) => it.module === '__future__' && it.member === 'annotations'))
    edits.push(...addImport(file, { module: '__future__', member: 'annotations' }));
  if (guard === undefined) edits.push(...addImport(file, { module: 'typing', member: 'TYPE_CHECKING' }));
  const indent = indentOf(file);
  const inner = statement
    .split(source.eol)
    .map((line) => (line === '' ? line : indent + line))
    .join(source.eol);
  const block = guard === undefined ? undefined : blockOf(file, guard);
  const [from, to] = wholeLines(file, node);
  if (block !== undefined) edits.push(replace(from, endOfGap(file, to, from), ''), insert(block, `${inner}${source.eol}`));
  else {
    const last = lastImport(file);
    const written = `if ${guard ?? 'TYPE_CHECKING'}:${source.eol}${inner}${source.eol}`;
    const isAlone = importsAtTop(file).length === 1 && edits.length === 0;
    if (last.from === node.from) edits.push(replace(from, to, `${isAlone || isBlankAbove(file, from) ? '' : source.eol}${written}`));
    else edits.push(replace(from, to, ''), insert(wholeLines(file, last)[1], `${source.eol}${written}`));
  }
  const said = names.map((it) => `'${it.name}'`).join(', ');
  return {
    title: `Import ${said} for type checking only`,
    explanation: `The two modules import each other. ${said} ${names.length > 1 ? 'are' : 'is'} only read in annotations, which the running program does not need.`,
    edits,
    variant: 'for-checkers-only',
  };
}

/** Nothing in the file reads what is imported: it is imported for what it does, and can do that below. */
function belowWhatIsNeeded(edge: Edge): Way | undefined {
  return usesOf(edge).length === 0 ? below(edge) : undefined;
}

function belowAllThatIsNeeded(edge: Edge): Way | undefined {
  return below(edge);
}

/** The import moved down to where all that the other module asks for is defined, if nothing before needs it. */
function below(edge: Edge): Way | undefined {
  const { file, node, needed } = edge;
  if (needed === undefined || needed.length === 0) return undefined;
  const { source } = file.context;
  const definitions = needed.flatMap((name) => {
    const bindings = file.scopes.module.bindings.get(name) ?? [];
    const [only] = bindings;
    return only && bindings.length === 1 && only.kind !== 'import' ? [statementAround(only.node)] : [];
  });
  if (definitions.length !== needed.length || definitions.some((it) => it === undefined)) return undefined;
  const last = definitions.reduce((a, b) => ((a?.to ?? 0) > (b?.to ?? 0) ? a : b));
  if (!last || last.from < node.from) return undefined;
  if (usesOf(edge).some((use) => whenUsed(use) !== 'later' && use.from < last.to)) return undefined;
  const [from, to] = wholeLines(file, node);
  const end = endOfStatement(last);
  const next = source.lineStarts[source.lineOf(end) + 1];
  const gap = /^(?:FunctionDefinition|ClassDefinition|DecoratedStatement)$/.test(last.name) ? source.eol.repeat(2) : source.eol;
  const statement = textOf(file, node);
  const after =
    next === undefined
      ? insert(file.text.length, `${source.eol}${gap}${statement}${source.eol}`)
      : insert(next, `${gap}${statement}${source.eol}`);
  // The empty line that set it apart goes with it.
  const isApart = isBlankAbove(file, from) && source.line(source.lineOf(node.to) + 1).trim() === '';
  const wasAlone = isApart ? source.lineStarts[source.lineOf(node.to) + 2] : undefined;
  return {
    title: `Import below ${needed.map((it) => `'${it}'`).join(', ')}`,
    explanation: `The two modules import each other: the other one asks for ${needed.map((it) => `'${it}'`).join(', ')} as soon as it is imported, so that must be there by then.`,
    edits: [replace(from, wasAlone !== undefined && wasAlone <= (next ?? Infinity) ? wasAlone : to, ''), after],
    variant: 'below-what-is-needed',
  };
}

/** More functions than this and the import is a part of each of them by its whole name. */
const MAX_FUNCTIONS = 2;

/** Only used within a function: by the time that is called, both modules have been read. */
function withinFunction(edge: Edge): Way | undefined {
  const { file, names, node } = edge;
  const uses = usesOf(edge);
  if (uses.length === 0 || uses.some((use) => whenUsed(use) !== 'later')) return undefined;
  const functions = [...new Map(uses.flatMap((use) => outermostFunction(use) ?? []).map((it) => [it.from, it])).values()];
  if (functions.length === 0 || functions.length > MAX_FUNCTIONS) return undefined;
  const { source } = file.context;
  if (/\n/.test(textOf(file, node))) return undefined;
  const edits: OffsetEdit[] = [];
  for (const fn of functions) {
    const used = new Set(uses.filter((use) => use.from >= fn.from && use.to <= fn.to).map((use) => use.name));
    if (names.some((it) => used.has(it.name) && rebinds(file, fn, it.name))) return undefined;
    const first = firstStatement(fn);
    if (!first) return undefined;
    const line = source.lineOf(first.from);
    const start = source.lineStarts[line] ?? first.from;
    if (file.text.slice(start, first.from).trim() !== '') return undefined;
    const apart = /^(?:import|from)\b/.test(source.line(line).trim()) ? '' : source.eol;
    edits.push(insert(start, `${file.text.slice(start, first.from)}${statementOf(file, edge, used)}${source.eol}${apart}`));
  }
  const [from, to] = wholeLines(file, node);
  edits.unshift(replace(from, endOfGap(file, to, from), ''));
  const [one] = functions;
  const name = one?.getChild('VariableName');
  return {
    title: functions.length === 1 && name ? `Import within '${textOf(file, name)}'` : 'Import within the functions that use it',
    explanation: `The two modules import each other. What is imported is only used when the function is called, and by then both have been read.`,
    edits,
    variant: 'within-function',
  };
}

function statementOf(file: PythonFile, { names, node }: Edge, used: ReadonlySet<string>): string {
  const wanted = names.filter((it) => used.has(it.name));
  const [first] = wanted;
  if (!first || wanted.length === names.length || first.member === undefined) return textOf(file, node);
  return `from ${first.module} import ${wanted.map((it) => (it.aliased ? `${it.member ?? ''} as ${it.name}` : it.name)).join(', ')}`;
}

function outermostFunction(use: NameUse): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let at: SyntaxNode | null = nodeOf(use); at; at = at.parent) if (at.name === 'FunctionDefinition') found = at;
  return found;
}

/** Whether a function gives the name another meaning. */
function rebinds(file: PythonFile, fn: SyntaxNode, name: string): boolean {
  return file.scopes.scopes.some(
    (scope) =>
      scope.kind === 'function' &&
      scope.node.from === fn.from &&
      scope.node.to === fn.to &&
      (scope.bindings.has(name) || scope.globals.has(name)),
  );
}

/** Below the docstring. */
function firstStatement(fn: SyntaxNode): SyntaxNode | undefined {
  const body = fn.getChild('Body');
  const all = body ? children(body).filter((it) => it.name !== ':' && it.name !== 'Comment') : [];
  const [first, second] = all;
  const isDocstring = first?.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(first.firstChild?.name ?? '');
  return isDocstring && second ? second : first;
}

function statementAround(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  while (at && at.parent?.name !== 'Script') at = at.parent;
  return at ?? undefined;
}

/** Trees count the line end behind a body to it. */
function endOfStatement(node: SyntaxNode): number {
  let at: SyntaxNode = node;
  while (at.lastChild && /Definition$|Body|Statement$/.test(at.lastChild.name)) at = at.lastChild;
  return at.to;
}

const importsAtTop = (file: PythonFile): SyntaxNode[] => children(file.scopes.tree.topNode).filter((it) => it.name === 'ImportStatement');

/** The last import statement before the first definition. */
function lastImport(file: PythonFile): SyntaxNode {
  const all = children(file.scopes.tree.topNode);
  const end = all.findIndex((it) => /^(?:FunctionDefinition|ClassDefinition|DecoratedStatement)$/.test(it.name));
  const leading = (end < 0 ? all : all.slice(0, end)).filter((it) => it.name === 'ImportStatement');
  return leading.at(-1) ?? importsAtTop(file)[0] ?? file.scopes.tree.topNode;
}

/** Where the next statement goes in a block `if TYPE_CHECKING:` of the file. */
function blockOf(file: PythonFile, guard: string): number | undefined {
  const block = children(file.scopes.tree.topNode).find((it) => it.name === 'IfStatement' && textOf(file, it).startsWith(`if ${guard}:`));
  const last = block?.getChild('Body')?.lastChild;
  if (!last) return undefined;
  return wholeLines(file, last)[1];
}

function wholeLines(file: PythonFile, node: SyntaxNode): [number, number] {
  const { source } = file.context;
  return [source.lineStarts[source.lineOf(node.from)] ?? node.from, source.lineStarts[source.lineOf(node.to) + 1] ?? file.text.length];
}

function isBlankAbove(file: PythonFile, from: number): boolean {
  const { source } = file.context;
  const line = source.lineOf(from);
  return line === 0 || source.line(line - 1).trim() === '';
}

/** Behind the empty line that set an import apart from what follows; where the file began with it, behind all of them. */
function endOfGap(file: PythonFile, to: number, from: number): number {
  const { source } = file.context;
  if (!isBlankAbove(file, from)) return to;
  let line = source.lineOf(to);
  const isBlank = (): boolean => line < source.lineCount - 1 && source.line(line).trim() === '';
  if (from > 0) return isBlank() ? (source.lineStarts[line + 1] ?? to) : to;
  while (isBlank()) line++;
  return source.lineStarts[line] ?? to;
}

function indentOf(file: PythonFile): string {
  return /^([ \t]+)\S/m.exec(file.text)?.[1] ?? '    ';
}
