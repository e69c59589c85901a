// The open workspace folders: each has its own knowledge (index, interpreter, TypeScript), settings and store.
// A document belongs to the innermost folder that holds it; one outside all folders has a folder of its own and no store.

import * as path from 'node:path';
import { isInside, type OpenedWorkspace, openWorkspace, type Registered, type Workspace } from '../../engine';
import type { ClientState } from './client-state';
import type { Documents } from './documents';
import type { Log } from './log';
import { fileOf } from './paths';
import { isFileExcluded } from './settings';

export class Folders {
  private roots: readonly string[] = [];
  /** At most this many folders are kept warm: files outside the workspace each bring their own. */
  private static readonly MAX_WARM = 8;
  private readonly opened = new Map<string, Promise<OpenedWorkspace>>();

  constructor(
    private readonly client: ClientState,
    private readonly documents: Documents,
    private readonly log: Log,
    private readonly registered: Registered,
  ) {}

  setRoots(roots: readonly string[]): void {
    this.roots = [...roots];
    for (const root of this.opened.keys()) if (!roots.includes(root)) this.close(root);
  }

  /** The workspace folder a document belongs to; undefined outside all of them. */
  rootOf(document: string): string | undefined {
    const file = fileOf(document);
    if (!path.isAbsolute(file)) return this.roots.length === 1 ? this.roots[0] : undefined;
    return this.roots.filter((root) => isInside(root, file)).sort((a, b) => b.length - a.length)[0];
  }

  get all(): readonly string[] {
    return this.roots;
  }

  /** Whether the settings of its folder say that a file is never looked at. */
  isExcluded(document: string): boolean {
    const file = fileOf(document);
    const root = this.rootOf(file);
    return isFileExcluded(this.client.settingsOf(root), root, file);
  }

  /** The knowledge a document is healed with. */
  async workspaceOf(document: string): Promise<Workspace> {
    const file = fileOf(document);
    const root = this.rootOf(file) ?? (path.isAbsolute(file) ? path.dirname(file) : process.cwd());
    let opened = this.opened.get(root);
    if (!opened) {
      if (this.opened.size >= Folders.MAX_WARM) {
        const outside = [...this.opened.keys()].find((known) => !this.roots.includes(known));
        if (outside) this.close(outside);
      }
      opened = openWorkspace({
        root,
        overlay: (disk) => this.documents.overlay(disk),
        // Nothing is started from or for a folder that is not trusted.
        trusted: this.client.trusted,
        interpreter: this.client.settings.interpreters[root],
        typescriptFolders: this.client.typescriptFolders,
        noLinters: this.client.linterExtensions,
        registered: this.registered,
        // A file outside every folder does not make its whole directory a project.
        index: this.roots.includes(root),
        // Fixes are offered without the tool, so it is no trouble for the status item.
        onTrouble: (key, message) => this.log.info(`${key}: ${message}`),
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

  dispose(): void {
    this.reopen();
  }

  private close(root: string): void {
    void this.opened.get(root)?.then(
      (opened) => opened.dispose(),
      () => undefined,
    );
    this.opened.delete(root);
  }
}
