// Folders kept open with their tools warm, one after the other as they are asked for: for a program without an editor, which sees what the disk has.

import type { Memory } from '../learn/memory';
import { openPairStore, type PairStore } from '../learn/store/pair-store';
import { storeMemory } from '../learn/store-memory';
import { openWorkspace, toolsOf, type OpenedWorkspace, type ToolOptions, type Tools } from '../project/open-workspace';
import type { Workspace } from '../project/workspace';
import { DiskFiles } from '../project/workspace-files';

export class Workspaces {
  private readonly open = new Map<string, { readonly tools: Tools; readonly opened: Promise<OpenedWorkspace> }>();

  private readonly stores = new Map<string, PairStore | undefined>();

  /** @param mayStart whether the programs that came with a folder may be started; all may where absent. */
  constructor(
    private readonly onTrouble: (message: string) => void,
    private readonly mayStart?: (root: string) => Promise<boolean>,
  ) {}

  async of(root: string): Promise<Workspace> {
    let known = this.open.get(root);
    if (!known) {
      const tools = toolsOf(await this.optionsFor(root));
      known = this.open.get(root) ?? { tools, opened: open(root, tools) };
      this.open.set(root, known);
    }
    return (await known.opened).workspace;
  }

  private async optionsFor(root: string): Promise<ToolOptions> {
    const told = new Set<string>();
    return {
      root,
      trusted: true,
      workspacePrograms: (await this.mayStart?.(root)) ?? true,
      typescriptFolders: [__dirname],
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

  /** Others may have changed any file of the folder: what is known of them is found anew. The tools stay warm. */
  refresh(root: string): void {
    const known = this.open.get(root);
    if (!known) return;
    void known.opened.then((opened) => opened.dispose());
    this.open.set(root, { tools: known.tools, opened: open(root, known.tools) });
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
const open = (root: string, tools: Tools): Promise<OpenedWorkspace> =>
  openWorkspace({ root, trusted: true, typescriptFolders: [__dirname], index: true, files: new DiskFiles(root), tools });
