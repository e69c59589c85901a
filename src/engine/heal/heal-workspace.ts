// Heals the problems of many files on copies, the most urgent file first; each sees what was healed before it.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import type { Workspace, WorkspaceFiles } from '../project/workspace';
import { healFile, urgencyOf, type HealFileRequest, type HealedFile } from './heal-file';
import { toOffsetEdits, toTextEdits } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { SourceText } from '../syntax/source-text';

export interface FileToHeal {
  readonly path: string;
  readonly source: SourceText;
  /** The open document's version; null where it is not open. */
  readonly version: number | null;
  readonly problems: readonly Problem[];
}

export interface HealWorkspaceRequest extends Omit<
  HealFileRequest,
  'path' | 'source' | 'version' | 'problems' | 'workspace' | 'onProgress'
> {
  readonly files: readonly FileToHeal[];
  readonly workspaceOf: (path: string) => Promise<Workspace>;
  /** `done` of `total` files have been dealt with. */
  readonly onProgress?: (message: string, done: number, total: number) => void;
}

/** One file of the plan. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** From `before` to `after`, minimal. */
  readonly edits: FileEdit;
  /** Patches of problems of this file, in the order they were made; each was made for the text that the ones before it left. */
  readonly healed: readonly Patch[];
}

export interface HealedWorkspace {
  readonly files: readonly PlannedFile[];
  readonly left: HealedFile['left'];
  readonly ended: 'done' | 'cancelled' | 'out-of-time';
}

/** A whole workspace may take this long; what is not reached is told as left. */
const MAX_MS = 10 * 60_000;

/** Changes nothing; throws only for a bug. */
export async function healWorkspace(request: HealWorkspaceRequest): Promise<HealedWorkspace> {
  const clock = request.now ?? Date.now;
  const began = clock();
  const { files: asked, workspaceOf, onProgress, ...options } = request;
  const pieces = new Map<string, Pieces>(asked.map(({ path, source }) => [path, Pieces.of(source.text)]));
  const versions = new Map(asked.map(({ path, version }) => [path, version]));
  const healed = new Map<string, readonly Patch[]>();
  const left: HealedFile['left'][number][] = [];
  let ended: HealedWorkspace['ended'] = 'done';

  const order = [...asked].sort((a, b) => urgency(a) - urgency(b));
  for (const [done, file] of order.entries()) {
    if (options.signal.aborted) ended = 'cancelled';
    else if (clock() - began > MAX_MS) ended = 'out-of-time';
    if (ended !== 'done') {
      left.push(
        ...file.problems.map((problem) => ({
          problem,
          why: ended === 'cancelled' ? 'you cancelled before its turn' : 'there was no time left',
        })),
      );
      continue;
    }
    onProgress?.(file.path, done, order.length);
    const known = await workspaceOf(file.path);
    const workspace: Workspace = { ...known, files: new Patched(known.files, pieces) };
    const now = pieces.get(file.path) ?? Pieces.of(file.source.text);
    // A patch of an earlier file may have touched this one: its problems are then where they were only by luck, and are looked up anew.
    const touched = now.text !== file.source.text;
    const source = new SourceText(now.text);
    const result = await healFile({
      ...options,
      path: file.path,
      source,
      version: file.version,
      workspace,
      problems: touched
        ? file.problems.filter(({ location: { range } }) => source.slice(range) === file.source.slice(range))
        : file.problems,
    });
    left.push(...result.left);
    if (result.healed.length > 0) healed.set(file.path, result.healed);
    for (const edit of result.edits) {
      const text = pieces.get(edit.path) ?? (await readPieces(known.files, edit.path));
      if (text) pieces.set(edit.path, text.edited(toOffsetEdits(new SourceText(text.text), edit.edits)));
    }
  }

  const files: PlannedFile[] = [];
  for (const [path, all] of pieces) {
    const edits = toTextEdits(new SourceText(all.original), all.edits());
    if (edits.length > 0)
      files.push({
        path,
        before: all.original,
        after: all.text,
        edits: { path, version: versions.get(path) ?? null, edits },
        healed: healed.get(path) ?? [],
      });
  }
  return { files, left, ended };
}

function urgency({ problems }: FileToHeal): number {
  return Math.min(...problems.map(urgencyOf), 3);
}

async function readPieces(files: WorkspaceFiles, path: string): Promise<Pieces | undefined> {
  const text = await files.read(path);
  return text === undefined ? undefined : Pieces.of(text);
}

/** The files with what was healed so far. */
class Patched implements WorkspaceFiles {
  constructor(
    private readonly under: WorkspaceFiles,
    private readonly pieces: ReadonlyMap<string, Pieces>,
  ) {}

  read(path: string): Promise<string | undefined> {
    const known = this.pieces.get(path);
    return known ? Promise.resolve(known.text) : this.under.read(path);
  }

  exists(path: string): Promise<boolean> {
    return this.pieces.has(path) ? Promise.resolve(true) : this.under.exists(path);
  }

  list(extensions: readonly string[]): Promise<readonly string[]> {
    return this.under.list(extensions);
  }
}
