// ESLint, asked about texts: the folder's own, with the folder's own configuration, which is a program. One warm process a folder.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';
import { SourceText } from '../syntax/source-text';
import { ESLINT_HOST } from './eslint-host';
import { versionOf } from './find-typescript';
import { RpcProcess } from './json-rpc';
import type { Linter, LintFinding, LintFix } from './linter';
import { isInside, liesIn } from '../files/lies-in';

export interface FoundEslint {
  /** The package's folder. Absolute. */
  readonly folder: string;
  /** What says how the files are looked at: it is run. Absolute. */
  readonly config: string;
}

const CONFIGS = [
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`),
  ...['.js', '.cjs', '.yaml', '.yml', '.json', ''].map((ending) => `.eslintrc${ending}`),
];
/** Of a `package.json`, in bytes. */
const MAX_MANIFEST = 1024 * 1024;

/** Folders below the root that are looked into for a configuration of their own, how deep they lie, and how many configurations count. */
const MAX_FOLDERS = 400;
const MAX_DEPTH = 3;
const MAX_CONFIGS = 8;
/** Nobody keeps sources of his own there. */
const PASSED_OVER = /^(?:\..*|node_modules|dist|build|out|coverage|vendor|target|venv|env|__pycache__|site-packages)$/;

/** Of each configuration that files of the folder have, its own, one above it or one below it, the package that would be used. Starts nothing. */
export function findEslints(root: string): FoundEslint[] {
  const configs = [upward(root, configIn), ...configsBelow(root)];
  return configs.flatMap((config) => {
    const folder = config === undefined ? undefined : packageFor(config, root);
    return config !== undefined && folder !== undefined ? [{ folder, config }] : [];
  });
}

/** A configuration above the root is used with the package that the root sees. */
const packageFor = (config: string, root: string): string | undefined =>
  upward(path.dirname(config).length < root.length ? root : path.dirname(config), (at) => {
    const found = path.join(at, 'node_modules', 'eslint');
    return versionOf(found) === undefined ? undefined : found;
  });

function configsBelow(root: string): string[] {
  const found: string[] = [];
  let [level, seen] = [[root], 0];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next = level.flatMap(foldersIn).slice(0, MAX_FOLDERS - seen);
    seen += next.length;
    found.push(...next.flatMap((folder) => configIn(folder) ?? []));
    level = next;
  }
  return found.slice(0, MAX_CONFIGS);
}

function foldersIn(folder: string): string[] {
  try {
    // A link may lead in a circle, or out of the workspace.
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !PASSED_OVER.test(entry.name))
      .map((entry) => path.join(folder, entry.name));
  } catch {
    return [];
  }
}

function configIn(folder: string): string | undefined {
  const name = CONFIGS.find((each) => fs.existsSync(path.join(folder, each)));
  if (name !== undefined) return path.join(folder, name);
  const manifest = path.join(folder, 'package.json');
  try {
    const read: unknown = JSON.parse(readFileText(manifest, MAX_MANIFEST) ?? '{}');
    return typeof read === 'object' && read !== null && 'eslintConfig' in read ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function upward(root: string, find: (folder: string) => string | undefined): string | undefined {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const found = find(folder);
    if (found !== undefined || folder === path.dirname(folder)) return found;
  }
}

const LANGUAGES = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const;

export interface EslintOptions extends FoundEslint {
  readonly root: string;
  /** Whether a look at a whole file asks it too. */
  readonly inspects: boolean;
  /** For one check, in ms. The first one reads the configuration and, for rules about types, the program. */
  readonly timeoutMs?: number;
}

/** The process holds as much as a type checker: one that was not asked for so long gives it back. In ms. */
const IDLE_MS = 2 * 60_000;
/** Starts that fail, or processes that die, before it is left alone. */
const MAX_STARTS = 3;

export function eslintLinter({ folder, config, root, inspects, timeoutMs = 30_000 }: EslintOptions): Linter {
  let rpc: RpcProcess | undefined;
  let starts = 0;
  let over = false;
  let resting: NodeJS.Timeout | undefined;
  let asked = 0;
  const warm = (): RpcProcess | undefined => {
    if (rpc?.alive) return rpc;
    if (over || starts >= MAX_STARTS) return undefined;
    starts++;
    rpc = new RpcProcess({
      command: process.execPath,
      args: ['-e', ESLINT_HOST, folder, path.dirname(config)],
      cwd: path.dirname(config),
      // The editor's own executable is only Node when it is told so.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      onRequest: () => null,
    });
    return rpc;
  };
  const rest = (): void => {
    clearTimeout(resting);
    rpc?.end();
    rpc = undefined;
  };
  return {
    source: 'eslint',
    name: `ESLint ${versionOf(folder) ?? ''}`.trim(),
    languages: LANGUAGES,
    inspects: () => inspects,
    check: async (file, text, _rule, signal) => {
      const now = warm();
      if (!now || !isInside(root, file)) return undefined;
      clearTimeout(resting);
      asked++;
      try {
        const answer = await now.request('lint', { path: file, text }, timeoutMs, signal);
        if (typeof answer === 'string') {
          // One that hangs would keep all later ones waiting.
          if (answer === 'timeout') rest();
          return undefined;
        }
        starts = 0;
        return readEslintMessages(answer.result, text);
      } finally {
        if (--asked === 0) resting = setTimeout(rest, IDLE_MS).unref();
      }
    },
    dispose: () => {
      over = true;
      rest();
    },
  };
}

/** Processes that are kept warm beside each other, each of as much memory as a type checker. */
const MAX_WARM = 2;

/** One linter for all configurations of a folder: each file is looked at by the nearest one above it. */
export function eslintOfFolders(all: readonly FoundEslint[], options: Omit<EslintOptions, keyof FoundEslint>): Linter {
  const open = new Map<FoundEslint, { readonly linter: Linter; asked: number }>();
  const nearest = (file: string): FoundEslint | undefined =>
    all
      .filter(({ config }) => liesIn(path.dirname(config), file))
      .sort((a, b) => path.dirname(b.config).length - path.dirname(a.config).length)[0];
  const warm = (found: FoundEslint): { readonly linter: Linter; asked: number } => {
    const known = open.get(found) ?? { linter: eslintLinter({ ...found, ...options }), asked: 0 };
    // The last one asked stands last.
    open.delete(found);
    open.set(found, known);
    const idle = [...open].filter(([, { asked }]) => asked === 0 && open.size > MAX_WARM)[0];
    if (idle && idle[0] !== found) {
      open.delete(idle[0]);
      idle[1].linter.dispose();
    }
    return known;
  };
  let over = false;
  return {
    source: 'eslint',
    name: `ESLint ${versionOf(all[0]?.folder ?? '') ?? ''}`.trim(),
    languages: LANGUAGES,
    inspects: () => options.inspects,
    check: async (file, text, rule, signal) => {
      const found = over ? undefined : nearest(file);
      if (!found) return undefined;
      const own = warm(found);
      own.asked++;
      try {
        return await own.linter.check(file, text, rule, signal);
      } finally {
        own.asked--;
      }
    },
    dispose: () => {
      over = true;
      for (const { linter } of open.values()) linter.dispose();
      open.clear();
    },
  };
}

/** `messages` of its results; undefined where they are none. Lines and columns are one-based, columns in UTF-16 code units. What does not parse is told by others. */
export function readEslintMessages(messages: unknown, text: string): readonly LintFinding[] | undefined {
  // It counts without the mark that a text may begin with.
  if (!Array.isArray(messages) || text.startsWith('\uFEFF')) return undefined;
  const source = new SourceText(text);
  return messages.flatMap((item: unknown) => finding(item, source) ?? []);
}

function finding(item: unknown, source: SourceText): LintFinding | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { ruleId, severity, message, fatal, line, column, endLine, endColumn, fix, suggestions } = item as Readonly<
    Record<string, unknown>
  >;
  if (typeof ruleId !== 'string' || ruleId === '' || typeof message !== 'string' || fatal === true) return undefined;
  const start = offsetOf(source, line, column);
  if (start === undefined) return undefined;
  const end = Math.max(start, offsetOf(source, endLine, endColumn) ?? start);
  const fixes = [fixOf(fix, '', 'automatic', source)];
  for (const each of Array.isArray(suggestions) ? (suggestions as readonly unknown[]) : []) {
    const { desc, fix: own } = (each ?? {}) as Readonly<Record<string, unknown>>;
    fixes.push(fixOf(own, typeof desc === 'string' ? desc : '', 'suggestion', source));
  }
  return {
    range: source.range(start, end),
    severity: severity === 2 ? 'error' : 'warning',
    code: ruleId,
    message,
    fixes: fixes.filter((each) => each !== undefined),
  };
}

function fixOf(fix: unknown, title: string, kind: LintFix['kind'], source: SourceText): LintFix | undefined {
  const { range, text } = (fix ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(range) || typeof text !== 'string') return undefined;
  const [start, end] = range as readonly unknown[];
  if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
  const [from, to] = [Number(start), Number(end)];
  return from < 0 || to < from || to > source.text.length ? undefined : { kind, title, edits: [{ start: from, end: to, text }] };
}

function offsetOf(source: SourceText, line: unknown, column: unknown): number | undefined {
  if (typeof line !== 'number' || typeof column !== 'number' || line < 1 || column < 1) return undefined;
  const start = source.lineStarts[line - 1];
  return start === undefined ? undefined : Math.min(start + column - 1, source.text.length);
}
