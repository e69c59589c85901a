// The index behind PythonProject: every Python file of the folder read once, by lines and not by trees, forgotten when it changes.

import * as path from 'node:path';
import type { ImportInUse, PythonProject } from './python-project';
import type { WorkspaceFiles } from './workspace';
import { wayDown } from '../files/lies-in';

/** Files beyond these are not read: knowledge of a huge folder is a sample. */
const MAX_FILES = 3000;
const MAX_FILE = 400_000;
/** Names kept of one file, and of the longest name. */
const MAX_NAMES = 2000;
const MAX_NAME = 120;
/** A build yields to other work after this many ms. */
const SLICE_MS = 15;
/** A build that takes longer answers with what it has; the rest is read when it is asked again. */
const BUDGET_MS = 4000;

interface Indexed {
  /** Dotted name from the root; undefined for a file whose name is no identifier. */
  readonly module: string | undefined;
  readonly exports: readonly string[];
  /** Whole statements that bind one name, by that name. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

export function openPythonProject(root: string, files: WorkspaceFiles): PythonProject {
  return new PythonIndex(root, files);
}

class PythonIndex implements PythonProject {
  private readonly known = new Map<string, Indexed>();
  private listed: readonly string[] | undefined;
  private building: Promise<void> | undefined;
  private stale = true;

  constructor(
    private readonly root: string,
    private readonly files: WorkspaceFiles,
  ) {}

  async importsOf(name: string): Promise<readonly ImportInUse[]> {
    await this.build();
    const counts = new Map<string, number>();
    for (const file of this.known.values())
      for (const statement of new Set(file.imports.get(name) ?? [])) counts.set(statement, (counts.get(statement) ?? 0) + 1);
    return [...counts]
      .map(([statement, count]) => ({ statement, name, files: count }))
      .sort((a, b) => b.files - a.files || (a.statement < b.statement ? -1 : 1));
  }

  async definers(name: string): Promise<readonly string[]> {
    await this.build();
    const out: string[] = [];
    for (const file of this.known.values()) if (file.module && file.exports.includes(name)) out.push(file.module);
    return out.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  async exports(module: string): Promise<readonly string[] | undefined> {
    await this.build();
    let found: Set<string> | undefined;
    for (const file of this.known.values()) {
      if (file.module === undefined) continue;
      if (file.module === module) found = new Set([...(found ?? []), ...file.exports, ...file.imports.keys()]);
      else if (file.module.startsWith(`${module}.`)) (found ??= new Set()).add(file.module.slice(module.length + 1).split('.')[0] ?? '');
    }
    return found ? [...found].sort() : undefined;
  }

  async modules(): Promise<ReadonlySet<string>> {
    await this.build();
    const out = new Set<string>();
    for (const file of this.known.values()) {
      const parts = file.module?.split('.') ?? [];
      for (let i = 1; i <= parts.length; i++) out.add(parts.slice(0, i).join('.'));
    }
    return out;
  }

  changed(file: string): void {
    this.known.delete(file);
    if (!file.endsWith('.py')) return;
    this.stale = true;
    // Only a file that came or went changes the list.
    if (!this.listed?.includes(file)) this.listed = undefined;
  }

  private build(): Promise<void> {
    if (!this.stale) return this.building ?? Promise.resolve();
    this.building ??= this.read().finally(() => (this.building = undefined));
    return this.building;
  }

  private async read(): Promise<void> {
    this.stale = false;
    const start = Date.now();
    this.listed ??= (await this.files.list(['.py']).catch(() => [])).slice(0, MAX_FILES);
    const present = new Set(this.listed);
    for (const file of this.known.keys()) if (!present.has(file)) this.known.delete(file);
    let slice = Date.now();
    for (const file of this.listed) {
      if (this.known.has(file)) continue;
      if (Date.now() - start > BUDGET_MS) {
        this.stale = true;
        return;
      }
      const text = await this.files.read(file).catch(() => undefined);
      if (text !== undefined && text.length <= MAX_FILE)
        this.known.set(file, { module: moduleName(this.root, file), ...skim(text, packageName(this.root, file)) });
      if (Date.now() - slice > SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        slice = Date.now();
      }
    }
  }
}

/** `pkg/mod.py` → `pkg.mod`, `src/pkg/__init__.py` → `pkg`. */
export function moduleName(root: string, file: string): string | undefined {
  const way = wayDown(root, file);
  if (way === undefined) return undefined;
  const parts = way.split(path.sep).join('/').replace(/\.py$/, '').split('/');
  if (parts.length > 1 && (parts[0] === 'src' || parts[0] === 'lib')) parts.shift();
  if (parts.at(-1) === '__init__') parts.pop();
  return parts.length > 0 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)) ? parts.join('.') : undefined;
}

function packageName(root: string, file: string): string {
  const module = moduleName(root, file) ?? '';
  return /[\\/]__init__\.py$/.test(file) ? module : module.split('.').slice(0, -1).join('.');
}

/** Top-level names and single-name imports of a text, by its unindented lines; text in triple quotes is skipped. */
export function skim(text: string, packageOf = ''): Pick<Indexed, 'exports' | 'imports'> {
  const exports = new Set<string>();
  const imports = new Map<string, string[]>();
  const add = (name: string, statement: string): void => {
    if (statement.length > MAX_NAME * 2 || imports.size >= MAX_NAMES) return;
    const known = imports.get(name);
    if (!known) imports.set(name, [statement]);
    else if (known.length < 20) known.push(statement);
  };
  const lines = text.split(/\r\n|\r|\n/);
  let quoted: string | undefined;
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? '';
    if (quoted) {
      const end = line.indexOf(quoted);
      if (end < 0) continue;
      line = line.slice(end + 3);
      quoted = undefined;
    }
    for (const match of line.matchAll(/"""|'''/g)) quoted = quoted === undefined ? match[0] : match[0] === quoted ? undefined : quoted;
    if (line.length > 4000) continue;
    const indented = /^[ \t]/.test(line);
    let statement = line.trim();
    if (/^(?:from\s+[.\w]+\s+)?import\b/.test(statement)) {
      if (/\(\s*(?:#.*)?$/.test(statement) || (statement.includes('(') && !statement.includes(')'))) {
        while (i + 1 < lines.length && !statement.includes(')') && statement.length < 4000)
          statement = `${statement.replace(/#.*$/, '')} ${(lines[++i] ?? '').trim()}`;
      }
      while (statement.endsWith('\\') && i + 1 < lines.length) statement = `${statement.slice(0, -1)} ${(lines[++i] ?? '').trim()}`;
      readImport(statement.replace(/#.*$/, '').trim(), packageOf, add);
      continue;
    }
    if (indented || exports.size >= MAX_NAMES) continue;
    const defined =
      /^(?:async\s+def|def|class)\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(line) ??
      /^([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=]+)?=(?!=)/u.exec(line) ??
      /^type\s+(\w+)\s*(?:\[.*)?=/.exec(line);
    if (defined?.[1] && defined[1].length <= MAX_NAME) exports.add(defined[1]);
  }
  return { exports: [...exports], imports };
}

function readImport(statement: string, packageOf: string, add: (name: string, statement: string) => void): void {
  const from = /^from\s+([.\w]+)\s+import\s+\(?(.*?)\)?\s*;?$/.exec(statement);
  if (from?.[1] && from[2] !== undefined) {
    const module = absolute(from[1], packageOf);
    if (!module) return;
    for (const part of from[2].split(',')) {
      const name = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part);
      if (name?.[1]) add(name[2] ?? name[1], `from ${module} import ${name[1]}${name[2] ? ` as ${name[2]}` : ''}`);
    }
    return;
  }
  const plain = /^import\s+(.*?)\s*;?$/.exec(statement);
  for (const part of (plain?.[1] ?? '').split(',')) {
    const name = /^\s*([.\w]+)(?:\s+as\s+(\w+))?\s*$/.exec(part);
    if (name?.[1]) add(name[2] ?? name[1].split('.')[0] ?? '', `import ${name[1]}${name[2] ? ` as ${name[2]}` : ''}`);
  }
}

/** A relative import of one file means something else in another: it is kept by its absolute name. */
function absolute(module: string, packageOf: string): string | undefined {
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  if (dots === 0) return module;
  const parts = packageOf === '' ? [] : packageOf.split('.');
  if (dots - 1 > parts.length) return undefined;
  const base = parts.slice(0, parts.length - (dots - 1));
  const tail = module.slice(dots);
  return [...base, ...(tail ? [tail] : [])].join('.') || undefined;
}
