// Which files the user wrote, told from their paths alone; and how paths in printed errors become absolute ones.
// Pure text: a Windows path means the same on every machine.

import path from 'node:path';

export interface OwnPlaces {
  /** Absolute; empty where unknown. */
  readonly cwd: string;
  readonly roots: readonly string[];
}

/** Folders that hold others' code wherever they are. Also: interpreters' libraries and archives. */
const FOREIGN = new RegExp(
  [
    '(?:^|/)(?:site-packages|dist-packages|node_modules|bower_components|\\.venv|venv|\\.virtualenvs|\\.tox|\\.nox|\\.eggs|\\.pyenv|\\.yarn|\\.pnpm-store|__pypackages__)/',
    '(?:^|/)lib(?:64)?/(?:python|pypy)\\d(?:\\.\\d+)?/',
    '(?:^|/)python\\d*/lib/', // Windows: C:\Python311\Lib\json
    '\\.(?:zip|egg|whl|pyz|asar)/',
    '(?:^|/)\\.pnp\\.[cm]?js$',
    // Compiled code names its sources as they lay where it was built; templates are run by a library.
    '\\.(?:pyx|pxd|pxi|so|pyd|html?|xml|j2|jinja2?|mako)$',
  ].join('|'),
  'i',
);

/** Devices and processes, which no workspace holds but one that is the whole machine. */
const SYSTEM = /^\/(?:dev|proc|sys)\//;

const WINDOWS = /^[A-Za-z]:[\\/]|^\\\\/;
/** `\\server\share\file`, not a server or a share alone, nor a device (`\\.\pipe\x`). */
const WHOLE_WINDOWS = /^(?:\\\\\?\\)?[A-Za-z]:\\|^\\\\[^\\.?][^\\]*\\[^\\]+\\[^\\]/;

/**
 * The absolute path of a file as an error names it (plain, relative, `file://` URL); undefined where it names no file:
 * `<stdin>`, `<frozen importlib._bootstrap>`, `node:internal/…`, `<anonymous>`, `[eval]`, `webpack://…`, or a relative path
 * without a folder to start from. No path holds control characters.
 */
export function filePath(printed: string, cwd: string): string | undefined {
  let name = printed.trim();
  if (name.startsWith('file://')) {
    try {
      name = decodeURIComponent(name.slice('file://'.length));
    } catch {
      return undefined;
    }
    // file:///C:/x is C:/x, file://server/share is \\server\share.
    if (/^\/[A-Za-z]:[\\/]/.test(name)) name = name.slice(1);
    else if (!name.startsWith('/')) name = `\\\\${name}`;
  }
  if (name === '' || name.length > 4096 || /^[<[(]|[\0-\x1f\x7f-\x9f]/.test(name) || /^[a-z][a-z0-9+.-]+:/i.test(name)) return undefined;
  if (WINDOWS.test(name)) {
    const file = path.win32.normalize(name);
    return WHOLE_WINDOWS.test(file) ? file : undefined;
  }
  if (name.startsWith('/')) return path.posix.normalize(name);
  if (cwd === '') return undefined;
  return WINDOWS.test(cwd) ? path.win32.join(cwd, name) : path.posix.join(cwd, name.replaceAll('\\', '/'));
}

/**
 * Whether an absolute path is the user's own code: inside a workspace folder or the folder the command ran in, and below it
 * not in a library, a dependency folder or an interpreter.
 */
export function ownFile(file: string, places: OwnPlaces): boolean {
  const name = comparable(file);
  for (const place of [...places.roots, places.cwd]) {
    if (place === '') continue;
    const folder = comparable(place).replace(/\/+$/, '');
    if (folder === '' && SYSTEM.test(name)) continue;
    if (name.startsWith(`${folder}/`) && !FOREIGN.test(name.slice(folder.length))) return true;
  }
  return false;
}

export interface PrintedFile {
  /** Absolute; empty where no file is named. */
  readonly path: string;
  readonly own: boolean;
}

/** Files that are remembered of one text: stacks name the same few over and over. */
const MAX_KNOWN = 256;
const known = new WeakMap<OwnPlaces, Map<string, PrintedFile>>();

/** The file that a printed error names (`filePath`), and whether the user wrote it (`ownFile`). */
export function printedFile(printed: string, places: OwnPlaces): PrintedFile {
  const files = known.get(places) ?? new Map<string, PrintedFile>();
  known.set(places, files);
  let file = files.get(printed);
  if (!file) {
    const path = filePath(printed, places.cwd) ?? '';
    file = { path, own: path !== '' && ownFile(path, places) };
    if (files.size >= MAX_KNOWN) files.clear();
    files.set(printed, file);
  }
  return file;
}

/** Windows paths do not mind case and slashes. */
function comparable(file: string): string {
  return WINDOWS.test(file) ? file.replaceAll('\\', '/').toLowerCase() : file;
}
