// Two hundred heals that fail, with patches that do their worst: the workspace is byte for byte what it was, and nothing runs on.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detectText } from '../../src/engine/detect/detect';
import { settle } from '../../src/engine/detect/settle-columns';
import { PYTHON, type Fixer, type FixContext, type Proposal } from '../../src/engine/fixers/fixer';
import { fixerSource } from '../../src/engine/generate/fixer-candidates';
import { healFailure, type HealedFailure } from '../../src/engine/heal/heal-failure';
import { openWorkspace, type OpenedWorkspace } from '../../src/engine/project/open-workspace';
import { DiskFiles } from '../../src/engine/project/workspace-files';
import { replace } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';
import { Rerunner } from '../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const { sandbox } = await findSandbox();

let root: string;
let opened: OpenedWorkspace;
beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-failed-')));
  fs.mkdirSync(path.join(root, 'data'));
  fs.writeFileSync(path.join(root, 'main.py'), PROGRAM);
  fs.writeFileSync(path.join(root, 'data/numbers.txt'), '1\n2\n3\n');
  fs.writeFileSync(path.join(root, '.env'), 'PLAIN=1\n');
  opened = await openWorkspace({
    root,
    files: new DiskFiles(root),
    trusted: true,
    typescriptFolders: [],
    index: false,
    onTrouble: () => undefined,
  });
});
afterEach(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

const PROGRAM = 'values = [1, 2, 3]\nprint(values[3] + 1)\nprint("end")\n';
const HEALS = 200;

/** What the loop is made to try; none of it mends anything. */
const WORST: readonly string[] = [
  'import os, shutil\nshutil.rmtree(os.getcwd(), True)\nos.chmod(".", 0o777)\nprint(values[3] + 1)',
  'open("main.py", "w").write("")\nopen("data/new.txt", "w").write("x" * 1000)\nprint(values[3] + 2)',
  'import subprocess\nsubprocess.Popen(["sleep", "600"], start_new_session=True)\nprint(values[4] + 1)',
  'import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass\nprint(values[5] + 1)',
];

const worst = (text: string): Fixer => ({
  id: 'python/worst',
  languages: PYTHON,
  family: 'python/test',
  answers: { messages: [/(?:)/] },
  propose: ({ source, problem }: FixContext): Proposal[] => {
    const { line } = problem.location.range.start;
    const start = source.offsetAt({ line, character: 0 });
    return [
      { title: 'Do the worst', explanation: 'Worst.', variant: 'worst', edits: [replace(start, start + source.line(line).length, text)] },
    ];
  },
});

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of ['.', ...fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()]) {
    const stat = fs.lstatSync(path.join(root, name));
    hash.update(`${name}\0${String(stat.mode)}\0${String(stat.mtimeMs)}\0${String(stat.ino)}\0`);
    if (stat.isFile()) hash.update(fs.readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}

/** Processes of this machine that live in the workspace, or name it. */
function left(): string[] {
  return fs.readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    try {
      return fs.readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(root) || fs.readlinkSync(`/proc/${name}/cwd`).startsWith(root);
    } catch {
      return false;
    }
  });
}

describe.runIf(sandbox.holds && process.platform === 'linux')('in the sandbox of this machine', () => {
  test(`${String(HEALS)} heals that fail leave nothing behind`, { timeout: 300_000 }, async () => {
    const shown = await sandbox.run({
      argv: ['python3', 'main.py'],
      cwd: root,
      root,
      files: new Map(),
      signal: new AbortController().signal,
    });
    const source = new SourceText(PROGRAM);
    const found = detectText(shown.stderr, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
    if (!found) throw new Error(`no problem in: ${shown.stderr}`);
    const problem = settle(found, (_, line) => source.line(line));
    const rerunner = new Rerunner();
    const print = fingerprint();

    let heals = 0;
    const runs: HealedFailure[] = [];
    const worker = async (): Promise<void> => {
      while (heals++ < HEALS) {
        const command = { line: 'python3 main.py', cwd: root };
        // One in ten is broken off at some moment.
        const signal = heals % 10 === 0 ? AbortSignal.timeout(heals) : new AbortController().signal;
        runs.push(
          await healFailure({
            problem: { ...problem, command },
            source,
            all: [problem],
            workspace: opened.workspace,
            version: null,
            signal,
            sources: [fixerSource([worst(WORST[heals % WORST.length] ?? '')])],
            proof: {
              command,
              texts: new Map(),
              runAgain: (request) => rerunner.rerun({ ...request, root, sandbox, limits: { ms: 5_000 } }),
            },
          }),
        );
      }
    };
    await Promise.all([worker(), worker()]);
    expect(runs).toHaveLength(HEALS);
    expect(runs.filter(({ ended }) => ended === 'proved')).toEqual([]);
    expect(runs.filter(({ attempts }) => attempts.length > 0).length).toBeGreaterThan(HEALS / 2);
    expect(fingerprint()).toBe(print);
    expect(left()).toEqual([]);
  });
});
