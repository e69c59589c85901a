// What "Run and Heal" did, one JSON file a run in the workspace's `.self-heal/runs`: for whoever wants to know what was tried and why it did not
// hold. Secrets are searched for first; where they can't be, nothing is written. The newest are kept.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { redact, type Attempt, type FailedCommand, type HealedCommand } from '../../engine';

const MAX_RECORDS = 50;

/** Never rejects: a run is no worse for not being written down. @returns why it was not, if so. */
export async function recordRun(root: string, command: FailedCommand, ran: HealedCommand, started: Date): Promise<string | undefined> {
  const record = {
    version: 1,
    command: command.line,
    started: started.toISOString(),
    ended: ran.ended,
    why: ran.why,
    rounds: ran.rounds.map(({ problem, patch }) => ({
      error: `${problem.errorType}: ${problem.message}`,
      signature: problem.signature.shape,
      line: problem.location.range.start.line + 1,
      fix: patch.candidate.title,
      origin: patch.candidate.origin,
      confidence: patch.confidence,
      evidence: patch.evidence,
    })),
    reflections: ran.tried.map(reflection),
    ...(ran.left ? { left: `${ran.left.errorType}: ${ran.left.message}` } : {}),
  };
  const clean = await redact(`${JSON.stringify(record, null, 2)}\n`);
  if (!clean.ok) return clean.message;
  const own = path.join(root, '.self-heal');
  const folder = path.join(own, 'runs');
  try {
    // A workspace could bring a link in the folder's place, to have a file elsewhere written.
    for (const one of [own, folder]) if (fs.lstatSync(one, { throwIfNoEntry: false })?.isSymbolicLink()) return `${one} is a link.`;
    await fs.promises.mkdir(folder, { recursive: true });
    await fs.promises.writeFile(path.join(own, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
    await fs.promises.writeFile(path.join(folder, `${started.toISOString().replaceAll(':', '-')}.json`), clean.value.text, { flag: 'wx' });
    const known = (await fs.promises.readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    for (const old of known.slice(0, -MAX_RECORDS)) await fs.promises.rm(path.join(folder, old), { force: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why an attempt failed and what it had changed: lines of the text that it made, numbered from one. */
function reflection({ patch, rung, after }: Attempt): {
  failure_reason: string;
  fix_approach: string;
  specific_changes: readonly string[];
} {
  const lines = after.split(/\r\n|\r|\n/);
  const own = patch.candidate.edits.filter((file) => file.path === patch.problem.location.path).flatMap((file) => file.edits);
  let shift = 0;
  const changes = own.map(({ range, newText }) => {
    const first = range.start.line + shift;
    const added = newText.split(/\r\n|\r|\n/).length - 1;
    shift += added - (range.end.line - range.start.line);
    return `line ${first + 1}: ${lines.slice(first, first + added + 1).join('\n')}`;
  });
  return { failure_reason: rung.why ?? 'the error is still there', fix_approach: patch.candidate.title, specific_changes: changes };
}
