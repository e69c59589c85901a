// Where a missing import is written: into the statement that already imports from the module, else as a line of its own in its block's order.

import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import type { PythonFile } from '../shared/python-file';
import { isStandardModule } from '../shared/stdlib';

/** `import module [as alias]`, or `from module import member [as alias]`. */
export interface ImportWish {
  readonly module: string;
  readonly member?: string;
  readonly alias?: string;
}

export function importStatement(wish: ImportWish): string {
  const as = wish.alias ? ` as ${wish.alias}` : '';
  return wish.member === undefined ? `import ${wish.module}${as}` : `from ${wish.module} import ${wish.member}${as}`;
}

/** A statement as the index keeps it; undefined where it binds more than one name or is none. */
export function parseImport(statement: string): ImportWish | undefined {
  const from = /^from\s+([.\w]+)\s+import\s+\(?\s*(\w+)(?:\s+as\s+(\w+))?\s*,?\s*\)?$/.exec(statement.trim());
  if (from?.[1] && from[2]) return { module: from[1], member: from[2], ...(from[3] ? { alias: from[3] } : {}) };
  const plain = /^import\s+([.\w]+)(?:\s+as\s+(\w+))?$/.exec(statement.trim());
  return plain?.[1] ? { module: plain[1], ...(plain[2] ? { alias: plain[2] } : {}) } : undefined;
}

export function addImport(file: PythonFile, wish: ImportWish): OffsetEdit[] {
  const statements = topImports(file);
  if (wish.member !== undefined) {
    const same = statements.filter((node) => moduleOf(file.text, node) === wish.module && !/\*/.test(file.text.slice(node.from, node.to)));
    const into = same[0];
    // Several statements from one module are a style of one name a line: keep it.
    if (into && same.length === 1) {
      const edit = intoStatement(file.text, into, wish.alias ? `${wish.member} as ${wish.alias}` : wish.member);
      if (edit) return [edit];
    }
  }
  return [newLine(file, statements, wish)];
}

/** Import statements at the top level of the file, those of the leading part only: not after the first definition. */
function topImports(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (const node of children(file.scopes.tree.topNode)) {
    if (node.name === 'ImportStatement') out.push(node);
    else if (
      (node.name === 'FunctionDefinition' || node.name === 'ClassDefinition' || node.name === 'DecoratedStatement') &&
      out.length > 0
    )
      break;
  }
  return out;
}

function moduleOf(text: string, node: SyntaxNode): string {
  const from = /^from\s+([.\s\w]+?)\s*import\b/.exec(text.slice(node.from, node.to));
  return from?.[1] ? from[1].replace(/\s+/g, '') : '';
}

function intoStatement(text: string, node: SyntaxNode, wanted: string): OffsetEdit | undefined {
  const parts = children(node);
  const after = parts.slice(parts.findIndex((part) => part.name === 'import') + 1);
  const names: { readonly text: string; readonly from: number; readonly to: number }[] = [];
  let start = -1;
  let end = -1;
  for (const part of [...after, undefined]) {
    if (part?.name === 'VariableName' || part?.name === 'as') {
      if (start < 0) start = part.from;
      end = part.to;
    } else if (start >= 0) {
      names.push({ text: text.slice(start, end), from: start, to: end });
      start = -1;
    }
  }
  const last = names.at(-1);
  if (!last) return undefined;
  const sorting = ORDERS.find((order) => names.every((name, i) => i === 0 || order(names[i - 1]?.text ?? '', name.text) <= 0));
  const next = sorting && names.find((name) => sorting(wanted, name.text) < 0);
  const ownLines =
    names.length > 1 ? /\n/.test(text.slice(names[0]?.to ?? 0, names[1]?.from ?? 0)) : /\(\s*\n/.test(text.slice(node.from, last.from));
  const indent = ownLines ? (/[ \t]*$/.exec(text.slice(0, names[0]?.from ?? 0))?.[0] ?? '') : '';
  const eol = /\r\n/.test(text.slice(node.from, node.to)) ? '\r\n' : '\n';
  if (next) return insert(next.from, ownLines ? `${wanted},${eol}${indent}` : `${wanted}, `);
  return insert(last.to, ownLines ? `,${eol}${indent}${wanted}` : `, ${wanted}`);
}

/** isort's default inside a statement: CONSTANTS, Classes, functions; each by name. */
function order(a: string, b: string): number {
  const kind = (name: string): number => (/^[A-Z0-9_]+$/.test(name) && name.length > 1 ? 0 : /^_*[A-Z]/.test(name) ? 1 : 2);
  return kind(a) - kind(b) || plain(a, b);
}

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** How people sort the names of a statement; the first that holds is theirs. */
const ORDERS: readonly ((a: string, b: string) => number)[] = [order, (a, b) => plain(a.toLowerCase(), b.toLowerCase()), plain];

const sectionOf = (module: string): number =>
  module === '__future__' ? 0 : module.startsWith('.') ? 3 : isStandardModule(module.split('.')[0] ?? '') ? 1 : 2;

function newLine(file: PythonFile, statements: readonly SyntaxNode[], wish: ImportWish): OffsetEdit {
  const {
    text,
    context: { source },
  } = file;
  const line = importStatement(wish);
  const rows = statements
    .filter((node) => !/;/.test(source.line(source.lineOf(node.from))))
    .map((node) => {
      const from = moduleOf(text, node);
      const module = from || (/^import\s+([.\w]+)/.exec(text.slice(node.from, node.to))?.[1] ?? '');
      return { node, module, from: from !== '', section: sectionOf(module) };
    });
  const mine = { module: wish.module, from: wish.member !== undefined, section: sectionOf(wish.module) };
  const block = rows.filter((row) => row.section === mine.section);
  const mixed = block.some((row, i) => row.from && block.slice(i + 1).some((later) => !later.from));
  const key = (row: { readonly module: string; readonly from: boolean }): string =>
    `${mixed ? '' : row.from ? '1' : '0'} ${row.module.toLowerCase()}`;
  if (block.length > 0) {
    const next = block.find((row) => key(row) > key(mine));
    if (next) return insert(lineStart(file, next.node.from), `${line}${source.eol}`);
    return insert(...afterLine(file, block.at(-1)?.node.to ?? 0, line));
  }
  const earlier = rows.filter((row) => row.section < mine.section).at(-1);
  if (earlier) {
    const [at, written] = afterLine(file, earlier.node.to, line);
    // Groups of imports stand apart by an empty line.
    return insert(at, `${source.eol}${written}`);
  }
  const later = rows[0];
  if (later) return insert(lineStart(file, later.node.from), `${line}${source.eol}${later.section === mine.section ? '' : source.eol}`);
  return firstImport(file, line);
}

function lineStart(file: PythonFile, offset: number): number {
  const { source } = file.context;
  return source.lineStarts[source.lineOf(offset)] ?? 0;
}

/** Offset and text of a line written below the line that holds `offset`. */
function afterLine(file: PythonFile, offset: number, line: string): [number, string] {
  const { source } = file.context;
  const next = source.lineStarts[source.lineOf(offset) + 1];
  return next === undefined ? [source.text.length, `${source.eol}${line}`] : [next, `${line}${source.eol}`];
}

/** A file without imports: below its docstring or its leading comments, an empty line after it where code follows at once. */
function firstImport(file: PythonFile, line: string): OffsetEdit {
  const {
    text,
    context: { source },
  } = file;
  const top = children(file.scopes.tree.topNode).filter((node) => node.name !== 'Comment');
  const first = top[0];
  const docstring =
    first?.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(first.firstChild?.name ?? '') ? first : undefined;
  if (docstring) {
    const [at, written] = afterLine(file, docstring.to, line);
    return insert(at, `${source.eol}${written}`);
  }
  let at = 0;
  for (let i = 0; i < source.lineCount; i++) {
    const row = source.line(i);
    if (!row.startsWith('#')) break;
    // A header of comments ends with an empty line; comments that touch the code below belong to it, but a first line for the system stays first.
    if (/^#!|^#.*coding[:=]/.test(row) || source.line(i + 1).trim() === '' || source.line(i + 1).startsWith('#'))
      at = source.lineStarts[i + 1] ?? text.length;
  }
  if (at > 0 && source.line(source.lineOf(at)).trim() === '' && at < text.length) at = source.lineStarts[source.lineOf(at) + 1] ?? at;
  const below = source.line(source.lineOf(at)).trim();
  const gap = below === '' || /^(?:import|from)\b/.test(below) || top.length <= 3 ? '' : source.eol;
  return insert(at, `${line}${source.eol}${/^(?:def|class|@|async)\b/.test(below) ? source.eol + source.eol : gap}`);
}
