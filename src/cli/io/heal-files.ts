// What `heal` and `run` share: heal the problems of files on a copy, keep what is needed to show, write and record it.

import * as path from 'node:path';
import {
  applyEdits,
  type ChangedText,
  failure,
  healFile,
  type HealFileRequest,
  inspectAgain,
  languageOf,
  type Memory,
  type Patch,
  patched,
  type Problem,
  readSource,
  type Result,
  type SourceFile,
  SourceText,
  success,
  toOffsetEdits,
  type Unreadable,
  wayDown,
  type Workspace,
} from '../../engine';

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
  /** `brief`: for the person that it needs, Markdown. */
  readonly left: readonly { readonly problem: Problem; readonly why: string; readonly brief?: string }[];
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
  /** Problems that are told and healed; left out: all. */
  readonly isWanted?: (problem: Problem) => boolean;
  /** How likely a patch must be to be taken. */
  readonly minConfidence?: number;
  /** How likely a patch of `more` must be to be taken. */
  readonly minConfidenceOfMore?: number;
  /** What is too complex is left to a person. */
  readonly escalate?: boolean;
}

/** Changes nothing on the disk. */
export async function healSource(options: HealOptions): Promise<Result<Healed, Unreadable | 'no-source'>> {
  const { file, workspace, memory, signal, isWanted } = options;
  const source = new SourceText(file.text);
  const result = await healFile({
    path: file.path,
    source,
    version: null,
    problems: options.problems,
    workspace,
    memory,
    signal,
    remaining: isWanted ? async (asked) => (await inspectAgain(asked)).filter(isWanted) : inspectAgain,
    ...(options.minConfidence === undefined ? {} : { minConfidence: options.minConfidence }),
    onFault: options.onFault,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.more ? { more: options.more } : {}),
    ...(options.escalate ? { escalate: true } : {}),
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
  return wayDown(process.cwd(), file) ?? file;
}
