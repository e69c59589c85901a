// What became of one file of `self-heal heal`, as all its formats tell it.

import {
  chooseSteps,
  needsOf,
  readSource,
  SourceText,
  type ChangedText,
  type Patch,
  type Problem,
  type Range,
  type Result,
  type RungResult,
} from '../../engine';
import type { Healed } from './heal-files';

export type Outcome =
  | { readonly kind: 'refused'; readonly file: string; readonly why: string }
  | { readonly kind: 'unchecked'; readonly file: string; readonly why: string }
  /** The team's settings say that it is never looked at. */
  | { readonly kind: 'excluded'; readonly file: string; readonly why: string }
  | HealedOutcome;

export interface HealedOutcome {
  readonly kind: 'healed';
  readonly healed: Healed;
  /** Who checked it. */
  readonly by: readonly string[];
  readonly found: number;
  readonly applied: boolean;
  /** How many pairs were recorded. */
  readonly recorded: Result<number> | undefined;
  /** Absent where they were not asked for. */
  readonly tests: readonly RungResult[] | undefined;
}

/** Tests that passed and do not any more. */
export const failedIn = (tests: readonly RungResult[] | undefined): boolean => tests?.some(({ result }) => result === 'failed') ?? false;

/** Whether something is left to do: a fix that was only shown is. */
export function isLeft(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'refused':
    case 'unchecked':
      return true;
    case 'excluded':
      return false;
    case 'healed':
      return outcome.healed.left.length > 0 || (!outcome.applied && outcome.healed.steps.length > 0) || failedIn(outcome.tests);
  }
}

/** One problem of a file as it is on the disk now, with the fix that was found for it. */
export interface ToldProblem {
  readonly problem: Problem;
  /** In the text on the disk. */
  readonly range: Range;
  readonly patch?: Patch;
  /** What the fix changes in the texts on the disk, by itself or with the fixes that it builds upon. */
  readonly changes?: readonly Change[];
  /** Why there is no fix. */
  readonly why?: string;
}

export interface Change {
  readonly path: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** More fixes than this are not taken apart: then each is told without its change. */
const MAX_APART = 300;

/** The problems of a file that are still there, in the order of its text. What was written is gone. */
export async function toldProblems({ healed, applied }: HealedOutcome): Promise<readonly ToldProblem[]> {
  const { file, left } = healed;
  const after = healed.changes.find(({ path }) => path === file.path)?.after ?? file.text;
  const told: ToldProblem[] = left.map(({ problem, why }) => ({
    problem,
    range: applied ? problem.location.range : beforeThem(healed.changes, file.path, file.text, after, problem.location.range),
    why,
  }));
  if (!applied) told.push(...(await alone(healed)));
  return told.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

/** Each fix as a change of the texts on the disk. */
async function alone({ file, steps, changes }: Healed): Promise<ToldProblem[]> {
  const read = (path: string): Promise<string | undefined> => {
    const known = path === file.path ? file.text : changes.find((change) => change.path === path)?.before;
    if (known !== undefined) return Promise.resolve(known);
    const other = readSource(path);
    return Promise.resolve(other.ok ? other.value.text : undefined);
  };
  const patches = steps.map(({ patch }) => patch);
  if (patches.length > MAX_APART)
    return patches.map((patch) => ({ problem: patch.problem, range: clipped(file.text, patch.problem.location.range), patch }));
  const needs = await needsOf(patches, read);
  const told: ToldProblem[] = [];
  for (const [index, patch] of patches.entries()) {
    const wanted = withNeeds(needs, index);
    const { chain } = await chooseSteps(patches, read, (step) => wanted.has(patches.indexOf(step)));
    const own = chain.steps.at(-1);
    const first = chain.files().find(({ path }) => path === file.path)?.edits[0];
    const range = wanted.size === 1 || !first ? (own ?? patch).problem.location.range : first.range;
    told.push({
      problem: patch.problem,
      range: clipped(file.text, range),
      patch,
      changes: chain.files().map(({ path, edits }) => ({ path, edits })),
    });
  }
  return told;
}

/** A step and all that it builds upon. */
function withNeeds(needs: readonly ReadonlySet<number>[], index: number): ReadonlySet<number> {
  const all = new Set([index]);
  for (const one of all) for (const needed of needs[one] ?? []) all.add(needed);
  return all;
}

/** A range of the healed text in the text before: by its line, counted from whichever end is unchanged. */
function beforeThem(changes: readonly ChangedText[], path: string, before: string, after: string, range: Range): Range {
  if (!changes.some((change) => change.path === path)) return range;
  const [old, now] = [new SourceText(before), new SourceText(after)];
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  const back = (offset: number): number => {
    if (offset <= head) return offset;
    if (offset >= after.length - tail) return offset - after.length + before.length;
    // Between two changes: the line that says the same, nearest to where it would be.
    const line = now.lineOf(offset);
    const text = now.line(line);
    const same = [...Array(old.lineStarts.length).keys()].filter((one) => old.line(one) === text);
    const near = same.sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
    return near === undefined ? head : (old.lineStarts[near] ?? 0) + offset - (now.lineStarts[line] ?? 0);
  };
  const [start, end] = [back(now.offsetAt(range.start)), back(now.offsetAt(range.end))];
  return old.range(start, Math.max(start, end));
}

/** A range that lies in the text. */
function clipped(text: string, { start, end }: Range): Range {
  const source = new SourceText(text);
  return source.range(source.offsetAt(start), source.offsetAt(end));
}
