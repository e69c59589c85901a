// Where the engine reads files from: the disk, a folder in memory, or open documents laid over another source.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readFileBytesAsync, type Unopenable } from '../files/read-file';
import type { WorkspaceFiles } from './workspace';

/** Larger files are not source code that a person wrote; reading them whole would only cost time and memory. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** A listing stops here: knowledge of a workspace is a sample where it is larger. */
const MAX_LISTED = 5_000;
const MAX_VISITED = 100_000;

/** Folders that hold what others wrote or what tools made; never part of the user's own sources. */
export const DEPENDENCY_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  'dist-packages',
  '__pycache__',
  '__pypackages__',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.eggs',
  '.self-heal',
  '.vscode-test',
  '.next',
  '.nuxt',
  '.cache',
  '.yarn',
  '.pnpm-store',
]);

/** Whether the path, relative to its workspace, lies in a folder that is not the user's own. */
export function inDependencyFolder(relative: string): boolean {
  return relative
    .split(/[\\/]/)
    .slice(0, -1)
    .some((part) => DEPENDENCY_FOLDERS.has(part));
}

/** Why a file's bytes are no text that can be healed. */
export type Unreadable = Unopenable | 'binary' | 'not-utf8';

export interface DecodedText {
  /** Without its byte order mark. */
  readonly text: string;
  readonly bom: boolean;
}

/** Bytes as text: strict UTF-8, no NUL. */
export function decodeText(bytes: Uint8Array): DecodedText | 'binary' | 'not-utf8' {
  if (bytes.includes(0)) return 'binary';
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith('\uFEFF') ? { text: text.slice(1), bom: true } : { text, bom: false };
  } catch {
    return 'not-utf8';
  }
}

/** Reads a source file, or says why it can't be read. Never reads more than MAX_FILE_BYTES. */
export async function readText(file: string): Promise<DecodedText | Unreadable> {
  const read = await readFileBytesAsync(file, MAX_FILE_BYTES);
  return read.ok ? decodeText(read.value) : read.reason;
}

/** The disk below `root`; `read` and `exists` also answer for paths outside it, as a traceback may name them. */
export class DiskFiles implements WorkspaceFiles {
  constructor(private readonly root: string) {}

  async read(file: string): Promise<string | undefined> {
    if (!path.isAbsolute(file)) return undefined;
    const read = await readText(file);
    return typeof read === 'string' ? undefined : read.text;
  }

  async exists(file: string): Promise<boolean> {
    if (!path.isAbsolute(file)) return false;
    return fs.access(file).then(
      () => true,
      () => false,
    );
  }

  async bytes(file: string): Promise<Uint8Array | undefined> {
    if (!path.isAbsolute(file)) return undefined;
    const read = await readFileBytesAsync(file, MAX_FILE_BYTES);
    return read.ok ? read.value : undefined;
  }

  async list(extensions: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    let visited = 0;
    /** Rules of the .gitignore files from the root down to a folder, each with the folder it speaks of. */
    type Rules = readonly { readonly folder: string; readonly rules: Ignore }[];
    const queue: { folder: string; rules: Rules }[] = [{ folder: this.root, rules: [] }];
    // Breadth first: where the listing is cut, what lies near the root is kept.
    for (let next = queue.shift(); next && found.length < MAX_LISTED && visited < MAX_VISITED; next = queue.shift()) {
      const { folder } = next;
      const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
      let { rules } = next;
      if (entries.some((entry) => entry.name === '.gitignore')) {
        const text = await this.read(path.join(folder, '.gitignore'));
        if (text) rules = [...rules, { folder, rules: ignore().add(text) }];
      }
      const ignored = (file: string, directory: boolean): boolean =>
        rules.some((known) => known.rules.ignores(path.relative(known.folder, file).split(path.sep).join('/') + (directory ? '/' : '')));
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        visited++;
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!DEPENDENCY_FOLDERS.has(entry.name) && !ignored(file, true)) queue.push({ folder: file, rules });
        } else if (entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)) && !ignored(file, false)) {
          found.push(file);
          if (found.length >= MAX_LISTED) break;
        }
      }
    }
    return found;
  }
}

/** A folder that exists in memory only. Paths are absolute and normalised by whoever fills the map. */
export class MemoryFiles implements WorkspaceFiles {
  constructor(
    private readonly root: string,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  read(file: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(file));
  }

  exists(file: string): Promise<boolean> {
    if (this.texts.has(file)) return Promise.resolve(true);
    const folder = file.endsWith('/') ? file : `${file}/`;
    for (const known of this.texts.keys()) if (known.startsWith(folder)) return Promise.resolve(true);
    return Promise.resolve(false);
  }

  list(extensions: readonly string[]): Promise<readonly string[]> {
    return Promise.resolve(
      [...this.texts.keys()].filter(
        (file) => !inDependencyFolder(path.relative(this.root, file)) && extensions.some((extension) => file.endsWith(extension)),
      ),
    );
  }
}

/** What lies in `over` hides what lies in `under`. */
export class OverlayFiles implements WorkspaceFiles {
  constructor(
    private readonly over: WorkspaceFiles,
    private readonly under: WorkspaceFiles,
  ) {}

  async read(file: string): Promise<string | undefined> {
    return (await this.over.read(file)) ?? this.under.read(file);
  }

  async exists(file: string): Promise<boolean> {
    return (await this.over.exists(file)) || this.under.exists(file);
  }

  async bytes(file: string): Promise<Uint8Array | undefined> {
    return (await this.over.bytes?.(file)) ?? this.under.bytes?.(file);
  }

  async list(extensions: readonly string[]): Promise<readonly string[]> {
    const [over, under] = await Promise.all([this.over.list(extensions), this.under.list(extensions)]);
    return [...new Set([...over, ...under])];
  }
}
