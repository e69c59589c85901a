// The open workspace folders: each has its own knowledge (index, interpreter, TypeScript) and its own store.
// A document belongs to the innermost folder that holds it; one outside all folders has a folder of its own and no store.

import * as path from 'node:path';
import type { Workspace, WorkspaceFiles } from '../../engine/project/workspace';
import { openWorkspace, type OpenedWorkspace } from '../../engine/project/open-workspace';
import { isInside } from './paths';
import type { Settings } from '../../protocol';

export interface FolderOptions {
  /** Open documents laid over the disk. */
  readonly overlay: (disk: WorkspaceFiles) => WorkspaceFiles;
  readonly settings: () => Settings;
  readonly trusted: () => boolean;
  /** Folders to look for a `typescript` package in, after the workspace's own. */
  readonly typescriptFolders: () => readonly string[];
  /** One clear sentence about something that is missing. */
  readonly onTrouble: (key: string, message: string) => void;
}

export class Folders {
  private roots: string[] = [];
  /** At most this many folders are kept warm: files outside the workspace each bring their own. */
  private static readonly MAX_WARM = 8;
  private readonly opened = new Map<string, Promise<OpenedWorkspace>>();

  constructor(private readonly options: FolderOptions) {}

  setRoots(roots: readonly string[]): void {
    this.roots = [...roots];
    for (const root of this.opened.keys()) if (!roots.includes(root)) this.close(root);
  }

  /** The workspace folder a document belongs to; undefined outside all of them. */
  rootOf(file: string): string | undefined {
    if (!path.isAbsolute(file)) return this.roots.length === 1 ? this.roots[0] : undefined;
    return this.roots.filter((root) => isInside(root, file)).sort((a, b) => b.length - a.length)[0];
  }

  get all(): readonly string[] {
    return this.roots;
  }

  /** The knowledge a document is healed with. */
  async workspaceOf(file: string): Promise<Workspace> {
    const root = this.rootOf(file) ?? (path.isAbsolute(file) ? path.dirname(file) : process.cwd());
    let opened = this.opened.get(root);
    if (!opened) {
      if (this.opened.size >= Folders.MAX_WARM) {
        const outside = [...this.opened.keys()].find((known) => !this.roots.includes(known));
        if (outside) this.close(outside);
      }
      const { overlay, settings, trusted, typescriptFolders, onTrouble } = this.options;
      opened = openWorkspace({
        root,
        overlay,
        // Nothing is started from or for a folder that is not trusted.
        trusted: trusted(),
        interpreter: settings().interpreters[root],
        typescriptFolders: typescriptFolders(),
        // A file outside every folder does not make its whole directory a project.
        index: this.roots.includes(root),
        onTrouble,
      });
      this.opened.set(root, opened);
    }
    return (await opened).workspace;
  }

  /** A file changed, appeared or went. */
  changed(file: string): void {
    const root = this.rootOf(file);
    if (root)
      void this.opened.get(root)?.then(
        (opened) => opened.changed(file),
        () => undefined,
      );
  }

  /** Trust or an interpreter changed: everything is opened anew when next asked for. */
  reopen(): void {
    for (const root of [...this.opened.keys()]) this.close(root);
  }

  private close(root: string): void {
    void this.opened.get(root)?.then(
      (opened) => opened.dispose(),
      () => undefined,
    );
    this.opened.delete(root);
  }

  dispose(): void {
    this.reopen();
  }
}
