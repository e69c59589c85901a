// The self-test of a workspace: known mistakes go into a temporary copy of it, one at a time, and what became of each is told. The workspace stays as it is.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { slipsIn, type SlipLanguage } from '../adapt/training/generic-pairs';
import { inspectAgain, inspectFile } from '../inspect/inspect-file';
import type { Memory } from '../learn/memory';
import type { RungResult } from '../patch';
import type { Problem } from '../problem';
import { DiskFiles } from '../project/workspace-files';
import type { Workspace } from '../project/workspace';
import { failure, success, type Result } from '../result';
import { applyEdits, toOffsetEdits } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import type { Sandbox } from '../verify/sandbox/sandbox';
import { planCopy } from '../verify/sandbox/workspace-layer';
import { proveByTests } from '../verify/tests/prove-plan';
import { healFile } from './heal-file';
import { MIN_CONFIDENCE_IN_MENU } from './limits';
import { Workspaces, type ToolsAt } from './warm-workspaces';

/** Files that mistakes are looked for in, and the longest of them in UTF-16 units. */
const MAX_FILES = 200;
const MAX_CHARS = 60_000;
/** Of the copy. */
const MAX_BYTES = 512 * 1024 * 1024;

export interface SelfTestRequest {
  /** The workspace folder; absolute. It is read only. */
  readonly root: string;
  /** Mistakes that are made at most. */
  readonly count: number;
  /** Whether the programs that came with the folder may be started. */
  readonly mayStart: boolean;
  readonly at?: ToolsAt;
  /** Runs the files' own tests with the mistake and with its fix; left out: no test is run. */
  readonly sandbox?: Sandbox;
  readonly signal: AbortSignal;
  readonly onTrouble: (message: string) => void;
  readonly onFault: (where: string, error: unknown) => void;
  /** After each mistake. */
  readonly onTested?: (tested: TestedSlip) => void;
}

/**
 * `healed`: the error is gone and nothing new came. `missed`: it is still there, something new came, or a test failed with the fix. `unnoticed`: no checker
 * at hand saw the mistake, so there was nothing to heal.
 */
export type SelfTestOutcome = 'healed' | 'missed' | 'unnoticed';

export interface TestedSlip {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  readonly kind: string;
  /** What was seen; empty where nothing was. */
  readonly error: string;
  readonly outcome: SelfTestOutcome;
  /** Tests that failed with the mistake pass with the fix. */
  readonly proved: boolean;
  /** The file is again what it was, to the letter. */
  readonly restored: boolean;
  readonly why: string;
  /** From the mistake to its fix, without the tests. */
  readonly ms: number;
}

export interface SelfTested {
  readonly slips: readonly TestedSlip[];
  /** Files that were looked through. */
  readonly files: number;
  readonly ended: 'done' | 'cancelled';
}

interface Site {
  /** In the copy; absolute. */
  readonly file: string;
  readonly language: SlipLanguage;
  readonly text: string;
  readonly kind: string;
  readonly before: string;
  readonly line: number;
}

export async function selfTest(request: SelfTestRequest): Promise<Result<SelfTested, 'too-large' | 'unwritable'>> {
  const copied = copyWorkspace(request.root);
  if (!copied.ok) return copied;
  const { base, root } = copied.value;
  const workspaces = new Workspaces(request.onTrouble, () => Promise.resolve(request.mayStart), request.at);
  try {
    const { sites, files } = await sitesIn(root, request.count);
    const slips: TestedSlip[] = [];
    const known = new Map<string, ReadonlySet<string>>();
    for (const site of sites) {
      if (request.signal.aborted) break;
      const workspace = await workspaces.of(root);
      const knownHere =
        known.get(site.file) ??
        new Set((await inspectFile(site.file, site.language, new SourceText(site.text), workspace, request.signal)).problems.map(wordsOf));
      known.set(site.file, knownHere);
      // The disk has it, as it would have a mistake of a person's: what looks there sees it, too.
      fs.writeFileSync(site.file, site.before);
      workspaces.changed(site.file);
      try {
        const tested = await testOne(site, root, knownHere, workspace, workspaces.memoryOf(root), request);
        if (request.signal.aborted) break;
        slips.push(tested);
        request.onTested?.(tested);
      } finally {
        fs.writeFileSync(site.file, site.text);
        workspaces.changed(site.file);
      }
    }
    return success({ slips, files, ended: request.signal.aborted ? 'cancelled' : 'done' });
  } finally {
    workspaces.dispose();
    fs.rmSync(base, { recursive: true, force: true });
  }
}

async function testOne(
  site: Site,
  root: string,
  known: ReadonlySet<string>,
  workspace: Workspace,
  memory: Memory,
  request: SelfTestRequest,
): Promise<TestedSlip> {
  const { signal } = request;
  const began = performance.now();
  const fresh = async (text: string): Promise<readonly Problem[]> =>
    (await inspectFile(site.file, site.language, new SourceText(text), workspace, signal)).problems.filter(
      (problem) => !known.has(wordsOf(problem)),
    );
  const seen = await fresh(site.before);
  const [first] = seen;
  const told = (outcome: SelfTestOutcome, why: string, more: Partial<TestedSlip> = {}): TestedSlip => ({
    file: path.relative(root, site.file).split(path.sep).join('/'),
    line: first?.location.range.start.line ?? site.line,
    kind: site.kind,
    error: first === undefined ? '' : `${first.errorType}: ${first.message}`,
    outcome,
    proved: false,
    restored: false,
    why,
    ms: Math.round(performance.now() - began),
    ...more,
  });
  if (!first) return told('unnoticed', 'no checker at hand sees it');
  const source = new SourceText(site.before);
  const result = await healFile({
    path: site.file,
    source,
    version: null,
    problems: seen,
    workspace,
    memory,
    signal,
    // What was wrong before is no matter of the test.
    remaining: async (asked) => (await inspectAgain(asked)).filter((problem) => !known.has(wordsOf(problem))),
    minConfidence: MIN_CONFIDENCE_IN_MENU,
    onFault: request.onFault,
  });
  let after = site.before;
  for (const { candidate } of result.healed) {
    const own = candidate.edits.find((edit) => edit.path === site.file);
    if (own) after = applyEdits(after, toOffsetEdits(new SourceText(after), own.edits));
  }
  const { ms } = told('missed', '');
  if (after === site.before) return told('missed', result.left[0]?.why ?? 'no fix', { ms });
  const [left] = await fresh(after);
  if (left) return told('missed', `with the fix there is still ${left.errorType}: ${left.message}`, { ms });
  const restored = after === site.text;
  const rungs = request.sandbox
    ? await proveByTests({
        root,
        files: workspace.files,
        changes: [{ path: site.file, before: site.before, after }],
        texts: new Map(),
        sandbox: request.sandbox,
        signal,
      })
    : [];
  const failed = rungs.find(({ result: ended }) => ended === 'failed');
  if (failed) return told('missed', `a test fails with the fix${reason(failed)}`, { ms, restored });
  const proved = rungs.some(({ result: ended }) => ended === 'passed');
  const how = proved ? 'its tests pass again' : 'the error is gone, and nothing new came';
  return told('healed', restored ? `${how}; the file is what it was` : `${how}; the file is not to the letter what it was`, {
    ms,
    proved,
    restored,
  });
}

const reason = ({ why }: RungResult): string => (why === undefined ? '' : `: ${why}`);

const wordsOf = ({ errorType, message }: Problem): string => `${errorType} ${message}`;

/** The mistakes, as many as are wanted: each kind in turn, and of a kind each file in turn. Always the same for the same files. */
async function sitesIn(root: string, count: number): Promise<{ readonly sites: readonly Site[]; readonly files: number }> {
  const disk = new DiskFiles(root);
  const files = (await disk.list(['.py', '.ts', '.mts', '.cts'])).filter((file) => !file.endsWith('.d.ts')).slice(0, MAX_FILES);
  const byKind = new Map<string, Site[][]>();
  for (const file of files) {
    const text = await disk.read(file);
    if (text === undefined || text.length > MAX_CHARS) continue;
    const language: SlipLanguage = file.endsWith('.py') ? 'python' : 'typescript';
    const ofFile = new Map<string, Site[]>();
    for (const { kind, slip } of slipsIn(language, text)) {
      const key = `${language} ${kind}`;
      ofFile.set(key, [...(ofFile.get(key) ?? []), { file, language, text, kind, before: slip.before, line: slip.line }]);
    }
    for (const [key, sites] of ofFile) byKind.set(key, [...(byKind.get(key) ?? []), sites]);
  }
  const queues = [...byKind.values()].map((perFile) => inTurn(perFile));
  return { sites: inTurn(queues).slice(0, count), files: files.length };
}

/** The first of each, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** Dependencies are linked, not copied: checkers only read them. */
function copyWorkspace(root: string): Result<{ readonly base: string; readonly root: string }, 'too-large' | 'unwritable'> {
  const plan = planCopy(root, MAX_BYTES);
  if (!plan) return failure('too-large', 'The workspace is too large to be copied for a test; name a part of it with --workspace.');
  let base = '';
  try {
    base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-selftest-')));
    const copy = path.join(base, path.basename(root) || 'workspace');
    fs.mkdirSync(copy);
    for (const relative of plan.copied) {
      const from = path.join(root, relative);
      const to = path.join(copy, relative);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      const stat = fs.lstatSync(from);
      if (stat.isDirectory()) fs.mkdirSync(to, { recursive: true });
      else if (stat.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
      else fs.copyFileSync(from, to);
    }
    for (const relative of plan.shown) {
      const to = path.join(copy, relative);
      // History is for no checker, and no mistake of a test's may come near it.
      if (path.basename(relative) === '.git') continue;
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.symlinkSync(path.join(root, relative), to);
    }
    return success({ base, root: copy });
  } catch (error) {
    if (base !== '') fs.rmSync(base, { recursive: true, force: true });
    return failure('unwritable', `The workspace could not be copied: ${error instanceof Error ? error.message : String(error)}`);
  }
}
