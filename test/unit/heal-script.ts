// For the tests of the typed fixers: a text, the error TypeScript reports in it (or a runtime's, with its place marked), and what healing makes of it.
// The compiler runs here instead of in its thread; everything else is the real way from the problem to proved patches.

import path from 'node:path';
import ts from 'typescript';
import type { Patch } from '../../src/engine/patch';
import type { Problem } from '../../src/engine/problem';
import type { ScriptDiagnostic, TypeScriptProject } from '../../src/engine/project/typescript-project';
import type { Workspace } from '../../src/engine/project/workspace';
import { inspectFile } from '../../src/engine/inspect/inspect-file';
import { languageOf } from '../../src/engine/language';
import { signatureOf } from '../../src/engine/detect/signature';
import { healProblem } from '../../src/engine/heal/heal-problem';
import { openPythonProject } from '../../src/engine/project/python-index';
import { ScriptRequests, type Request } from '../../src/engine/project/typescript-requests';
import { MemoryFiles } from '../../src/engine/project/workspace-files';
import { patched } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';
import { REWRITE, rewriteQuestion } from '../../src/engine/fixers/typescript/framework/typed-rewrite';
import { PROPOSE, proposeQuestion } from '../../src/engine/fixers/typescript/framework/typed-rule';
import { typedRewrites, typedRules } from '../../src/engine/fixers/typescript/registry';

const ROOT = path.resolve('/script-in-memory');
const OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  checkJs: true,
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

export interface Given {
  /** `main.ts` where absent. */
  readonly name?: string;
  /** Further files by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** TypeScript's options beside the strict ones. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The number of the error to heal; the first one where absent. */
  readonly code?: number;
  /** What a runtime said: `ReferenceError: lenght is not defined`; the place stands between « and » in the text. */
  readonly crash?: string;
}

export interface Healed {
  /** The texts after each patch, best first. */
  readonly texts: readonly string[];
  /** The first of them. */
  readonly after: string | undefined;
  readonly patches: readonly Patch[];
  /** Fixers behind the patches, best first. */
  readonly by: readonly string[];
}

const requests = new ScriptRequests(ts, { [PROPOSE]: proposeQuestion(typedRules), [REWRITE]: rewriteQuestion(typedRewrites) });
let folders = 0;

/** Throws where the text has no such error, or a fixer throws. */
export async function healed(text: string, given: Given = {}): Promise<Healed> {
  const file = path.join(ROOT, given.name ?? 'main.ts');
  const language = languageOf(file);
  if (!language || language === 'python') throw new Error(`${file} is no script`);
  const source = new SourceText(text.replace(/[«»]/g, ''));
  const texts = new Map(Object.entries(given.files ?? {}).map(([name, other]) => [path.join(ROOT, name), other]));
  texts.set(file, source.text);
  const folder = ++folders;
  const ask = <T>(request: Omit<Request, 'folder'>): Promise<T> => Promise.resolve(requests.handle({ ...request, folder } as Request) as T);
  await ask({
    op: 'open',
    spec: { kind: 'memory', root: ROOT, onDisk: false, files: Object.fromEntries(texts), options: { ...OPTIONS, ...given.options } },
  } as Omit<Request, 'folder'>);
  const typescript: TypeScriptProject = {
    version: ts.version,
    diagnostics: (at, now, _, others) =>
      ask<readonly ScriptDiagnostic[]>({ op: 'diagnostics', path: at, text: now, ...(others ? { others } : {}) } as Omit<
        Request,
        'folder'
      >),
    syntaxErrors: (at, now) => ask<readonly ScriptDiagnostic[]>({ op: 'syntax', path: at, text: now } as Omit<Request, 'folder'>),
    ask: (question, at, now, input, _, others) =>
      ask({ op: 'ask', question, path: at, text: now, input, ...(others ? { others } : {}) } as Omit<Request, 'folder'>),
    changed: () => undefined,
    dispose: () => undefined,
  };
  const files = new MemoryFiles(ROOT, texts);
  const workspace: Workspace = { root: ROOT, files, interpreter: undefined, python: openPythonProject(ROOT, files), typescript };
  const { signal } = new AbortController();
  try {
    const all = (await inspectFile(file, language, source, workspace, signal)).problems;
    const problem =
      given.crash === undefined
        ? all.find(({ errorType }) => given.code === undefined || errorType === `TS${given.code}`)
        : crashed(text, given.crash, file, source, language);
    if (!problem)
      throw new Error(`No such error; there are: ${all.map(({ errorType, message }) => `${errorType} ${message}`).join(' | ')}`);
    const faults: unknown[] = [];
    const patches = await healProblem({
      problem,
      source,
      all,
      workspace,
      version: null,
      signal,
      onFault: (_, fault) => faults.push(fault),
    });
    if (faults.length > 0) throw faults[0];
    const after = patches.map((patch) => {
      const own = patch.candidate.edits.find((edit) => edit.path === file);
      return own ? patched(source, own) : source.text;
    });
    return { texts: after, after: after[0], patches, by: patches.map((patch) => patch.candidate.origin.id) };
  } finally {
    await ask({ op: 'close' });
  }
}

function crashed(marked: string, said: string, file: string, source: SourceText, language: Problem['language']): Problem {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error('The place of the crash is not marked.');
  const [errorType = '', ...rest] = said.split(': ');
  const message = rest.join(': ');
  return {
    origin: 'terminal',
    language,
    source: 'node',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: file, range: source.range(start, end) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}
