// A change of many places step by step: one, half, all. Each step is checked and tested on copies before it is written, and the first one that makes
// something worse takes back all that was written.

import { anyLanguageOf } from '../language';
import type { Patch, RungResult } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { diffProblems } from '../detect/diagnostic-diff';
import { inspectFile } from '../inspect/inspect-file';
import { SourceText } from '../syntax/source-text';
import type { ChangedText } from './heal-command';
import { PatchChain, type ReadText } from './patch-chain';
import { withTexts } from './remembering-tools';

/** How many of so many places are changed after each step. */
export function gradualSteps(places: number): readonly number[] {
  return [...new Set([1, Math.ceil(places / 2), places])].filter((count) => count >= 1 && count <= places).sort((a, b) => a - b);
}

/** What was seen of a step. */
export interface StepVerdict {
  /** What is worse with it, one sentence; absent: nothing that could be seen. */
  readonly regression?: string;
  /** Checkers that looked at every changed file; empty where some file was seen by none. */
  readonly checkedBy: readonly string[];
  /** What the tests say that reach a changed file; empty where none does, or none may be run. */
  readonly tests: readonly RungResult[];
}

export interface StepCheckOptions {
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** What the tests of changed files say, from the texts before to those after; never rejects. */
  readonly test: (changes: readonly ChangedText[]) => Promise<readonly RungResult[]>;
}

/** Looks at the texts of a step, all of them against those of the beginning. What was looked at once is remembered. */
export function stepCheck({ workspace, signal, test }: StepCheckOptions): (changes: readonly ChangedText[]) => Promise<StepVerdict> {
  const first = new Map<string, Awaited<ReturnType<typeof inspectFile>>>();
  return async (changes) => {
    const after = withTexts(
      workspace,
      changes.map((change) => ({ path: change.path, text: change.after })),
    );
    let by: readonly string[] | undefined;
    for (const change of changes) {
      const language = anyLanguageOf(change.path);
      if (!language || signal.aborted) continue;
      const before = first.get(change.path) ?? (await inspectFile(change.path, language, new SourceText(change.before), workspace, signal));
      first.set(change.path, before);
      const now = await inspectFile(change.path, language, new SourceText(change.after), after, signal);
      const [added] = diffProblems(before.problems, now.problems).added;
      if (added) return { regression: newError(added), checkedBy: now.by, tests: [] };
      by = by?.filter((name) => now.by.includes(name)) ?? now.by;
    }
    const tests = signal.aborted ? [] : await test(changes);
    const failed = tests.find(({ result }) => result === 'failed');
    return {
      ...(failed ? { regression: `tests that passed before fail with it${failed.why === undefined ? '' : `: ${failed.why}`}` } : {}),
      checkedBy: by ?? [],
      tests,
    };
  };
}

const newError = ({ location, errorType, message }: Problem): string =>
  `line ${location.range.start.line + 1} of ${location.path.split(/[\\/]/).at(-1) ?? ''} has a new error: ${errorType}: ${message.split('\n')[0] ?? ''}`;

/** What was seen, for a person: `checked by Pyright 1.1.4, 12 tests pass`. */
export function verdictWords({ regression, checkedBy, tests }: StepVerdict): string {
  if (regression !== undefined) return regression;
  // That a test passed before, too, is all that is asked of it here.
  const passed = tests.reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0);
  const why = tests.flatMap((rung) => rung.why ?? [])[0];
  const tested =
    passed > 0
      ? `${passed} ${passed === 1 ? 'test passes' : 'tests pass'}`
      : tests.length === 0
        ? 'no test says anything of it'
        : `of the tests: ${why ?? 'they pass'}`;
  return `${checkedBy.length === 0 ? 'no checker could look at it' : `nothing new for ${checkedBy.join(', ')}`}, ${tested}`;
}

export interface GradualRequest {
  /** One for each place, each made for the texts that those before it left. */
  readonly places: readonly Patch[];
  readonly read: ReadText;
  readonly check: (changes: readonly ChangedText[]) => Promise<StepVerdict>;
  /** Puts texts in the place of those that are there now; @returns why they could not be, if so: then none was. Absent: nothing is written. */
  readonly write?: (changes: readonly ChangedText[]) => Promise<string | undefined>;
  readonly signal: AbortSignal;
  readonly onStep?: (step: GradualStep) => void;
}

export interface GradualStep {
  /** Places that are changed with it, those of the steps before among them. */
  readonly places: number;
  readonly of: number;
  readonly verdict: StepVerdict;
}

export interface GradualEnd {
  /** `regressed`, `unwritable` and `cancelled`: all is as it was, unless `left` tells otherwise. */
  readonly ended: 'done' | 'regressed' | 'unwritable' | 'cancelled';
  readonly why?: string;
  readonly steps: readonly GradualStep[];
  /** From the first texts to the last that held: what stands now, where it is written; where it was taken back, nothing. */
  readonly changes: readonly ChangedText[];
  /** Why what was written could not be taken back. */
  readonly left?: string;
}

/** Never leaves a step that was not checked. */
export async function applyGradually({ places, read, check, write, signal, onStep }: GradualRequest): Promise<GradualEnd> {
  let chain = PatchChain.from(read);
  let standing: readonly ChangedText[] = [];
  const steps: GradualStep[] = [];
  const takenBack = async (ended: 'regressed' | 'unwritable' | 'cancelled', why?: string): Promise<GradualEnd> => {
    const back = standing.map(({ path, before, after }) => ({ path, before: after, after: before }));
    const all = write && back.length > 0 ? await write(back) : undefined;
    // What keeps one file from being taken back keeps no other.
    const failed = new Map<string, string>();
    if (write && all !== undefined)
      for (const change of back) {
        const why = back.length === 1 ? all : await write([change]);
        if (why !== undefined) failed.set(change.path, why);
      }
    const left = failed.size === 0 ? undefined : [...failed.values()].join(' ');
    return {
      ended,
      steps,
      changes: standing.filter((change) => failed.has(change.path)),
      ...(why === undefined ? {} : { why }),
      ...(left === undefined ? {} : { left }),
    };
  };
  for (const count of gradualSteps(places.length)) {
    for (const patch of places.slice(chain.steps.length, count)) chain = await chain.with(patch);
    const changes = chain.files().map(({ path, before, after }) => ({ path, before, after }));
    const verdict = await check(changes);
    if (signal.aborted) return takenBack('cancelled');
    const step: GradualStep = { places: count, of: places.length, verdict };
    steps.push(step);
    onStep?.(step);
    if (verdict.regression !== undefined) return takenBack('regressed', verdict.regression);
    const now = new Map(standing.map(({ path, after }) => [path, after]));
    const next = changes.map(({ path, before, after }) => ({ path, before: now.get(path) ?? before, after }));
    const failed = await write?.(next.filter(({ before, after }) => before !== after));
    if (failed !== undefined) return takenBack('unwritable', failed);
    standing = changes;
  }
  return { ended: 'done', steps, changes: standing };
}
