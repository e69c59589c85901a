// For the tests of the Python syntax fixers: broken text in, what the fixers make of it out.

import type { Problem } from '../../src/engine/problem';
import type { FixContext, Proposal } from '../../src/engine/fixers/fixer';
import { syntaxFixers } from '../../src/engine/fixers/python/syntax/syntax-fixer';
import { fixerSource } from '../../src/engine/generate/fixer-candidates';
import { generate } from '../../src/engine/generate/generate';
import { mistakes } from '../../src/engine/fixers/python/syntax/registry';
import { rankRepairs, type Repair } from '../../src/engine/fixers/python/syntax/search/rank-repairs';
import { ErrorSite } from '../../src/engine/fixers/python/syntax/search/error-site';
import { openPythonProject } from '../../src/engine/project/python-index';
import type { Workspace } from '../../src/engine/project/workspace';
import { MemoryFiles } from '../../src/engine/project/workspace-files';
import { applyEdits, patched } from '../../src/engine/syntax/edits';
import { scanOf } from '../../src/engine/syntax/python-parser';
import { SourceText } from '../../src/engine/syntax/source-text';

export interface Mended {
  readonly text: string;
  readonly repair: Repair;
}

function problemAt(source: SourceText, start: number, message: string): Problem {
  return {
    origin: 'diagnostic',
    language: 'python',
    source: 'python',
    errorType: 'SyntaxError',
    message,
    signature: { shape: message, holes: {} },
    location: { path: '/w/a.py', range: source.range(start, start) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}

/** Best first. `message` where only the interpreter's words tell what is wrong; `line` (zero-based) where our own parser sees nothing. */
export function mend(text: string, message = 'invalid syntax', line = 0): Mended[] {
  const source = new SourceText(text);
  const start = scanOf(source).first?.at ?? source.lineStarts[line] ?? 0;
  const problem = problemAt(source, start, message);
  return rankRepairs(source, () => new ErrorSite(source, problem, start), mistakes, `${start}|${message}`).map((repair) => ({
    text: applyEdits(text, repair.edits),
    repair,
  }));
}

/** The best repair's text, and the mistakes it was read as. */
export function best(
  text: string,
  message?: string,
  line?: number,
): { readonly text: string | undefined; readonly mistakes: readonly string[] } {
  const [first] = mend(text, message, line);
  return { text: first?.text, mistakes: first?.repair.mistakes ?? [] };
}

/** The broken text as the fixers get to see it. */
function contextOf(text: string, message: string): FixContext {
  const source = new SourceText(text);
  const start = scanOf(source).first?.at ?? 0;
  const problem = problemAt(source, start, message);
  const files = new MemoryFiles('/w', new Map());
  const workspace: Workspace = { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined };
  return { problem, source, path: '/w/a.py', start, end: start, all: [problem], workspace, signal: new AbortController().signal };
}

/** The texts that the syntax fixers propose, the likeliest first, as the lightbulb would offer them. */
export async function proposed(text: string, message = 'invalid syntax'): Promise<string[]> {
  const context = contextOf(text, message);
  const found = await generate([fixerSource(syntaxFixers)], { ...context, version: null });
  return found.map(({ edits: [own] }) => (own ? patched(context.source, own) : text));
}

/** What the syntax fixers propose, the largest share first. */
export function proposals(text: string, message = 'invalid syntax'): Proposal[] {
  const context = contextOf(text, message);
  const found = syntaxFixers.flatMap((fixer) => [...(fixer.propose(context) as readonly Proposal[])]);
  return found.sort((a, b) => (b.features?.['share'] ?? 0) - (a.features?.['share'] ?? 0));
}
