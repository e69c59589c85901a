// A problem in a folder in memory, as a model is shown it.

import path from 'node:path';
import { gatherModelContext, type ModelContext, type ModelContextRequest, type Redactor } from '../../../src/engine/diagnose/model-context';
import { anyLanguageOf } from '../../../src/engine/language';
import type { Problem } from '../../../src/engine/problem';
import { MemoryFiles } from '../../../src/engine/project/workspace-files';
import { success } from '../../../src/engine/result';
import { patched } from '../../../src/engine/syntax/edits';
import { SourceText } from '../../../src/engine/syntax/source-text';
import type { ReadReply } from '../../../src/engine/generate/model/formats/format';

export const ROOT = '/project';
export const noSecrets: Redactor = async (texts) => success({ texts });

export interface Folder extends Partial<Omit<ModelContextRequest, 'problem' | 'source' | 'workspace'>> {
  /** Texts by relative path; the problem is in the first. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the problem: zero-based, or the first one that holds this text. */
  readonly at?: number | string;
  readonly problem?: Partial<Problem>;
}

export function requestOf({ files, at = 0, problem: more, ...rest }: Folder): ModelContextRequest {
  const [[name = '', text = ''] = []] = Object.entries(files);
  const source = new SourceText(text);
  const start = typeof at === 'string' ? text.indexOf(at) : (source.lineStarts[at] ?? 0);
  const problem: Problem = {
    origin: 'diagnostic',
    language: anyLanguageOf(name) ?? 'python',
    source: 'python',
    errorType: 'NameError',
    message: 'something is wrong',
    signature: { shape: '', holes: {} },
    location: { path: path.join(ROOT, name), range: source.range(start, start + (typeof at === 'string' ? at.length : 0)) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
    ...more,
  };
  const texts = new Map(Object.entries(files).map(([file, content]) => [path.join(ROOT, file), content]));
  const workspace = { root: ROOT, files: new MemoryFiles(ROOT, texts) };
  return { problem, source, version: 1, workspace, redact: noSecrets, ...rest };
}

export async function contextOf(folder: Folder): Promise<ModelContext> {
  const gathered = await gatherModelContext(requestOf(folder));
  if (!gathered.ok) throw new Error(gathered.message);
  return gathered.value;
}

/** The texts after the edits, by relative path; what was said where there are none. */
export function textsAfter(read: ReadReply, shown: ModelContext): Record<string, string> | string {
  if (read.kind === 'no-fix' || read.kind === 'declined') return `${read.kind}: ${read.explanation}`;
  if (read.kind !== 'edits') return `${read.kind}: ${read.faults.join(' ')}`;
  return Object.fromEntries(
    read.edits.map((edit) => {
      const file = shown.files.find((one) => one.path === edit.path);
      return [path.relative(ROOT, edit.path), file ? patched(file.source, edit) : 'not shown'];
    }),
  );
}
