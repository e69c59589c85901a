// For tests beside the fixers that look at other files of the workspace: several files, one with the problem's place marked.

import path from 'node:path';
import type { Candidate } from '../../src/engine/patch';
import type { Frame, Problem } from '../../src/engine/problem';
import { signatureOf } from '../../src/engine/detect/signature';
import { fixerSource } from '../../src/engine/generate/fixer-candidates';
import { generate } from '../../src/engine/generate/generate';
import { pythonFixers } from '../../src/engine/fixers/python/registry';
import { openPythonProject } from '../../src/engine/project/python-index';
import type { PythonInterpreter } from '../../src/engine/project/python-interpreter';
import { MemoryFiles } from '../../src/engine/project/workspace-files';
import { patched } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';

export const ROOT = path.resolve('/work-in-memory');

export interface WorkspaceCase {
  /** By path below the root; one holds the problem's range between « and ». */
  readonly files: Readonly<Record<string, string>>;
  /** As a traceback ends, or `reportX: message` for a checker's diagnostic. */
  readonly error: string;
  /** What was run, in the root. */
  readonly command?: string;
  /** Own frames, outermost first: `path:line` (one-based), with the function behind a blank. */
  readonly frames?: readonly string[];
  readonly interpreter?: PythonInterpreter;
}

/** Texts of the files that the best candidate changes; empty where there is none. */
export async function mended(it: WorkspaceCase): Promise<Record<string, string>> {
  const [best] = await candidatesOf(it);
  const out: Record<string, string> = {};
  for (const edit of best?.edits ?? []) {
    const name = path.relative(ROOT, edit.path).split(path.sep).join('/');
    out[name] = patched(new SourceText((it.files[name] ?? '').replace(/[«»]/g, '')), edit);
  }
  return out;
}

export async function candidatesOf({ files, error, command, frames = [], interpreter }: WorkspaceCase): Promise<readonly Candidate[]> {
  const [name = '', marked = ''] = Object.entries(files).find(([, text]) => text.includes('«')) ?? [];
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const source = new SourceText(marked.replace(/[«»]/g, ''));
  const file = path.join(ROOT, name);
  const [errorType = '', ...rest] = error.split(': ');
  const message = rest.join(': ');
  const isReport = /^report/.test(errorType);
  const problem: Problem = {
    origin: isReport ? 'diagnostic' : 'terminal',
    language: 'python',
    source: isReport ? 'Pyright' : 'python',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: file, range: source.range(start, end) },
    severity: 'error',
    frames: frames.map((frame) => toFrame(frame, files)),
    causes: [],
    related: [],
    ...(command === undefined ? {} : { command: { line: command, cwd: ROOT, exitCode: 1 } }),
  };
  const texts = new Map(Object.entries(files).map(([each, text]) => [path.join(ROOT, each), text.replace(/[«»]/g, '')]));
  const memory = new MemoryFiles(ROOT, texts);
  const faults: unknown[] = [];
  const all = await generate([fixerSource(pythonFixers)], {
    problem,
    source,
    path: file,
    start,
    end,
    all: [problem],
    workspace: {
      root: ROOT,
      files: memory,
      interpreter,
      python: openPythonProject(ROOT, memory),
      typescript: undefined,
      pythonChecker: undefined,
    },
    signal: new AbortController().signal,
    version: null,
    onFault: (_, fault) => faults.push(fault),
  });
  if (faults.length > 0) throw faults[0];
  return all;
}

function toFrame(text: string, files: Readonly<Record<string, string>>): Frame {
  const [, name = '', line = '1', fn] = /^(.*?):(\d+)(?: (\S+))?$/.exec(text) ?? [];
  const row = Number(line) - 1;
  const code = (files[name] ?? '').replace(/[«»]/g, '').split('\n')[row] ?? '';
  return {
    location: { path: path.join(ROOT, name), range: { start: { line: row, character: 0 }, end: { line: row, character: code.length } } },
    ...(fn === undefined ? {} : { name: fn }),
    code: code.trim(),
    own: true,
  };
}
