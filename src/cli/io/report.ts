// Sentences and diffs about heals, for a person; and the same as plain objects, for a script.

import {
  evidenceLine,
  explain,
  ownModuleFile,
  readSource,
  SourceText,
  unifiedDiff,
  visibleLine,
  warnings,
  type ChangedText,
  type Patch,
  type Problem,
} from '../../engine';
import { shownPath } from './heal-files';

export function problemLine(problem: Problem): string {
  const { line, character } = problem.location.range.start;
  const kind = problem.errorType ? ` (${problem.errorType})` : '';
  return `${visibleLine(shownPath(problem.location.path))}:${line + 1}:${character + 1}: ${problem.message.split('\n')[0] ?? ''}${kind}`;
}

export function patchLines(patch: Patch): string {
  const { title, explanation, origin } = patch.candidate;
  return [
    `  ${problemLine(patch.problem)}`,
    `    ${visibleLine(title)}  [${origin.kind} ${origin.id}, ${Math.round(patch.confidence * 100)} %]`,
    ...explanation.split('\n').map((line) => `    ${line}`),
    `    ${[...warnings(patch.candidate), evidenceLine(patch.evidence)].join(' ')}`,
  ].join('\n');
}

/** Where there is no fix: what happened, where it came from and what would be needed, in plain words. Empty where nothing is known of the kind of mistake. */
export function explanationLines(problem: Problem, text = textOf(problem)): readonly string[] {
  const { path } = problem.location;
  const explanation = explain(problem, text === undefined ? undefined : new SourceText(text), (module) =>
    ownModuleFile(process.cwd(), path, module),
  );
  if (!explanation) return [];
  return [
    explanation.what,
    ...explanation.origins.map(
      ({ path, line, says, code }) => `${visibleLine(shownPath(path))}:${line + 1}: ${says}${code ? `: ${code}` : ''}`,
    ),
    `Needed: ${explanation.needed}`,
    ...(explanation.commands ?? []).map((command) => `To copy, if you want it: ${command}`),
  ];
}

function textOf(problem: Problem): string | undefined {
  const file = readSource(problem.location.path);
  return file.ok ? file.value.text : undefined;
}

/** As it is: `showDiff` makes it fit to be looked at. */
export function diffOf(files: readonly ChangedText[]): string {
  return files.map(({ path, before, after }) => unifiedDiff(visibleLine(shownPath(path)), before, after)).join('');
}

/** A fixer that throws has a bug: the others go on without it. */
export function faultLine(where: string, error: unknown): string {
  return `${where} failed and was left out (${error instanceof Error ? error.message : String(error)}).`;
}

export function patchObject({ problem, candidate, evidence, confidence }: Patch): object {
  return {
    ...problemObject(problem),
    title: candidate.title,
    explanation: candidate.explanation,
    origin: candidate.origin,
    confidence,
    evidence,
    ...(candidate.adds ? { adds: candidate.adds } : {}),
  };
}

export function leftObject({ problem, why, brief }: { readonly problem: Problem; readonly why: string; readonly brief?: string }): object {
  return { ...problemObject(problem), why, ...(brief === undefined ? {} : { needs_a_person: true, brief }) };
}

/** One-based, as people and editors count. */
function problemObject(problem: Problem): object {
  return {
    line: problem.location.range.start.line + 1,
    column: problem.location.range.start.character + 1,
    error_type: problem.errorType,
    message: problem.message,
    source: problem.source,
  };
}
