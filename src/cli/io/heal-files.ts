// What `heal` and `run` share: heal the problems of files on a copy, keep what is needed to show, write and record it.

import * as path from 'node:path';
import {
  applyEdits,
  DiskFiles,
  failure,
  healFile,
  inspectAgain,
  languageOf,
  openPairStore,
  openWorkspace,
  patched,
  SourceText,
  storeMemory,
  success,
  toOffsetEdits,
  toolsOf,
  type ChangedText,
  type HealFileRequest,
  type Memory,
  type OpenedWorkspace,
  type PairStore,
  type Patch,
  type Problem,
  type Result,
  type Tools,
  type Unreadable,
  type Workspace,
} from '../../engine';
import { readSource, type SourceFile } from './source-file';

/** One patch with the texts it was made from and to, for the record. */
export interface HealedStep {
  readonly patch: Patch;
  readonly before: string;
  readonly after: string;
}

export interface Healed {
  readonly file: SourceFile;
  /** The file itself first, where it changes, then others that its patches touch. */
  readonly changes: readonly ChangedText[];
  readonly steps: readonly HealedStep[];
  readonly left: readonly { readonly problem: Problem; readonly why: string }[];
}

/** Warm tools by workspace folder, for one call of the program. */
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
      const workspacePrograms = (await this.mayStart?.(root)) ?? true;
      const told = new Set<string>();
      const options = {
        root,
        trusted: true,
        workspacePrograms,
        typescriptFolders: [__dirname],
        pyright: true,
        index: true,
        inspectWithLinters: true,
        onTrouble: (key: string, message: string) => {
          if (!told.has(key)) this.onTrouble(message);
          told.add(key);
        },
      };
      const tools = toolsOf(options);
      known = { tools, opened: openWorkspace({ ...options, files: new DiskFiles(root), tools }) };
      this.open.set(root, known);
    }
    return (await known.opened).workspace;
  }

  /** What a folder has taught. */
  memoryOf(root: string): Memory {
    return storeMemory({ storeOf: () => this.storeOf(root) });
  }

  /** Undefined where it can't be opened. */
  storeOf(root: string): PairStore | undefined {
    if (!this.stores.has(root)) {
      const opened = openPairStore({ folder: root });
      this.stores.set(root, opened.ok ? opened.value : undefined);
    }
    return this.stores.get(root);
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

export interface HealOptions {
  readonly file: SourceFile;
  readonly problems: readonly Problem[];
  readonly workspace: Workspace;
  readonly memory: Memory;
  readonly signal: AbortSignal;
  readonly onFault: (where: string, error: unknown) => void;
  readonly onProgress?: (message: string) => void;
  /** Asked where rules end. */
  readonly more?: HealFileRequest['more'];
  /** How likely a patch of `more` must be to be taken. */
  readonly minConfidenceOfMore?: number;
}

/** Changes nothing on the disk. */
export async function healSource(options: HealOptions): Promise<Result<Healed, Unreadable | 'no-source'>> {
  const { file, workspace, memory, signal } = options;
  const source = new SourceText(file.text);
  const result = await healFile({
    path: file.path,
    source,
    version: null,
    problems: options.problems,
    workspace,
    memory,
    signal,
    remaining: inspectAgain,
    onFault: options.onFault,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.more ? { more: options.more } : {}),
    ...(options.minConfidenceOfMore === undefined ? {} : { minConfidenceOfMore: options.minConfidenceOfMore }),
  });
  const steps: HealedStep[] = [];
  let text = file.text;
  for (const patch of result.healed) {
    const own = patch.candidate.edits.find((edit) => edit.path === file.path);
    const after = own ? applyEdits(text, toOffsetEdits(new SourceText(text), own.edits)) : text;
    steps.push({ patch, before: text, after });
    text = after;
  }
  const changes: ChangedText[] = text === file.text ? [] : [{ path: file.path, before: file.text, after: text }];
  for (const edit of result.edits) {
    if (edit.path === file.path) continue;
    if (!languageOf(edit.path) && !isSettings(edit.path))
      return failure('no-source', `${edit.path}: a fix wants to change it, but it is no source file.`);
    const other = readSource(edit.path);
    if (!other.ok) return other;
    const { text: before } = other.value;
    changes.push({ path: other.value.path, before, after: patched(new SourceText(before), edit) });
  }
  return success({ file, changes, steps, left: result.left });
}

/** What says how the sources are read: a fix may stand there. */
const isSettings = (file: string): boolean => /^(?:package|[jt]sconfig(?:\.[\w-]+)?)\.json$/.test(path.basename(file));

/** As the user would name it: relative to the current folder where it is below it. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative) ? relative : file;
}
