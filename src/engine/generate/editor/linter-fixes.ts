// The source `linter`: what Ruff and ESLint would change for their own findings. Read, refused where it only hides the finding or loses what is
// needed, and proved like our own.

import type { Problem } from '../../problem';
import { success } from '../../result';
import { isScript } from '../../language';
import { findingsOf, type LintFinding, type LintFix, type Linter } from '../../project/linter';
import { applyEdits, editsId, toTextEdits, trimEdits, type OffsetEdit } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { separateComments } from '../../syntax/strip-comments';
import { linterOf } from '../../verify/checks/linter-check';
import { asksForDeletion, contentFaults } from '../../verify/patch-policy';
import type { CandidateSource, Proposed, SourceRequest } from '../source';

/** A finding with more ways out is a list to choose from. */
const MAX_CANDIDATES = 4;

export function linterSource(): CandidateSource {
  return {
    id: 'linter',
    origin: 'editor',
    maxCandidates: MAX_CANDIDATES,
    prepare: (request) => void asked(request)?.catch(() => undefined),
    candidates: async (request) => success(await candidates(request)),
  };
}

/** What the linter that found the problem says of its text; undefined where it is not at hand. */
function asked({ problem, source, path, workspace, signal }: SourceRequest): ReturnType<typeof findingsOf> | undefined {
  const linter = problem.origin === 'diagnostic' ? linterOf(problem, workspace) : undefined;
  return linter && findingsOf(linter, path, source, problem.errorType, signal);
}

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const { problem, source, path, version, workspace } = request;
  const found = await asked(request);
  const linter = linterOf(problem, workspace);
  const finding = found?.find((each) => isSame(each, problem));
  if (!linter || !finding) return [];
  const usable = finding.fixes.flatMap((fix) => {
    const edits = trimEdits(source.text, asksForDeletion(problem) ? withoutRests(source, fix.edits) : fix.edits);
    return edits.length > 0 && isMending(fix, edits, request) ? [{ fix, edits }] : [];
  });
  return usable.map(({ fix, edits }, rank) => {
    const file = [{ path, version, edits: toTextEdits(source, edits) }];
    return {
      id: editsId(file),
      title: titleOf(fix, source, linter, finding),
      explanation: `${linter.source === 'Ruff' ? 'Ruff' : 'ESLint'} ${fix.kind === 'automatic' ? 'makes' : 'offers'} this change for its rule ${finding.code}.`,
      origin: { kind: 'editor', id: `editor/${linter.source.toLowerCase()}` },
      variant: fix.kind,
      family: 'linter',
      features: { rank, only: usable.length === 1 ? 1 : 0, automatic: fix.kind === 'automatic' ? 1 : 0 },
      edits: file,
    };
  });
}

const isSame = ({ code, message, range }: LintFinding, problem: Problem): boolean =>
  code === problem.errorType && message === problem.message && range.start.line === problem.location.range.start.line;

/** In the linter's words, without its full stop; where it has none, what changes. */
function titleOf(fix: LintFix, source: SourceText, linter: Linter, { code }: LintFinding): string {
  if (fix.title !== '') return fix.title.replace(/\.$/, '').slice(0, 160);
  const { edits } = fix;
  const [edit] = edits;
  const old = edit ? source.text.slice(edit.start, edit.end) : '';
  const isShort = (text: string): boolean => text.trim() !== '' && text.length <= 40 && !text.includes('\n');
  if (edits.length === 1 && edit && isShort(old) && isShort(edit.text)) return `Change '${old.trim()}' to '${edit.text.trim()}'`;
  if (edits.length === 1 && edit && isShort(old) && edit.text === '') return `Remove '${old.trim()}'`;
  return `Change it as ${linter.source === 'Ruff' ? 'Ruff' : 'ESLint'} does for ${code}`;
}

/** What is taken out takes along the line that it leaves empty, and an import that then brings nothing. */
function withoutRests(source: SourceText, edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  const [edit] = edits;
  if (!edit || edits.length !== 1 || edit.text.trim() !== '') return edits;
  const first = source.lineOf(edit.start);
  // A whole line with its end takes nothing of the next one along.
  const last = edit.end > edit.start ? source.lineOf(edit.end - 1) : first;
  const start = source.lineStarts[first] ?? 0;
  const end = source.lineStarts[last + 1] ?? source.text.length;
  const left = source.text.slice(start, edit.start) + edit.text + source.text.slice(edit.end, end);
  const removed = source.text.slice(edit.start, edit.end);
  const isRest = left.trim() === '' || /^\s*import\s*(?:\{\s*\}\s*from\s*)?(?:'[^']*'|"[^"]*");?\s*$/.test(left);
  if (isRest && removed.trim() !== '') return [{ start, end, text: '' }];
  // A name in the middle leaves one blank, not two.
  const isBetween = edit.text === '' && source.text[edit.start - 1] === ' ' && source.text[edit.end] === ' ';
  return isBetween ? [{ ...edit, end: edit.end + 1 }] : edits;
}

/** Rules whose suggestions do something else than what was meant: they change what callers get, or let a missing value pass. */
const NOT_MEANT =
  /(?:^|\/)(?:require-await|no-non-null-assertion|no-explicit-any|prefer-nullish-coalescing|no-unnecessary-condition|no-console|no-alert|no-unsafe-[\w-]+|strict-boolean-expressions)$/;

/** Whether it is more than a way to keep the linter quiet, and nothing that is needed goes with it. */
function isMending(fix: LintFix, edits: readonly OffsetEdit[], { problem, source, path, start, end }: SourceRequest): boolean {
  const before = source.text;
  const after = applyEdits(before, edits);
  if (/\b(?:ignore|disable|suppress|silence)\b|\bnoqa\b/i.test(fix.title)) return false;
  if (fix.kind === 'suggestion' && NOT_MEANT.test(problem.errorType)) return false;
  if (isOnlyComment(before, after, problem)) return false;
  const faults = contentFaults(before, after, problem.language, asksForDeletion(problem), path);
  if (faults.some(({ kind, weight }) => weight === 'refuse' || kind === 'suppression' || kind === 'stub' || kind === 'dangerous'))
    return false;
  if (asksForDeletion(problem) && !mayGo(problem, before, edits, path, start)) return false;
  return isScript(problem.language) ? isSafeScript(problem, before, start, end) : isSafePython(problem, source, start);
}

/** A comment where there was none, and no other code. */
function isOnlyComment(before: string, after: string, { language }: Problem): boolean {
  const [old, now] = [separateComments(before, language), separateComments(after, language)];
  return now.comments.length > old.comments.length && old.code.replace(/\s/g, '') === now.code.replace(/\s/g, '');
}

/** What is never used may go: an import, or a name whose value costs nothing to leave out. What others may take from here may not. */
function mayGo(problem: Problem, before: string, edits: readonly OffsetEdit[], path: string, start: number): boolean {
  // The names of a package are those that its __init__ imports.
  if (/(?:^|[\\/])__init__\.pyi?$/.test(path)) return false;
  const removed = edits.map((edit) => before.slice(edit.start, edit.end)).join('\n');
  if (!isScript(problem.language)) return /^F401$/.test(problem.errorType) || !/[(]|\bawait\b|\byield\b/.test(removed);
  const lead = before.slice(0, start);
  if (/(?:^|\n)[ \t]*import\b[^;'"]*$/.test(lead)) return true;
  // Parameters and what a call or an instance is kept in stay.
  return /\b(?:const|let|var)\s+[^;=(]*$/.test(lead) && !/[(`]|\bawait\b|\bnew\b|\byield\b|=>/.test(removed);
}

function isSafeScript(problem: Problem, before: string, start: number, end: number): boolean {
  const { errorType, message } = problem;
  // With === a comparison with null no longer finds undefined.
  if (errorType === 'eqeqeq')
    return !/^\s*(?:null|undefined)\b/.test(before.slice(end)) && !/\b(?:null|undefined)\s*$/.test(before.slice(0, start));
  // Where it says more than that, another remedy is meant: a dependency that changes each time runs the effect without end.
  if (errorType === 'react-hooks/exhaustive-deps') return /remove the dependency array\.$/.test(message);
  return true;
}

/** Calls that build a query: there `== None` is a condition of the database, and `is None` is false. */
const QUERY =
  /\b(?:where|filter|filter_by|having|select|exists|case|and_|or_|not_|join|outerjoin|on|query|update|delete|values|loc|mask|query)\s*[([]/;

function isSafePython(problem: Problem, source: SourceText, start: number): boolean {
  if (!/^E71[12]$/.test(problem.errorType)) return true;
  const line = source.lineOf(start);
  const around = `${source.line(line - 1)}\n${source.line(line)}`;
  // A column of a class, or of a table of numbers, is compared element by element.
  return !QUERY.test(around) && !/\b[A-Z]\w*\.\w+\s*[!=]=|\]\s*[!=]=/.test(source.line(line));
}
