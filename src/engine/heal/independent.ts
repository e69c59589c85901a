// Which patches of one text may be applied in one round: those of which each would be the same had the others been applied before it.

import type { Patch } from '../patch';
import type { Problem } from '../problem';
import { isSyntax } from '../detect/family';
import { editsId, editsOf, sameEdit, shiftOffset, toTextEdits, type OffsetEdit } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';

/** What of a patch tells whether it and another one have to do with each other. Offsets are UTF-16 code units of the text it was made for. */
export interface Reach {
  readonly patch: Patch;
  /** Of the file that is healed. */
  readonly edits: readonly OffsetEdit[];
  /** Zero-based, inclusive: the lines of its problem. */
  readonly lines: { readonly first: number; readonly last: number };
  /** Its edits lie on the lines of its problem: it changes a use, and declares nothing for others. */
  readonly isLocal: boolean;
  /** Whole names that it takes out and puts in. */
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
  /** The same, and what its problem is about. */
  readonly words: ReadonlySet<string>;
}

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const NAME_CHARACTER = /[\p{L}\p{N}_$]/u;
/** Words of the languages themselves that patches are full of. */
const KEYWORDS = new Set(
  'import from as export default const let var type interface class def function return self this await async new if else for in of is not and or None null undefined true false True False'.split(
    ' ',
  ),
);

export function reachOf(patch: Patch, path: string, source: SourceText): Reach {
  const edits = editsOf(patch.candidate, path, source);
  const { start, end } = patch.problem.location.range;
  const lines = { first: start.line, last: end.character === 0 && end.line > start.line ? end.line - 1 : end.line };
  const removed = new Set<string>();
  const added = new Set<string>();
  for (const edit of edits) {
    // Edits are minimal; what they change is the whole name around them.
    let [from, to] = [edit.start, edit.end];
    while (from > 0 && NAME_CHARACTER.test(source.text[from - 1] ?? '')) from--;
    while (to < source.text.length && NAME_CHARACTER.test(source.text[to] ?? '')) to++;
    const [before, after] = [source.text.slice(from, edit.start), source.text.slice(edit.end, to)];
    addNames(removed, source.text.slice(from, to));
    addNames(added, `${before}${edit.text}${after}`);
  }
  return {
    patch,
    edits,
    lines,
    isLocal: isOfOneFile(patch) && edits.every((edit) => source.lineOf(edit.start) >= lines.first && source.lineOf(edit.end) <= lines.last),
    removed,
    added,
    words: new Set([...removed, ...added, ...subjects(patch.problem)]),
  };
}

/** Both may be applied, in any order, each as it was made. */
export function areIndependent(a: Reach, b: Reach): boolean {
  if (a.lines.first <= b.lines.last && b.lines.first <= a.lines.last) return false;
  if (a.edits.some((one) => b.edits.some((other) => touch(one, other)))) return false;
  if (sharesFile(a.patch, b.patch)) return false;
  return a.isLocal && b.isLocal ? !meets(a.removed, b.added) && !meets(a.added, b.removed) : !meets(a.words, b.words);
}

/** They do the same to the file: one heals the problems of both. */
export function doTheSame(a: Reach, b: Reach): boolean {
  return a.edits.length === b.edits.length && a.edits.every((edit, i) => sameEdit(edit, b.edits[i] ?? { start: -1, end: -1, text: '' }));
}

/** Whether a patch may have changed what is to be said of a problem: they share a line or a name. */
export function concerns({ patch, lines, words }: Reach, problem: Problem): boolean {
  const { start, end } = problem.location.range;
  return !isOfOneFile(patch) || (start.line <= lines.last && lines.first <= end.line) || meets(words, subjects(problem));
}

/** A problem is about a name that the patch puts in. */
export function brings({ added, removed }: Reach, problem: Problem): boolean {
  const names = subjects(problem);
  return [...added].some((name) => !removed.has(name) && names.has(name));
}

/** Its patch stays the same while others are applied elsewhere in the file. What keeps a text from being parsed is seen anew after each change. */
export function mayBeKept(patch: Patch): boolean {
  return !isSyntax(patch.problem) && isOfOneFile(patch);
}

/** It changes nothing but the file that its problem is in. */
const isOfOneFile = ({ problem, candidate }: Patch): boolean => candidate.edits.every(({ path }) => path === problem.location.path);

/** The same patch of the text `after`, which `edits` made of `before`. They must not touch its own. */
export function movedPatch(patch: Patch, path: string, before: SourceText, after: SourceText, edits: readonly OffsetEdit[]): Patch {
  const move = (offset: number): number => shiftOffset(offset, edits);
  const moved = patch.candidate.edits.map((file) =>
    file.path === path
      ? {
          ...file,
          edits: toTextEdits(
            after,
            editsOf(patch.candidate, path, before).map(({ start, end, text }) => {
              const from = move(start);
              return { start: from, end: from + (end - start), text };
            }),
          ),
        }
      : file,
  );
  const id = editsId(moved);
  return {
    ...patch,
    id,
    problem: movedProblem(patch.problem, before, after, edits),
    candidate: { ...patch.candidate, id, edits: moved },
  };
}

export function movedProblem(problem: Problem, before: SourceText, after: SourceText, edits: readonly OffsetEdit[]): Problem {
  const { start, end } = problem.location.range;
  const move = (position: typeof start): number => shiftOffset(before.offsetAt(position), edits);
  return { ...problem, location: { ...problem.location, range: after.range(move(start), move(end)) } };
}

function subjects({ signature }: Problem): Set<string> {
  const names = new Set<string>();
  for (const value of Object.values(signature.holes)) addNames(names, value);
  return names;
}

function addNames(names: Set<string>, text: string): void {
  for (const [name] of text.matchAll(NAME)) if (!KEYWORDS.has(name)) names.add(name);
}

/** A whole line put in: two at one place, imports mostly, do not disturb each other. */
const isLine = ({ start, end, text }: OffsetEdit): boolean => start === end && /^[^\r\n]+\r?\n$/.test(text);

const touch = (a: OffsetEdit, b: OffsetEdit): boolean => a.start <= b.end && b.start <= a.end && !(isLine(a) && isLine(b));

/** Both change one file beside the one that is healed: whether their edits of it go together is not known here. */
const sharesFile = (a: Patch, b: Patch): boolean =>
  a.candidate.edits.some(({ path }) => path !== a.problem.location.path && b.candidate.edits.some((other) => other.path === path));

function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}
