// For the tests of the Python syntax fixers: broken text in, what the fixers make of it out.

import type { Problem } from '../../src/engine/problem';
import { mistakes } from '../../src/engine/generate/rules/python/syntax/mistakes';
import { repairs, type Repair } from '../../src/engine/generate/rules/python/syntax/repair';
import { Site } from '../../src/engine/generate/rules/python/syntax/site';
import { applyEdits } from '../../src/engine/syntax/edits';
import { scanOf } from '../../src/engine/syntax/python-parser';
import { SourceText } from '../../src/engine/syntax/source-text';

export interface Mended {
  readonly text: string;
  readonly repair: Repair;
}

/** Best first. `message` where only the interpreter's words tell what is wrong; `line` (zero-based) where our own parser sees nothing. */
export function mend(text: string, message = 'invalid syntax', line = 0): Mended[] {
  const source = new SourceText(text);
  const start = scanOf(source).first?.at ?? source.lineStarts[line] ?? 0;
  const problem: Problem = {
    origin: 'diagnostic', language: 'python', source: 'python', errorType: 'SyntaxError', message, signature: { shape: message, holes: {} },
    location: { path: '/w/a.py', range: source.range(start, start) }, severity: 'error', frames: [], causes: [], related: [],
  };
  return repairs(source, () => new Site(source, problem, start), mistakes, `${start}|${message}`).map((repair) => ({ text: applyEdits(text, repair.edits), repair }));
}

/** The best repair's text, and the mistakes it was read as. */
export function best(text: string, message?: string, line?: number): { readonly text: string | undefined; readonly mistakes: readonly string[] } {
  const [first] = mend(text, message, line);
  return { text: first?.text, mistakes: first?.repair.mistakes ?? [] };
}
