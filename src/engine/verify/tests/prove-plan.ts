// The rung `tests` for a plan: the tests of the files that it changes, in the sandbox, before and after.

import type { RungResult } from '../../patch';
import type { WorkspaceFiles } from '../../project/workspace';
import type { Sandbox } from '../sandbox/sandbox';
import { findTests, isTest, type TestSources, type TestSuite } from './find-tests';
import { TestReach } from './reach';
import { TestProver } from './run-tests';

export interface ProveByTestsOptions {
  readonly root: string;
  readonly files: WorkspaceFiles;
  /** What the plan changes; absolute paths. */
  readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** Texts as the user sees them where they differ from the disk. */
  readonly texts: ReadonlyMap<string, string>;
  /** A person's own test command; then nothing is searched for. */
  readonly command?: string;
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
  readonly onProgress?: (message: string) => void;
  /** Of a caller that asks about many changes of the same texts: the tests run once without them. */
  readonly prover?: TestProver;
}

const EXTENSIONS = ['.py', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** Of a plan of many files the tests of the first ones are run. */
const MAX_SUITES = 3;
/** Test files looked at for one changed file, and run for it. */
const MAX_TESTS = 300;
const MAX_FILES = 40;
/** One run of one suite; each runs before and after. In ms. */
const SUITE_MS = 20_000;

/**
 * One rung a suite, the ones that say most first, each with the files that its tests reach: of those alone it says anything. Empty where no test
 * reaches a file. Never throws.
 */
export async function proveByTests(options: ProveByTestsOptions): Promise<readonly RungResult[]> {
  const { root, files, changes, texts, sandbox, signal } = options;
  const paths = await files.list(EXTENSIONS);
  const sources = { root, paths, read: (path: string) => files.read(path) };
  const reach = new TestReach(sources);
  const suites = new Map<string, { suite: TestSuite; reached: string[] }>();
  for (const { path } of changes) {
    if (signal.aborted) break;
    const suite = options.command
      ? await findTests(sources, path, { command: options.command })
      : await suiteReaching(sources, reach, path);
    if (!suite) continue;
    const key = JSON.stringify(suite);
    const known = suites.get(key);
    if (known) known.reached.push(path);
    else if (suites.size < MAX_SUITES) suites.set(key, { suite, reached: [path] });
  }
  const before = new Map([...texts, ...changes.map((change) => [change.path, change.before] as const)]);
  const after = new Map([...texts, ...changes.map((change) => [change.path, change.after] as const)]);
  const prover = options.prover ?? new TestProver();
  const rungs: RungResult[] = [];
  for (const { suite, reached } of suites.values()) {
    if (signal.aborted) break;
    options.onProgress?.(`Running its tests (${suite.line ?? suite.runner})…`);
    const [path = ''] = reached;
    const { rung } = await prover.prove({ suite, root, before, after, path, sandbox, signal, limits: { ms: SUITE_MS } });
    // What a person's own command runs is not known: it speaks of the whole plan.
    rungs.push(options.command ? rung : { ...rung, reached });
  }
  return rungs.sort((a, b) => WEIGHT[a.result] - WEIGHT[b.result]);
}

/** The tests of a file, those alone that reach it; where none bears its name or imports it at once, those that reach it by way of others. */
async function suiteReaching(sources: TestSources, reach: TestReach, path: string): Promise<TestSuite | undefined> {
  const own = await findTests(sources, path);
  const named = await filtered(own?.files ?? [], (test) => reach.reaches(test, path));
  if (own && named.length > 0) return { ...own, files: named };
  const all = sources.paths.filter((file) => isTest(sources, file, path)).slice(0, MAX_TESTS);
  const [first, ...others] = await filtered(all, (test) => reach.reaches(test, path));
  const suite = first === undefined ? undefined : await findTests(sources, first);
  return first === undefined ? undefined : suite && { ...suite, files: [first, ...others].slice(0, MAX_FILES) };
}

async function filtered<T>(all: readonly T[], keep: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = [];
  for (const one of all) if (await keep(one)) kept.push(one);
  return kept;
}

/** What speaks against a plan is said first. */
const WEIGHT: Record<RungResult['result'], number> = { failed: 0, passed: 1, skipped: 2 };
