// Re-runs of a patch in the real sandbox, on a folder of its own.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { detectText } from '../../src/engine/detect/detect';
import { settle } from '../../src/engine/detect/settle-columns';
import type { Problem } from '../../src/engine/problem';
import { SourceText } from '../../src/engine/syntax/source-text';
import type { Rerun } from '../../src/engine/verify/rerun/contract';
import { lineMap } from '../../src/engine/verify/rerun/line-map';
import { Rerunner } from '../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import type { SandboxRequest } from '../../src/engine/verify/sandbox/sandbox';

const { sandbox } = await findSandbox();

export const holds = sandbox.holds;

export interface RerunCase {
  readonly line: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the patch makes of some of them. */
  readonly patch: Readonly<Record<string, string>>;
  /** What was seen, where the command does not show it every time. `ROOT` stands for the folder. */
  readonly seen?: string;
}

export interface RerunResult extends Rerun {
  /** `passed`, or `failed: why`. */
  readonly said: string;
  /** Runs of the program for the proof. */
  readonly runs: number;
  readonly problem: Problem;
}

/** The last error that the command shows, and what a re-run says of the patch. */
export async function rerunCase({ line, files, patch, seen }: RerunCase): Promise<RerunResult> {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-rerun-case-')));
  const root = path.join(base, 'project');
  try {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), text);
    }
    const signal = AbortSignal.timeout(60_000);
    const place = { cwd: root, roots: [root], origin: 'terminal', ignored: true } as const;
    const run =
      seen === undefined ? await sandbox.run({ argv: ['/bin/sh', '-c', line], cwd: root, root, files: new Map(), signal }) : undefined;
    const printed = run ? `${run.stdout}\n${run.stderr}` : (seen ?? '').replaceAll('ROOT', root);
    const found = detectText(printed, place).at(-1);
    if (!found) throw new Error(`it shows no error: ${printed}`);
    const file = found.location.path;
    const before = fs.readFileSync(file, 'utf8');
    const source = new SourceText(before);
    const problem = settle(found, (_, number) => source.line(number));
    const after = patch[path.relative(root, file)] ?? before;
    const { line: failed } = problem.location.range.start;
    const now = lineMap(before, after).newLine(failed);
    const at = now === undefined ? undefined : { line: now, character: now === failed ? problem.location.range.start.character : 0 };
    let runs = 0;
    const result = await new Rerunner().rerun({
      problem,
      command: { line, cwd: root },
      root,
      before: new Map(),
      after: new Map(Object.entries(patch).map(([name, text]) => [path.join(root, name), text])),
      statement: at && { start: at, end: at },
      sandbox: { ...sandbox, run: (request: SandboxRequest) => (runs++, sandbox.run(request)) },
      signal,
    });
    const { rung } = result;
    return { ...result, said: `${rung.result}${rung.why === undefined ? '' : `: ${rung.why}`}`, runs, problem };
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}
