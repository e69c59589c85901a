// The Python files of the workspace as fixers look at them, one after the other.

import { pythonScopes } from '../../../syntax/python-scopes';
import { SourceText } from '../../../syntax/source-text';
import type { FixContext } from '../../fixer';
import { pythonFile, type PythonFile } from './python-file';

/** A file is read, and read into, only where a fixer asks for it. */
export interface WorkspaceFile {
  readonly path: string;
  readonly file: PythonFile;
}

/**
 * Other files than the problem's own, at most `most` of the workspace looked at, those alone whose path and text are `wanted`. Ends early where the
 * question is cancelled: who asks looks at `context.signal` before believing that it has seen all.
 */
export async function* otherPythonFiles(
  context: FixContext,
  most: number,
  wanted: { readonly path?: (path: string) => boolean; readonly text?: (text: string) => boolean } = {},
): AsyncGenerator<WorkspaceFile> {
  const { workspace, signal } = context;
  const { minor } = pythonFile(context);
  for (const path of (await workspace.files.list(['.py'])).slice(0, most)) {
    if (signal.aborted) return;
    if (path === context.path || wanted.path?.(path) === false) continue;
    const text = await workspace.files.read(path);
    if (text === undefined || wanted.text?.(text) === false) continue;
    const source = new SourceText(text);
    yield { path, file: { context: { ...context, source, path }, text, scopes: pythonScopes(text), minor, from: 0, to: 0 } };
  }
}
