// For tests beside the fixers: a text with the problem's place marked, the words of the error, and what the fixers make of it.

import path from 'node:path';
import type { Candidate } from '../../src/engine/patch';
import type { Problem } from '../../src/engine/problem';
import type { PythonInterpreter } from '../../src/engine/project/python-interpreter';
import type { Workspace } from '../../src/engine/project/workspace';
import { signatureOf } from '../../src/engine/detect/signature';
import { openPythonProject } from '../../src/engine/project/python-index';
import { MemoryFiles } from '../../src/engine/project/workspace-files';
import { patched } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';
import { fixerSource } from '../../src/engine/generate/fixer-candidates';
import { generate } from '../../src/engine/generate/generate';
import { pythonFixers } from '../../src/engine/fixers/python/registry';

const ROOT = path.resolve('/work-in-memory');

export interface Tried {
  /** The text after the best candidate; undefined where there is none. */
  readonly after: string | undefined;
  readonly best: Candidate | undefined;
  readonly all: readonly Candidate[];
}

/**
 * `marked` holds the problem's range between « and »; `error` is `NameError: name 'x' is not defined` as a traceback ends,
 * or `reportUndefinedVariable: "x" is not defined` for a checker's diagnostic.
 */
export async function tried(
  marked: string,
  error: string,
  files: Readonly<Record<string, string>> = {},
  interpreter?: PythonInterpreter,
): Promise<Tried> {
  const { problem, source, file, start, end, workspace } = placed(marked, error, files, interpreter);
  const faults: unknown[] = [];
  const all = await generate([fixerSource(pythonFixers)], {
    problem,
    source,
    path: file,
    start,
    end,
    all: [problem],
    workspace,
    signal: new AbortController().signal,
    version: null,
    onFault: (_, fault) => faults.push(fault),
  });
  if (faults.length > 0) throw faults[0];
  const [best] = all;
  const own = best?.edits.find((edit) => edit.path === file);
  return { after: own ? patched(source, own) : undefined, best, all };
}

/** The file's text after each candidate that changes it, best first. */
export async function candidateTexts(marked: string, error: string): Promise<string[]> {
  const { source, file } = placed(marked, error, {});
  const { all } = await tried(marked, error);
  return all.flatMap(({ edits }) => edits.filter((edit) => edit.path === file).map((own) => patched(source, own)));
}

/** The problem in its text, and a workspace of the text and the files. */
export function placed(marked: string, error: string, files: Readonly<Record<string, string>>, interpreter?: PythonInterpreter) {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const source = new SourceText(marked.replace(/[«»]/g, ''));
  const [errorType = '', ...rest] = error.split(': ');
  const message = rest.join(': ');
  const file = path.join(ROOT, 'app.py');
  const range = source.range(start, end);
  const problem: Problem = {
    origin: /^report/.test(errorType) ? 'diagnostic' : 'terminal',
    language: 'python',
    source: /^report/.test(errorType) ? 'Pyright' : 'python',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: file, range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  const texts = new Map(Object.entries(files).map(([name, text]) => [path.join(ROOT, name), text]));
  texts.set(file, source.text);
  const memory = new MemoryFiles(ROOT, texts);
  const workspace: Workspace = {
    root: ROOT,
    files: memory,
    interpreter,
    python: openPythonProject(ROOT, memory),
    typescript: undefined,
    pythonChecker: undefined,
  };
  return { problem, source, file, start, end, workspace };
}
