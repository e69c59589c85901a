// Which files the user wrote, told from their paths alone; and how paths in printed errors become absolute ones.
// Pure text: a Windows path means the same on every machine.

import path from 'node:path';

export interface OwnPlaces {
  /** Absolute; empty where unknown. */
  readonly cwd: string;
  readonly roots: readonly string[];
  /** The files that are there; absent where paths are all that is known. */
  readonly files?: KnownFiles;
}

/** The workspace's files, looked up at once. Never throws; nothing is written, nothing is run. */
export interface KnownFiles {
  /** Whether there is such a regular file, in the workspace or outside. */
  exists(path: string): boolean;
  /**
   * Absolute paths of the workspace's own files that end in `suffix` (`src/shop/cart.py`, with slashes). Empty also where there are too many files to know
   * them all: then none can be said to be the only one.
   */
  endingWith(suffix: string): readonly string[];
  /** Where a link leads; undefined where there is no such file. */
  realPath(path: string): string | undefined;
  /** The text of a file of the size of source code; undefined where it can't be read. */
  read(path: string): string | undefined;
}

/** Folders that hold others' code wherever they are. Also: interpreters' libraries and archives. */
const FOREIGN = new RegExp(
  [
    '(?:^|/)(?:site-packages|dist-packages|node_modules|bower_components|\\.venv|venv|\\.virtualenvs|\\.tox|\\.nox|\\.eggs|\\.pyenv|\\.yarn|\\.pnpm-store|__pypackages__)/',
    '(?:^|/)lib(?:64)?/(?:python|pypy)\\d(?:\\.\\d+)?/',
    '(?:^|/)python\\d*/lib/', // Windows: C:\Python311\Lib\json
    // What compilers bring along, and what their package managers fetched.
    '(?:^|/)(?:\\.cargo/(?:registry|git)|\\.rustup|pkg/mod|\\.m2/repository|\\.gradle/caches|\\.nuget/packages)/',
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
    file = placed(printed, places);
    if (files.size >= MAX_KNOWN) files.clear();
    files.set(printed, file);
  }
  return file;
}

/** The module that a bundler names, `webpack-internal:///(rsc)/./src/app.tsx`: its path starts where the bundler ran. */
const BUNDLED = /^(?:webpack|webpack-internal|turbopack|rspack|vite):\/\/(?:[^/]*\/)?(?:\([\w-]+\)\/)?(?:\[project\]\/|\.\/)/;

function placed(printed: string, places: OwnPlaces): PrintedFile {
  const name = printed.replace(BUNDLED, '').replace(/^vscode-remote:\/\/[^/]+(?=\/)/, '');
  const path = filePath(name, places.cwd) ?? '';
  if (path === '') return { path, own: false };
  const { files } = places;
  if (ownFile(path, places))
    return { path: files && !files.exists(path) && !isAbsolute(name) ? (moved(path, name, files) ?? path) : path, own: true };
  const elsewhere = otherNames(path).find((other) => ownFile(other, places));
  if (elsewhere !== undefined) return { path: elsewhere, own: true };
  if (!files || files.exists(path)) return linked(path, places) ?? { path, own: false };
  const found = FOREIGN.test(comparable(path)) || SYSTEM_CODE.test(path) ? undefined : moved(path, name, files);
  return found !== undefined && ownFile(found, places) ? { path: found, own: true } : { path, own: false };
}

const isAbsolute = (name: string): boolean => WINDOWS.test(name) || /^(?:\/|file:)/.test(name);

/** A package of the workspace that is installed as a link to its folder is the user's own. */
function linked(path: string, places: OwnPlaces): PrintedFile | undefined {
  const real = places.files?.realPath(path);
  return real !== undefined && real !== path && ownFile(real, places) ? { path: real, own: true } : undefined;
}

/** The same file as Windows and its Linux name it to each other: `/mnt/c/shop/a.py` is `C:\\shop\\a.py`, `\\\\wsl$\\Ubuntu\\home\\a.py` is `/home/a.py`. */
function otherNames(path: string): readonly string[] {
  const drive = /^\/(?:mnt\/|cygdrive\/)?([a-z])\/(.+)$/.exec(path);
  const shared = /^\\\\(?:wsl\$|wsl\.localhost)\\[^\\]+(\\.+)$/i.exec(path);
  const onDrive = /^([A-Za-z]):\\(.+)$/.exec(path);
  return [
    ...(drive ? [`${drive[1]?.toUpperCase() ?? ''}:\\${(drive[2] ?? '').replaceAll('/', '\\')}`] : []),
    ...(shared ? [(shared[1] ?? '').replaceAll('\\', '/')] : []),
    ...(onDrive ? [`/mnt/${onDrive[1]?.toLowerCase() ?? ''}/${(onDrive[2] ?? '').replaceAll('\\', '/')}`] : []),
  ];
}

/** Where a system keeps its own code: no folder that a workspace is copied to. */
const SYSTEM_CODE = /^\/(?:usr\/(?!src\/)|lib(?:32|64)?\/|bin\/|sbin\/|rustc\/|proc\/|dev\/|sys\/|System\/|Library\/)/;
/** Folders that a workspace is copied to in a container, a function or a CI job: right below them a file's name alone tells. */
const COPIED_TO =
  /^\/(?:app|code|src|srv|site|project|repo|work|workspace|workspaces\/[^/]+|usr\/src(?:\/[^/]+)?|var\/(?:task|www(?:\/html)?)|opt\/[^/]+|home\/[^/]+(?:\/[^/]+)?|github\/workspace|builds(?:\/[^/]+){1,2})\/[^/]+$/;

/**
 * The workspace's file that is meant by a path of another machine or folder: the one that ends in as much of the path as any does, where it is the only
 * one. Of an absolute path more than the file's name must agree, unless it lay where workspaces are copied to.
 */
function moved(path: string, name: string, files: KnownFiles): string | undefined {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && !/^[A-Za-z]:$/.test(part));
  const printed = isAbsolute(name) ? parts : name.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const least = isAbsolute(name) && !COPIED_TO.test(path) ? 2 : 1;
  for (let length = Math.min(printed.length, MAX_SUFFIX); length >= least; length--) {
    const found = files.endingWith(printed.slice(-length).join('/'));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** Folders of one path that are looked for. */
const MAX_SUFFIX = 24;

/** Windows paths do not mind case and slashes. */
function comparable(file: string): string {
  return WINDOWS.test(file) ? file.replaceAll('\\', '/').toLowerCase() : file;
}
