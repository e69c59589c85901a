// The rung `parses` for TypeScript and JavaScript.

import { SCRIPT, type LanguageId } from '../../language';
import type { RungResult } from '../../patch';
import type { ScriptDiagnostic } from '../../project/typescript-project';
import { withTree, type Grammar } from '../../syntax/tree-sitter';
import type { Checker } from './checker';

/** Fewer syntax errors than before, or none. TypeScript's own parser says so; tree-sitter where there is none. */
export const scriptParses: Checker = {
  rung: 'parses',
  languages: SCRIPT,
  async check({ path, before, after, problem, workspace }): Promise<RungResult | undefined> {
    const start = performance.now();
    const ts = workspace.typescript;
    const [was, now] = ts ? [await ts.syntaxErrors(path, before.text), await ts.syntaxErrors(path, after.text)] : [];
    if (was && now) {
      const by = `TypeScript ${ts?.version ?? ''}`.trim();
      return judged(was.length, now.length, isSyntax(problem.errorType, was), by, performance.now() - start);
    }
    const errors = await Promise.all(
      [before.text, after.text].map((text) => withTree(grammarOf(path, problem.language), text, (tree) => countErrors(tree.rootNode))),
    );
    const [wasErrors, nowErrors] = errors;
    if (wasErrors === undefined || nowErrors === undefined) return undefined;
    return judged(wasErrors, nowErrors, wasErrors > 0, 'tree-sitter', performance.now() - start);
  },
};

function judged(was: number, now: number, mustFall: boolean, by: string, ms: number): RungResult {
  const rung = { rung: 'parses' as const, by, ms: Math.round(ms) };
  if (now === 0) return { ...rung, result: 'passed' };
  if (mustFall ? now < was : now <= was)
    return { ...rung, result: 'passed', why: `${now} syntax ${now === 1 ? 'error is' : 'errors are'} left` };
  return { ...rung, result: 'failed', why: 'the patched text has a syntax error' };
}

function isSyntax(errorType: string, was: readonly ScriptDiagnostic[]): boolean {
  const code = Number(/\d+$/.exec(errorType)?.[0] ?? 0);
  return was.some((d) => d.code === code);
}

function grammarOf(path: string, language: LanguageId): Grammar {
  if (language === 'typescriptreact' || /\.tsx$/.test(path)) return 'tsx';
  return language === 'typescript' ? 'typescript' : 'javascript';
}

interface TreeNode {
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly children: readonly (TreeNode | null)[];
}

function countErrors(node: TreeNode): number {
  if (!node.hasError) return 0;
  let count = node.isError || node.isMissing ? 1 : 0;
  for (const child of node.children) if (child) count += countErrors(child);
  return count;
}
