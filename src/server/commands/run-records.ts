// What "Run and Heal" did, one JSON file a run in the workspace's `.self-heal/runs`: for whoever wants to know what was tried and why it did not
// hold. Secrets are searched for first; where they can't be, nothing is written. The newest are kept. What is read back is data of the workspace.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as v from 'valibot';
import { excerptOf, readFileText, redact, type Attempt, type FailedCommand, type HealedCommand, type Patch } from '../../engine';

const MAX_RECORDS = 50;
/** Attempts of a run that are kept. */
const MAX_TRIED = 20;
/** UTF-16 units of each text of a change: the changed lines with some around them. */
const MAX_TEXT = 3_000;
/** Of a file that is read, in bytes. */
const MAX_FILE = 1024 * 1024;

const text = v.pipe(v.string(), v.maxLength(100_000));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The changed lines of a file, as it was and as the patch has it. `start_line`: zero-based, of the file. */
const ChangeSchema = v.object({ file: text, before: text, after: text, start_line: natural });
export type RunChange = v.InferOutput<typeof ChangeSchema>;

const RunSchema = v.object({
  command: text,
  cwd: v.optional(text),
  started: v.pipe(v.string(), v.isoTimestamp()),
  ended: text,
  why: text,
  rounds: v.array(v.object({ error: text, line: natural, fix: text, evidence: v.optional(v.unknown()), change: v.optional(ChangeSchema) })),
  reflections: v.array(v.object({ failure_reason: text, fix_approach: text, change: v.optional(ChangeSchema) })),
  left: v.optional(text),
});

/** A run as its file tells it. */
export type RecordedRun = v.InferOutput<typeof RunSchema> & {
  /** The file's name without its ending. */
  readonly id: string;
};

/** Never rejects: a run is no worse for not being written down. @returns why it was not, if so. */
export async function recordRun(root: string, command: FailedCommand, ran: HealedCommand, started: Date): Promise<string | undefined> {
  const record = {
    version: 2,
    command: command.line,
    cwd: path.relative(root, command.cwd).split(path.sep).join('/'),
    started: started.toISOString(),
    ended: ran.ended,
    why: ran.why,
    rounds: ran.rounds.map(({ problem, patch, before, after }) => ({
      error: `${problem.errorType}: ${problem.message}`,
      signature: problem.signature.shape,
      line: problem.location.range.start.line + 1,
      fix: patch.candidate.title,
      origin: patch.candidate.origin,
      confidence: patch.confidence,
      evidence: patch.evidence,
      change: changeOf(root, patch, before, after),
    })),
    reflections: ran.tried.slice(-MAX_TRIED).map((attempt) => ({
      ...reflection(attempt),
      change: changeOf(root, attempt.patch, attempt.before, attempt.after),
    })),
    ...(ran.left ? { left: `${ran.left.errorType}: ${ran.left.message}` } : {}),
  };
  const clean = await redact(`${JSON.stringify(record, null, 2)}\n`);
  if (!clean.ok) return clean.message;
  const { own, folder } = placesOf(root);
  try {
    // A workspace could bring a link in the folder's place, to have a file elsewhere written.
    for (const one of [own, folder]) if (isLink(one)) return `${one} is a link.`;
    await fs.promises.mkdir(folder, { recursive: true });
    await fs.promises.writeFile(path.join(own, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
    await fs.promises.writeFile(path.join(folder, `${started.toISOString().replaceAll(':', '-')}.json`), clean.value.text, { flag: 'wx' });
    for (const old of namesIn(folder).slice(0, -MAX_RECORDS)) await fs.promises.rm(path.join(folder, old), { force: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The runs of a folder, newest first. A file that holds no run is passed over. */
export function recordedRuns(root: string): readonly RecordedRun[] {
  const { own, folder } = placesOf(root);
  if (isLink(own) || isLink(folder)) return [];
  return namesIn(folder)
    .reverse()
    .slice(0, MAX_RECORDS)
    .flatMap((name) => {
      try {
        const parsed = v.safeParse(RunSchema, JSON.parse(readFileText(path.join(folder, name), MAX_FILE) ?? ''));
        return parsed.success ? [{ ...parsed.output, id: path.basename(name, '.json') }] : [];
      } catch {
        return [];
      }
    });
}

/** Removes one run, or all of them where none is named. @returns how many went. May throw errors of the file system. */
export function removeRuns(root: string, id?: string): number {
  const { own, folder } = placesOf(root);
  if (isLink(own) || isLink(folder)) return 0;
  const gone = namesIn(folder).filter((name) => id === undefined || path.basename(name, '.json') === id);
  for (const name of gone) fs.rmSync(path.join(folder, name), { force: true });
  return gone.length;
}

function placesOf(root: string): { readonly own: string; readonly folder: string } {
  const own = path.join(root, '.self-heal');
  return { own, folder: path.join(own, 'runs') };
}

const isLink = (file: string): boolean => fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Oldest first: the names are times. */
function namesIn(folder: string): string[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

function changeOf(root: string, { problem }: Patch, before: string, after: string): RunChange {
  const excerpt = excerptOf(before, after, null, MAX_TEXT);
  const file = path.relative(root, problem.location.path).split(path.sep).join('/');
  return { file, before: excerpt.before, after: excerpt.proposed, start_line: excerpt.startLine };
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
