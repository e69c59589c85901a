// Heals the problems of many files on copies, the most urgent file first; each sees what was healed before it.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import type { Workspace, WorkspaceFiles } from '../project/workspace';
import { healFile, urgencyOf, type HealFileRequest, type HealedFile } from './heal-file';
import { MAX_WORKSPACE_MS } from './limits';
import { PatchChain } from './patch-chain';
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
  /** All patches in the order they were made. */
  readonly steps: readonly Patch[];
  readonly left: HealedFile['left'];
  readonly ended: 'done' | 'cancelled' | 'out-of-time';
}

/** Changes nothing; throws only for a bug. */
export async function healWorkspace(request: HealWorkspaceRequest): Promise<HealedWorkspace> {
  const clock = request.now ?? Date.now;
  const began = clock();
  const { files: asked, workspaceOf, onProgress, ...options } = request;
  const byPath = new Map(asked.map((file) => [file.path, file]));
  let chain = PatchChain.from(async (path) => byPath.get(path)?.source.text ?? (await (await workspaceOf(path)).files.read(path)));
  const healed = new Map<string, readonly Patch[]>();
  const left: HealedFile['left'][number][] = [];
  let ended: HealedWorkspace['ended'] = 'done';

  const order = [...asked].sort((a, b) => urgency(a) - urgency(b));
  for (const [done, file] of order.entries()) {
    if (options.signal.aborted) ended = 'cancelled';
    else if (clock() - began > MAX_WORKSPACE_MS) ended = 'out-of-time';
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
    const workspace: Workspace = { ...known, files: new PatchedFiles(known.files, chain) };
    const source = new SourceText(chain.changed(file.path) ?? file.source.text);
    // A patch of an earlier file may have touched this one: its problems are then where they were only by luck, and are looked up anew.
    const touched = source.text !== file.source.text;
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
    for (const patch of result.healed) chain = await chain.with(patch);
  }

  const files = chain.files().map(({ path, before, after, edits }) => ({
    path,
    before,
    after,
    edits: { path, version: byPath.get(path)?.version ?? null, edits },
    healed: healed.get(path) ?? [],
  }));
  return { files, steps: chain.steps, left, ended };
}

function urgency({ problems }: FileToHeal): number {
  return Math.min(...problems.map(urgencyOf), 3);
}

/** The files with what was healed so far. */
class PatchedFiles implements WorkspaceFiles {
  constructor(
    private readonly under: WorkspaceFiles,
    private readonly chain: PatchChain,
  ) {}

  async read(path: string): Promise<string | undefined> {
    return this.chain.changed(path) ?? (await this.under.read(path));
  }

  async exists(path: string): Promise<boolean> {
    return this.chain.changed(path) !== undefined || (await this.under.exists(path));
  }

  list(extensions: readonly string[]): Promise<readonly string[]> {
    return this.under.list(extensions);
  }
}
