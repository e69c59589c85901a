// What "Heal This File", "Heal Workspace", "Run and Heal" and "Heal With Model" have in common: a plan that the client has been shown, until it
// says that it was applied; what the tests say of it; and how the client cancels it.

import { basename } from 'node:path';
import {
  chooseSteps,
  mayGoInBulk,
  needsOf,
  patched,
  SourceText,
  testSentence,
  testWords,
  visibleText,
  withRung,
  type Patch,
  type Problem,
  type RungResult,
  type TestCounts,
} from '../../engine';
import type { ChooseFixes, OfferedPatch, PlannedFile, PlanTests, Refusal } from '../../protocol';
import { offered, toEdit } from '../session/to-protocol';

/** What a plan does to one document. */
export interface Proposed {
  readonly uri: string;
  readonly patches: readonly Patch[];
  /** The whole text without and with the plan. */
  readonly before: string;
  readonly after: string;
  /** What was known to be wrong before. */
  readonly problems: readonly Problem[];
  /** From the question to the plan, in ms: this document's part of it. */
  readonly ms: number;
  /** No pair is made of it, and nothing is counted. */
  readonly unrecorded?: true;
}

/** A plan by its single fixes, so that some of them can be left out. */
export interface WholePlan {
  /** In the order they were made: each for the texts that the ones before it left. */
  readonly steps: readonly Patch[];
  /** The files that it changes, by path, as they were. */
  readonly files: ReadonlyMap<string, Pick<Proposed, 'uri' | 'before' | 'problems' | 'ms'> & { readonly version: number | null }>;
  /** No pairs are made of it, nor of what is left out of it. */
  readonly unrecorded?: true;
}

/** The plans that the client has been shown: the last one of each document. */
export class ProposedPlans {
  private readonly plans = new Map<string, Proposed>();
  private whole: WholePlan | undefined;
  /** Fixes that were left out of the plan, with the texts that they were made for. */
  private refused: readonly { readonly patch: Patch; readonly before: string }[] = [];

  /** The fixes of the plan that is shown now, as a person ticks them off. `inMenu`: how likely one must be to be ticked by itself. */
  async show(whole: WholePlan, inMenu: number): Promise<ReadonlyMap<Patch, Pick<OfferedPatch, 'needs' | 'ask'>>> {
    this.whole = whole;
    this.refused = [];
    const needs = await needsOf(whole.steps, readerOf(whole));
    return new Map(
      whole.steps.map((step, i) => [
        step,
        { needs: [...(needs[i] ?? [])].flatMap((one) => whole.steps[one]?.id ?? []), ask: !mayGoInBulk(step, inMenu) },
      ]),
    );
  }

  /** What is left of that plan without some of its fixes: it takes the whole one's place. undefined where none was shown. */
  async choose(without: ReadonlySet<string>): Promise<ChooseFixes.Answer | undefined> {
    const { whole } = this;
    if (!whole) return undefined;
    const { chain, leftOut } = await chooseSteps(whole.steps, readerOf(whole), ({ id }) => !without.has(id));
    this.refused = whole.unrecorded ? [] : refusedOf(whole, without);
    for (const { uri } of whole.files.values()) this.plans.delete(uri);
    const files: PlannedFile[] = [];
    for (const { path, before, after, edits } of chain.files()) {
      const file = whole.files.get(path);
      if (!file) continue;
      const patches = chain.steps.filter(({ problem }) => problem.location.path === path);
      const { uri, problems, ms } = file;
      this.add({ uri, patches, before, after, problems, ms, ...(whole.unrecorded && { unrecorded: true }) });
      files.push({ edit: toEdit(file.uri, file.version, edits), before, after, healed: patches.map(offered) });
    }
    return { files, alsoWithout: leftOut.map(({ id }) => id) };
  }

  /** What a person left out of the plan that was applied now: told once. */
  takeRefused(): readonly { readonly patch: Patch; readonly before: string }[] {
    const { refused } = this;
    this.refused = [];
    return refused;
  }

  add(proposed: Proposed): void {
    this.plans.set(proposed.uri, proposed);
  }

  /** The plan of a document that was applied now; it is no longer there. */
  take(uri: string): Proposed | undefined {
    const proposed = this.plans.get(uri);
    this.plans.delete(uri);
    return proposed;
  }
}

function refusedOf({ steps, files }: WholePlan, without: ReadonlySet<string>): { readonly patch: Patch; readonly before: string }[] {
  const texts = new Map([...files].map(([path, { before }]) => [path, before]));
  return steps.flatMap((patch) => {
    const before = texts.get(patch.problem.location.path);
    for (const file of patch.candidate.edits) {
      const text = texts.get(file.path);
      if (text !== undefined) texts.set(file.path, patched(new SourceText(text), file));
    }
    return before !== undefined && without.has(patch.id) ? [{ patch, before }] : [];
  });
}

/** A patch with what the tests say that reach a file it changes; what a person's own command says is said of the plan alone. */
export function withTests(patch: Patch, tests: readonly RungResult[]): Patch {
  const changed = new Set(patch.candidate.edits.map(({ path }) => path));
  const own = tests.find(({ reached }) => reached?.some((path) => changed.has(path)));
  return own ? withRung(patch, own) : patch;
}

/** The same as a headline and a sentence of the plan; `changed`: the files that it changes, of which some may be reached by no test. */
export function planTests(tests: readonly RungResult[], changed: readonly string[]): { tests?: PlanTests } {
  if (tests.length === 0) return {};
  const counts = tests.flatMap((rung) => rung.counts ?? []);
  const failed = tests.some(({ result }) => result === 'failed');
  const shown = (path: string): string => basename(path);
  const unreached = changed.filter((path) => !tests.some(({ reached }) => !reached || reached.includes(path)));
  const none = unreached.length === 0 ? [] : [`No test reaches ${unreached.map(shown).join(', ')}.`];
  return {
    tests: {
      failed,
      passed: tests.every(({ result, counts: of }) => result === 'passed' && (of?.stillFailing ?? 0) === 0),
      headline: headline(
        tests,
        counts,
        unreached.length > 0 ? ` (${changed.length - unreached.length} of ${changed.length} files have tests)` : '',
      ),
      sentence: visibleText([...tests.map((rung) => testSentence(rung, shown)), ...none].join(' ')),
    },
  };
}

function headline(tests: readonly RungResult[], counts: readonly TestCounts[], where: string): string {
  // Of a run that tells no test from another only its end is known.
  if (counts.length < tests.length) {
    const failed = tests.some(({ result }) => result === 'failed');
    return failed ? 'tests fail with it' : tests.every(({ result }) => result === 'passed') ? `tests pass${where}` : '';
  }
  const sum = (of: keyof TestCounts): number => counts.reduce((total, each) => total + each[of], 0);
  const all = { passed: sum('passed'), healed: sum('healed'), stillFailing: sum('stillFailing'), newlyBroken: sum('newlyBroken') };
  return `tests: ${testWords(all)}${where}`;
}

const readerOf =
  ({ files }: WholePlan) =>
  (path: string): Promise<string | undefined> =>
    Promise.resolve(files.get(path)?.before);

/** `done` of `total`: whatever is counted. */
export type Progress = (message: string, done: number, total: number) => void;

/** A document of the plan was edited while the plan was made. `what` begins the sentence. */
export function stale(what = 'The file'): Refusal {
  return { reason: 'stale', message: `${what} was changed meanwhile. Nothing was applied; run it again.` };
}
