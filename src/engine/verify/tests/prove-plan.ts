// The rung `tests` for a plan: the tests of the files that it changes, in the sandbox, before and after.

import type { RungResult } from '../../patch';
import type { WorkspaceFiles } from '../../project/workspace';
import type { Sandbox } from '../sandbox/sandbox';
import { findTests, type TestSuite } from './find-tests';
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
}

const EXTENSIONS = ['.py', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** Of a plan of many files the tests of the first ones are run. */
const MAX_SUITES = 3;
/** One run of one suite; each runs before and after. In ms. */
const SUITE_MS = 20_000;

/** One rung a suite, the ones that say most first; empty where the files have no tests. Never throws. */
export async function proveByTests(options: ProveByTestsOptions): Promise<readonly RungResult[]> {
  const { root, files, changes, texts, sandbox, signal } = options;
  const paths = await files.list(EXTENSIONS);
  const sources = { root, paths, read: (path: string) => files.read(path) };
  const suites = new Map<string, { suite: TestSuite; path: string }>();
  for (const { path } of changes) {
    if (suites.size >= MAX_SUITES || signal.aborted) break;
    const suite = await findTests(sources, path, options.command ? { command: options.command } : {});
    if (suite) suites.set(JSON.stringify(suite), { suite, path });
  }
  const before = new Map([...texts, ...changes.map((change) => [change.path, change.before] as const)]);
  const after = new Map([...texts, ...changes.map((change) => [change.path, change.after] as const)]);
  const prover = new TestProver();
  const rungs: RungResult[] = [];
  for (const { suite, path } of suites.values()) {
    if (signal.aborted) break;
    options.onProgress?.(`Running its tests (${suite.line ?? suite.runner})…`);
    rungs.push((await prover.prove({ suite, root, before, after, path, sandbox, signal, limits: { ms: SUITE_MS } })).rung);
  }
  return rungs.sort((a, b) => WEIGHT[a.result] - WEIGHT[b.result]);
}

/** What speaks against a plan is said first. */
const WEIGHT: Record<RungResult['result'], number> = { failed: 0, passed: 1, skipped: 2 };
