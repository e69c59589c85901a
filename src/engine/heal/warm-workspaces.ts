// Folders kept open with their tools warm, one after the other as they are asked for: for a program without an editor, which sees what the disk has.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Memory } from '../learn/memory';
import { openPairStore, type PairStore } from '../learn/store/pair-store';
import { storeMemory } from '../learn/store-memory';
import { openWorkspace, toolsOf, type OpenedWorkspace, type ToolOptions, type Tools } from '../project/open-workspace';
import type { Workspace } from '../project/workspace';
import { DiskFiles } from '../project/workspace-files';

export interface ToolsAt {
  readonly interpreter?: string | undefined;
  readonly typescriptFolders?: readonly string[];
}

export class Workspaces {
  private readonly open = new Map<string, { readonly tools: Tools; readonly opened: Promise<OpenedWorkspace> }>();

  private readonly stores = new Map<string, PairStore | undefined>();
  private readonly stamps = new Map<string, string>();

  /**
   * @param mayStart whether the programs that came with a folder may be started; all may where absent.
   * @param at where tools are that the caller knows of: the chosen interpreter, and folders with a `typescript` package besides our own.
   */
  constructor(
    private readonly onTrouble: (message: string) => void,
    private readonly mayStart?: (root: string) => Promise<boolean>,
    private readonly at: ToolsAt = {},
  ) {}

  async of(root: string): Promise<Workspace> {
    let known = this.open.get(root);
    if (!known) {
      const tools = toolsOf(await this.optionsFor(root));
      known = this.open.get(root) ?? { tools, opened: open(root, tools, this.typescriptFolders) };
      this.open.set(root, known);
    }
    return (await known.opened).workspace;
  }

  private get typescriptFolders(): readonly string[] {
    return [__dirname, ...(this.at.typescriptFolders ?? [])];
  }

  private async optionsFor(root: string): Promise<ToolOptions> {
    const told = new Set<string>();
    return {
      root,
      trusted: true,
      workspacePrograms: (await this.mayStart?.(root)) ?? true,
      ...(this.at.interpreter === undefined ? {} : { interpreter: this.at.interpreter }),
      typescriptFolders: this.typescriptFolders,
      pyright: true,
      inspectWithLinters: true,
      onTrouble: (key: string, message: string) => {
        if (!told.has(key)) this.onTrouble(message);
        told.add(key);
      },
    };
  }

  /** What a folder has taught. */
  memoryOf(root: string): Memory {
    return storeMemory({ storeOf: () => this.storeOf(root) });
  }

  /** The store of a folder; undefined where it can't be used. */
  storeOf(root: string): PairStore | undefined {
    if (!this.stores.has(root)) {
      const opened = openPairStore({ folder: root });
      this.stores.set(root, opened.ok ? opened.value : undefined);
    }
    return this.stores.get(root);
  }

  /**
   * Others may have changed any file of the folder since the last call: where a source changed, appeared or went, all that is warm for it is given up and
   * started anew, for a checker remembers what it has read. Not while the folder is being healed.
   */
  async refresh(root: string): Promise<void> {
    const stamp = await stampOf(root);
    const before = this.stamps.get(root);
    this.stamps.set(root, stamp);
    const known = this.open.get(root);
    if (!known || before === stamp) return;
    this.open.delete(root);
    (await known.opened).dispose();
    known.tools.dispose();
  }

  /** A file was written. */
  changed(file: string): void {
    for (const { opened } of this.open.values()) void opened.then((workspace) => workspace.changed(file));
  }

  dispose(): void {
    for (const { tools } of this.open.values()) tools.dispose();
    this.open.clear();
    for (const store of this.stores.values()) store?.close();
    this.stores.clear();
  }
}

/** The folder as the disk has it, with its tools. */
const open = (root: string, tools: Tools, typescriptFolders: readonly string[]): Promise<OpenedWorkspace> =>
  openWorkspace({ root, trusted: true, typescriptFolders, index: true, files: new DiskFiles(root), tools });

/** Equal where no source of the folder has changed. */
export async function stampOf(root: string): Promise<string> {
  const files = await new DiskFiles(root).list([
    '.py',
    '.pyi',
    '.ts',
    '.tsx',
    '.mts',
    '.cts',
    '.js',
    '.jsx',
    '.mjs',
    '.cjs',
    '.json',
    '.toml',
    '.cfg',
  ]);
  const stamps = files.map((file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return `${file} ${stat?.mtimeMs ?? 0} ${stat?.size ?? 0}`;
  });
  return createHash('sha256').update(stamps.join('\n')).digest('hex');
}
