// One line of `batch`: a recorded case read into the engine's contracts. The only place where its one-based coordinates are converted.
// A case's text is data: nothing of it is executed, no path of it is opened, and its answers (`after`, `oracle`, `meta`) are not looked at.

import * as path from 'node:path';
import {
  detectText,
  failure,
  isHealed,
  isReportedTwice,
  MAX_FILE_BYTES,
  problemFromDiagnostic,
  signatureOf,
  SourceText,
  success,
  type Failure,
  type FailedCommand,
  type LanguageId,
  type Position,
  type Problem,
  type Range,
  type Result,
} from '../../engine';
import { shellLine } from '../io/shell-line';

export interface BatchCase {
  /** Absolute, below `root`. */
  readonly path: string;
  readonly source: SourceText;
  readonly bom: boolean;
  /** The reported problem first, then the others of the file. */
  readonly problems: readonly Problem[];
  /** The whole virtual folder by absolute path, the case's own file included. */
  readonly files: ReadonlyMap<string, string>;
  readonly root: string;
  /** `root` is a real folder that holds the rest of the workspace. */
  readonly onDisk: boolean;
  /** TypeScript's options where the case says them; else its tsconfig.json does, as in an editor. */
  readonly compilerOptions: Readonly<Record<string, unknown>> | undefined;
  /** The program that fails, where the case has one. */
  readonly command: FailedCommand | undefined;
}

/** Where a case that names no real folder lives. Nothing on a disk is called so. */
export const VIRTUAL_ROOT = path.resolve('/self-heal-case');

/** The case that a line tells, or why it tells none, and the id to answer it with; null where it has none. */
export function readCase(line: string): { readonly id: string | number | null; readonly read: Result<BatchCase, 'no-case'> } {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { id: null, read: refused('not JSON') };
  }
  if (!isRecord(raw)) return { id: null, read: refused('not an object') };
  const id = raw['id'];
  return { id: typeof id === 'string' || typeof id === 'number' ? id : null, read: toCase(raw) };
}

const refused = (why: string): Failure<'no-case'> => failure('no-case', why);

function toCase(raw: Readonly<Record<string, unknown>>): Result<BatchCase, 'no-case'> {
  const before = raw['before'];
  if (typeof before !== 'string') return refused("no text in 'before'");
  if (before.length > MAX_FILE_BYTES) return refused('the text is too large to be source code');
  const language = raw['language'];
  if (typeof language !== 'string' || !isHealed(language)) return refused('unknown language');

  const given = raw['root'];
  const onDisk = typeof given === 'string' && path.isAbsolute(given);
  const root = onDisk ? path.normalize(given) : VIRTUAL_ROOT;
  const inside = (name: string): string | undefined => {
    const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
    return parts.length === 0 || parts.includes('..') || name.includes('\0') ? undefined : path.join(root, ...parts);
  };
  const file = typeof raw['path'] === 'string' ? inside(raw['path']) : undefined;
  if (!file) return refused("'path' is no name inside the case");
  const files = new Map<string, string>();
  for (const [name, text] of Object.entries(isRecord(raw['files']) ? raw['files'] : {})) {
    const at = inside(name);
    if (!at) return refused('a name in files leads out of the case');
    if (typeof text === 'string') files.set(at, text);
  }
  const bom = before.startsWith('\uFEFF');
  const source = new SourceText(bom ? before.slice(1) : before);
  files.set(file, source.text);

  const errorType = typeof raw['error_type'] === 'string' ? raw['error_type'] : '';
  const message = typeof raw['message'] === 'string' ? raw['message'] : '';
  const traceback = typeof raw['traceback'] === 'string' ? raw['traceback'] : undefined;
  const own = (Array.isArray(raw['ranges']) ? raw['ranges'] : [])
    .map((range) => toRange(range, source, language))
    .filter((range) => range !== undefined);
  const first = own[0];
  if (!first) return refused('no place in ranges');
  const base = { language, path: file, severity: toSeverity(raw['category']) };
  const reported =
    traceback === undefined
      ? diagnostic(base, errorType, message, first)
      : (detected(base, traceback, errorType, first, root) ?? runtimeFailure(base, errorType, message, first));
  const others: Problem[] = own.slice(1).map((range) => ({ ...reported, location: { path: file, range } }));
  for (const other of Array.isArray(raw['all_diagnostics']) ? raw['all_diagnostics'] : []) {
    if (!isRecord(other) || typeof other['message'] !== 'string') continue;
    const range = toRange(other, source, language);
    if (!range) continue;
    const code = other['code'];
    const type = typeof code === 'number' ? `TS${code}` : typeof code === 'string' ? code : errorType;
    const known = diagnostic({ ...base, severity: toSeverity(other['category']) }, type, other['message'], range);
    // A mistake seen by several (a squiggle of the language server and a traceback) counts once, as in an editor.
    if (![reported, ...others].some((before) => isReportedTwice(before, known))) others.push(known);
  }
  return success({
    path: file,
    source,
    bom,
    files,
    root,
    onDisk,
    problems: [reported, ...others],
    compilerOptions: isRecord(raw['options']) ? raw['options'] : undefined,
    command: toCommand(raw['cmd'], root, language),
  });
}

interface Base {
  readonly language: LanguageId;
  readonly path: string;
  readonly severity: Problem['severity'];
}

function diagnostic({ language, path: file, severity }: Base, code: string, message: string, range: Range): Problem {
  return problemFromDiagnostic({ path: file, language, source: language === 'python' ? 'Pyright' : 'ts', code, message, range, severity });
}

/** What the traceback tells besides: frames and causes. Its own place may name the file as the interpreter was given it, so the reported one counts. */
function detected(base: Base, traceback: string, errorType: string, range: Range, root: string): Problem | undefined {
  const found = detectText(traceback, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
  if (!found || found.errorType !== errorType) return undefined;
  return { ...found, language: base.language, location: { path: base.path, range } };
}

function runtimeFailure(base: Base, errorType: string, message: string, range: Range): Problem {
  const bare = message.startsWith(`${errorType}: `) ? message.slice(errorType.length + 2) : message === errorType ? '' : message;
  // An import prints the place of a syntax error behind its message.
  const told = bare.replace(/ \([^()\n]*, line \d+\)$/, '');
  return {
    origin: 'terminal',
    source: base.language === 'python' ? 'python' : 'node',
    errorType,
    message: told,
    language: base.language,
    signature: signatureOf(errorType, told),
    location: { path: base.path, range },
    severity: base.severity,
    frames: [],
    causes: [],
    related: [],
  };
}

/** One-based columns in code points (Python) or UTF-16 units (the others) to LSP. undefined where it is no place. */
function toRange(raw: unknown, source: SourceText, language: LanguageId): Range | undefined {
  if (!isRecord(raw)) return undefined;
  const start = toPosition(raw['startLine'], raw['startCol'], source, language);
  if (!start) return undefined;
  const end = toPosition(raw['endLine'], raw['endCol'], source, language) ?? start;
  return end.line < start.line || (end.line === start.line && end.character < start.character) ? { start, end: start } : { start, end };
}

function toPosition(line: unknown, column: unknown, source: SourceText, language: LanguageId): Position | undefined {
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1) return undefined;
  const at = Math.min(line, source.lineCount) - 1;
  const wanted = typeof column === 'number' && Number.isInteger(column) && column > 0 ? column - 1 : 0;
  const text = source.line(at);
  if (language !== 'python') return { line: at, character: Math.min(wanted, text.length) };
  let character = 0;
  for (let point = 0; point < wanted && character < text.length; point++) character += (text.codePointAt(character) ?? 0) > 0xffff ? 2 : 1;
  return { line: at, character };
}

/** The words of a command as a line of the shell. The interpreter it was recorded with need not be here: the one that is found is used. */
function toCommand(raw: unknown, cwd: string, language: LanguageId): FailedCommand | undefined {
  if (!Array.isArray(raw) || raw.length < 2 || !raw.every((word) => typeof word === 'string')) return undefined;
  const [, ...args] = raw;
  const program = language === 'python' ? 'python3' : 'node';
  return { line: shellLine([program, ...args]), cwd };
}

function toSeverity(category: unknown): Problem['severity'] {
  if (category === 'warning' || category === 'information') return category;
  if (category === 'suggestion' || category === 'hint' || category === 'message') return 'hint';
  return 'error';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
