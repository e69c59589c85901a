// What is wrong with a file, asked of the checkers at hand: CPython and pyright for Python, TypeScript's own for scripts, and the linters that the
// folder is configured for. Never runs the file.

import type { LanguageId, Problem } from '../problem';
import type { ScriptDiagnostic, TypeScriptProject } from '../project/typescript-project';
import type { Workspace } from '../project/workspace';
import type { SourceText } from '../syntax/source-text';
import { problemFromDiagnostic } from '../detect/diagnostic';
import { isSyntax } from '../detect/family';
import type { RemainingErrors } from './remaining-errors';
import { syntaxProblem } from './remaining-errors';
import { isReportedTwice } from '../detect/same-problem';
import { pythonScopes } from '../syntax/python-scopes';

export interface InspectedFile {
  /** Errors, in the order of the text. */
  readonly problems: readonly Problem[];
  /** The checkers that could say something: `CPython 3.11.7`, `Pyright 1.1.414`, `TypeScript 5.9.3`. Empty: nothing is known of the file. */
  readonly by: readonly string[];
}

export async function inspectFile(
  path: string,
  language: LanguageId,
  source: SourceText,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<InspectedFile> {
  const checked = await (language === 'python'
    ? collectPython(path, source, workspace, signal)
    : collectScript(path, language, source, workspace, signal));
  // Of a text that can't be read linters say nothing more than that.
  return checked.problems.some(isSyntax) ? checked : withLinters(checked, path, language, source, workspace, signal);
}

/** Findings beyond this many in one file are a style that the file does not follow: nobody reads them one by one. */
const MAX_FINDINGS = 200;

/** What linters say besides; what a checker said already is told once. */
async function withLinters(
  checked: InspectedFile,
  path: string,
  language: LanguageId,
  source: SourceText,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<InspectedFile> {
  const problems = [...checked.problems];
  const by = [...checked.by];
  for (const linter of workspace.linters ?? []) {
    if (!linter.languages.includes(language) || !linter.inspects(path)) continue;
    const found = await linter.check(path, source.text, undefined, signal);
    if (!found) continue;
    by.push(linter.name);
    for (const { range, severity, code, message } of found.slice(0, MAX_FINDINGS)) {
      const problem = problemFromDiagnostic({ path, language, source: linter.source, code, message, range, severity, related: [] });
      if (!checked.problems.some((other) => isReportedTwice(other, problem))) problems.push(problem);
    }
  }
  return { problems: inOrder(problems), by };
}

/** For the loops of the engine: the same question, asked again of a patched text. */
export const inspectAgain: RemainingErrors = async ({ problem, path, source, workspace, signal }) =>
  (await inspectFile(path, problem.language, source, workspace, signal)).problems;

async function collectPython(path: string, source: SourceText, workspace: Workspace, signal: AbortSignal): Promise<InspectedFile> {
  const by: string[] = [];
  const compiled = await workspace.interpreter?.compile(source.text, signal);
  if (compiled !== undefined && compiled !== 'unknown') by.push(`CPython ${workspace.interpreter?.version ?? ''}`.trim());
  // While it does not compile, whatever a checker says besides follows from that or may be wrong.
  if (compiled && compiled !== 'unknown') return { problems: [syntaxProblem(path, source, compiled)], by };
  const found = await workspace.pythonChecker?.check(path, source.text, signal);
  if (!found || !workspace.pythonChecker) return { problems: undefinedNames(path, source), by: [...by, "Self-Heal's scope analysis"] };
  by.push(workspace.pythonChecker.name);
  const checker = workspace.pythonChecker.source;
  const problems = found
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ range, severity, code, message }) =>
      problemFromDiagnostic({ path, language: 'python', source: checker, code, message, range, severity, related: [] }),
    );
  return { problems: inOrder(problems), by };
}

/** Where no type checker is at hand: names that nothing binds. What a star import brings is not known, so a text with one has none. */
function undefinedNames(path: string, source: SourceText): Problem[] {
  const scopes = pythonScopes(source.text);
  if (scopes.star) return [];
  return scopes.undefinedUses().map(({ name, from, to }) =>
    problemFromDiagnostic({
      path,
      language: 'python',
      source: 'python',
      code: 'NameError',
      message: `name '${name}' is not defined`,
      range: source.range(from, to),
      severity: 'error',
      related: [],
    }),
  );
}

async function collectScript(
  path: string,
  language: LanguageId,
  source: SourceText,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<InspectedFile> {
  const found = await workspace.typescript?.diagnostics(path, source.text, signal);
  if (!found || !workspace.typescript) return { problems: [], by: [] };
  const problems = [...found, ...(await uncheckedSlips(path, source, workspace.typescript, signal))]
    .filter((diagnostic) => diagnostic.category === 'error')
    .map(({ start, end, code, message }) =>
      problemFromDiagnostic({
        path,
        language,
        source: 'ts',
        code: String(code),
        message,
        range: source.range(start, end),
        severity: 'error',
        related: [],
      }),
    );
  return { problems: inOrder(problems), by: [`TypeScript ${workspace.typescript.version}`] };
}

const CHECK = '// @ts-check\n';
/** No such member, no such name; TypeScript names the one that was meant. */
const MISSPELT = new Set([2551, 2552]);
/** Types whose members are known for good: nothing of the program adds to them. */
const OF_THE_LANGUAGE =
  /on type '(?:JSON|Math|Console|Document|Storage|Response|RegExp|Date|string|number|bigint|\w+Constructor|(?:Promise|Map|Set|WeakMap|WeakSet)<.*>|.*\[\]|HTML\w*Element|Body)'/;

/**
 * Slips in plain JavaScript, which nobody type-checks: asked of TypeScript as if `// @ts-check` stood on top. Only what can be nothing else:
 * a member of the language's own types, or a name, for which TypeScript itself names the one that was meant.
 */
async function uncheckedSlips(
  path: string,
  source: SourceText,
  ts: Pick<TypeScriptProject, 'diagnostics'>,
  signal: AbortSignal,
): Promise<readonly ScriptDiagnostic[]> {
  if (!/\.(?:[cm]?js|jsx)$/.test(path) || /^\s*\/\/\s*@ts-(?:no)?check\b/.test(source.text)) return [];
  const known = await ts.diagnostics(path, source.text, signal);
  // While it does not parse, the parser's guesses are no names; where it is type-checked already, all of it is told.
  if (!known || known.some((d) => d.category === 'error')) return [];
  const found = await ts.diagnostics(path, CHECK + source.text, signal);
  return (found ?? [])
    .filter(({ code, message }) => MISSPELT.has(code) && (code === 2552 || OF_THE_LANGUAGE.test(message)))
    .map((d) => ({ ...d, start: d.start - CHECK.length, end: d.end - CHECK.length }));
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      a.location.range.start.line - b.location.range.start.line || a.location.range.start.character - b.location.range.start.character,
  );
}
