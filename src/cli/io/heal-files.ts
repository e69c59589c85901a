// What `heal` and `run` share: heal the problems of files on a copy, keep what is needed to show, write and record it.

import * as path from 'node:path';
import {
  applyEdits,
  inspectAgain,
  DiskFiles,
  healFile,
  languageOf,
  openWorkspace,
  patched,
  SourceText,
  toOffsetEdits,
  toolsOf,
  type Patch,
  type Problem,
  type Tools,
  type Workspace,
} from '../../engine';
import { readSource, type Refused, type SourceFile } from './source-file';

/** A file with the text it would have. */
export interface Change {
  readonly source: SourceFile;
  readonly text: string;
}

/** One patch with the texts it was made from and to, for the record. */
export interface HealedStep {
  readonly patch: Patch;
  readonly before: string;
  readonly after: string;
}

export interface Healed {
  readonly file: SourceFile;
  /** The file itself first, where it changes, then others that its patches touch. */
  readonly changes: readonly Change[];
  readonly steps: readonly HealedStep[];
  readonly left: readonly { readonly problem: Problem; readonly why: string }[];
}

/** Warm tools by workspace folder, for one call of the program. */
export class Workspaces {
  private readonly open = new Map<string, { readonly tools: Tools; readonly workspace: Promise<Workspace> }>();

  constructor(private readonly onTrouble: (message: string) => void) {}

  of(root: string): Promise<Workspace> {
    let known = this.open.get(root);
    if (!known) {
      const told = new Set<string>();
      const options = {
        root,
        trusted: true,
        typescriptFolders: [__dirname],
        pyright: true,
        index: true,
        onTrouble: (key: string, message: string) => {
          if (!told.has(key)) this.onTrouble(message);
          told.add(key);
        },
      };
      const tools = toolsOf(options);
      known = { tools, workspace: openWorkspace({ ...options, files: new DiskFiles(root), tools }).then(({ workspace }) => workspace) };
      this.open.set(root, known);
    }
    return known.workspace;
  }

  dispose(): void {
    for (const { tools } of this.open.values()) tools.dispose();
    this.open.clear();
  }
}

export interface HealOptions {
  readonly file: SourceFile;
  readonly problems: readonly Problem[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly onFault: (where: string, error: unknown) => void;
  readonly onProgress?: (message: string) => void;
}

/** Changes nothing on the disk. */
export async function healSource(options: HealOptions): Promise<Healed | Refused> {
  const { file, workspace, signal } = options;
  const source = new SourceText(file.text);
  const result = await healFile({
    path: file.path,
    source,
    version: null,
    problems: options.problems,
    workspace,
    signal,
    remaining: inspectAgain,
    onFault: options.onFault,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  const steps: HealedStep[] = [];
  let text = file.text;
  for (const patch of result.healed) {
    const own = patch.candidate.edits.find((edit) => edit.path === file.path);
    const after = own ? applyEdits(text, toOffsetEdits(new SourceText(text), own.edits)) : text;
    steps.push({ patch, before: text, after });
    text = after;
  }
  const changes: Change[] = text === file.text ? [] : [{ source: file, text }];
  for (const edit of result.edits) {
    if (edit.path === file.path) continue;
    const other = languageOf(edit.path)
      ? readSource(edit.path)
      : { refused: `${edit.path}: a fix wants to change it, but it is no source file.` };
    if ('refused' in other) return other;
    changes.push({ source: other, text: patched(new SourceText(other.text), edit) });
  }
  return { file, changes, steps, left: result.left };
}

/** As the user would name it: relative to the current folder where it is below it. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative) ? relative : file;
}
