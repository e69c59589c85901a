// The files that a problem is told from: its own as it is open, others of the workspace as they are read, none that is not to be sent.

import path from 'node:path';
import { anyLanguageOf, type LanguageId } from '../../language';
import { staysIn } from '../../project/inside-folder';
import type { Workspace } from '../../project/workspace';
import { inDependencyFolder } from '../../project/workspace-files';
import { definitionsIn, type Definition } from '../../syntax/functions';
import { SourceText } from '../../syntax/source-text';

export interface SceneFile {
  /** Absolute. */
  readonly path: string;
  readonly version: number | null;
  readonly language: LanguageId;
  readonly source: SourceText;
  /** In the order of their first lines. */
  readonly definitions: readonly Definition[];
}

/** Files beside the problem's own that are read for one context. */
const MAX_FILES = 16;
/** Of one of them, in UTF-16 units: a larger one is no source that a person wrote. */
const MAX_LENGTH = 200_000;

export class Scene {
  private readonly known = new Map<string, Promise<SceneFile | undefined>>();

  constructor(
    readonly own: SceneFile,
    private readonly workspace: Pick<Workspace, 'root' | 'files'>,
    private readonly isExcluded: (file: string) => boolean | Promise<boolean>,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.known.set(own.path, Promise.resolve(own));
  }

  get root(): string {
    return this.workspace.root;
  }

  /** A source file of the workspace itself; undefined where it is not there, not the user's own, excluded, or leads outside. */
  file(file: string): Promise<SceneFile | undefined> {
    const known = this.known.get(file);
    if (known) return known;
    if (this.known.size > MAX_FILES || this.signal?.aborted) return Promise.resolve(undefined);
    const found = this.read(file).catch(() => undefined);
    this.known.set(file, found);
    return found;
  }

  /** The first of the places that is such a file. */
  async firstOf(files: readonly string[]): Promise<SceneFile | undefined> {
    for (const file of files) {
      if (!this.known.has(file) && !(await this.workspace.files.exists(file))) continue;
      const found = await this.file(file);
      if (found) return found;
    }
    return undefined;
  }

  /** Files beside the problem's own in its folder that are written in its language. */
  async neighbours(): Promise<readonly SceneFile[]> {
    const { own } = this;
    const all = await this.workspace.files.list([path.extname(own.path)]);
    const near = all.filter((file) => path.dirname(file) === path.dirname(own.path) && file !== own.path).slice(0, 6);
    return (await Promise.all(near.map((file) => this.file(file)))).filter((file) => file !== undefined);
  }

  private async read(file: string): Promise<SceneFile | undefined> {
    const language = anyLanguageOf(file);
    const { root, files } = this.workspace;
    if (!language || root === '' || inDependencyFolder(path.relative(root, file)) || !(await staysIn(root, file))) return undefined;
    if (await this.isExcluded(file)) return undefined;
    const text = await files.read(file);
    if (text === undefined || text.length > MAX_LENGTH) return undefined;
    return { path: file, version: null, language, source: new SourceText(text), definitions: await definitionsIn(text, language) };
  }
}

/** The empty last line of a text that ends with a line end is no line. */
export function lineCount(source: SourceText): number {
  return source.lineCount > 1 && source.line(source.lineCount - 1) === '' ? source.lineCount - 1 : source.lineCount;
}
