// Heals a problem that a command showed: candidates, the command run again on a copy, corrections, until one holds.
// The user's files stay as they are; what comes back is a patch to offer, and what was tried to get it.

import type { FileEdit, Patch, RungResult } from '../patch';
import type { FailedCommand, Problem, Range } from '../problem';
import { heal, toPatch } from './heal-problem';
import { healThrough, type HealThroughRequest } from './heal-chain';
import { applyEdits, editsId, shiftOffset, toOffsetEdits, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { lexLine } from '../syntax/python-tokens';
import { SourceText } from '../syntax/source-text';
import type { Rerun, RerunRequest } from '../verify/rerun/contract';
import { holds, verify } from '../verify/verify';

/** What runs the command again: the rung `reruns`, with the sandbox and the run before the patch already in hand. */
export type RunAgain = (request: Pick<RerunRequest, 'problem' | 'command' | 'before' | 'after' | 'place' | 'signal'>) => Promise<Rerun>;

/** How a patch of a problem can be proved by what showed the problem. */
export interface Proof {
  readonly command: FailedCommand;
  readonly runAgain: RunAgain;
  /** Texts as they are where they differ from the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface HealFailureRequest extends HealThroughRequest {
  readonly proof: Proof;
  /** What fails elsewhere once the error is gone is left to the caller, who runs it again; a second slip in the mended statement is not. */
  readonly elsewhere?: 'left';
  /** Another source of patches, asked once what is at hand did not hold; it is told why, one sentence each. */
  readonly more?: (reflections: readonly string[]) => Promise<readonly Patch[]>;
  readonly onProgress?: (message: string) => void;
  /** After this no further run begins. In ms. */
  readonly maxMs?: number;
}

export type StopReason =
  /** A patch was proved. */
  | 'proved'
  /** There was no candidate at all. */
  | 'no-candidate'
  /** Every candidate was disproved. */
  | 'none-held'
  /** The command says nothing here: it waits for input, needs the network, … */
  | 'not-provable'
  | 'out-of-rounds'
  | 'out-of-time'
  | 'cancelled';

export interface Attempt {
  readonly patch: Patch;
  readonly rung: RungResult;
  /** The text of the problem's file without and with the patch. */
  readonly before: string;
  readonly after: string;
  /** The error was gone, and the program stopped at another one behind it. */
  readonly further: boolean;
}

export interface HealedFailure {
  /** Proved first, then those that nothing disproved, best first. */
  readonly patches: readonly Patch[];
  readonly ended: StopReason;
  /** In the order they were run; the best one can be looked at even where none held. */
  readonly attempts: readonly Attempt[];
}

/** Runs of the patched program: each costs as long as the program. */
const MAX_ROUNDS = 5;
/** Corrections of one candidate: an error behind the error, mended too. */
const MAX_CORRECTIONS = 3;
const MAX_MS = 60_000;
/** A correction less sure than this is a guess on top of a guess. */
const SURE_CORRECTION = 0.3;

interface Link {
  readonly patch: Patch;
  /** All texts after the patch, by path. */
  readonly pieces: ReadonlyMap<string, Pieces>;
  readonly corrections: number;
}

/** Changes nothing; throws only for a bug. */
export async function healFailure(request: HealFailureRequest): Promise<HealedFailure> {
  const now = request.now ?? Date.now;
  const until = now() + (request.maxMs ?? MAX_MS);
  const { signal } = request;
  const queue: Link[] = [];
  const tried = new Set<string>();
  const attempts: Attempt[] = [];
  const [proved, unproved]: [Patch[], Patch[]] = [[], []];
  let asked = false;
  const push = async (patches: readonly Patch[]): Promise<void> => {
    for (const patch of patches) queue.push({ patch, pieces: await piecesOf(patch, request), corrections: 0 });
  };
  const result = (ended: StopReason): HealedFailure => {
    const rest = queue.map(({ patch }) =>
      withRung(patch, { rung: 'reruns', result: 'skipped', why: ended === 'proved' ? 'another fix is proved' : WHY[ended] }),
    );
    return { patches: [...proved, ...byConfidence([...unproved, ...rest])], ended, attempts };
  };

  await push(await healThrough(request));
  for (;;) {
    if (signal.aborted) return result('cancelled');
    if (queue.length === 0 && !asked && request.more) {
      asked = true;
      request.onProgress?.('Looking for another way…');
      await push(await request.more(attempts.map(reflection)));
    }
    const link = queue.shift();
    if (!link) return result(attempts.length === 0 ? 'no-candidate' : unproved.length === 0 ? 'none-held' : 'not-provable');
    const key = JSON.stringify([...link.pieces].map(([path, pieces]) => [path, pieces.text]));
    if (tried.has(key)) continue;
    if (attempts.length >= MAX_ROUNDS || now() > until) {
      queue.unshift(link);
      return result(attempts.length >= MAX_ROUNDS ? 'out-of-rounds' : 'out-of-time');
    }
    tried.add(key);
    request.onProgress?.(`Running it again with: ${link.patch.candidate.title}`);
    const rerun = await runPatched(link.patch, link.pieces, request);
    const patch = { ...withRung(link.patch, rerun.rung), confidence: afterRun(link.patch.confidence, rerun, request.proof.command) };
    attempts.push({
      patch,
      rung: rerun.rung,
      before: request.source.text,
      after: link.pieces.get(request.problem.location.path)?.text ?? request.source.text,
      further: rerun.further ?? false,
    });
    if (rerun.rung.result === 'passed') {
      proved.push(patch);
      return result('proved');
    }
    if (rerun.rung.result === 'skipped') unproved.push(patch);
    const isOurs = rerun.rung.result === 'failed' || request.elsewhere !== 'left';
    const corrected =
      rerun.next && rerun.further && isOurs && link.corrections < MAX_CORRECTIONS ? await correct(link, rerun.next, request) : undefined;
    if (corrected) queue.unshift(corrected);
    // What keeps one patched program from saying anything keeps the others too.
    else if (rerun.blind) return result('not-provable');
  }
}

const WHY: Record<StopReason, string> = {
  proved: 'it was proved',
  'no-candidate': 'there was nothing to run',
  'none-held': 'it was not reached',
  'not-provable': 'the command can tell nothing here',
  'out-of-rounds': `the program was run ${MAX_ROUNDS} times already`,
  'out-of-time': 'there was no time left',
  cancelled: 'it was cancelled',
};

/** Why an attempt did not hold, for the next one. */
function reflection({ patch, rung }: Attempt): string {
  return `“${patch.candidate.title}” did not hold: ${rung.why ?? 'the error is still there'}`;
}

function byConfidence(patches: readonly Patch[]): Patch[] {
  return [...patches].sort((a, b) => b.confidence - a.confidence);
}

/**
 * How likely a patch is once it has run, measured on 180 crashes of other people's programs: of those proved by a test all were
 * right, of those by the program alone 19 in 20. Of those after which the program still failed, one in twenty was all that was
 * wrong: where another error stands behind it the patch may be right all the same, where a test's result is wrong hardly.
 */
function afterRun(confidence: number, rerun: Rerun, command: FailedCommand): number {
  // What it came to behind the mended line (it waits for input, keeps serving) says nothing against it.
  if (rerun.blind || (rerun.further && !rerun.next && rerun.rung.result === 'skipped')) return confidence;
  if (rerun.rung.result !== 'passed') return confidence * (rerun.further && rerun.next ? 0.7 : 0.4);
  return 1 - (1 - confidence) * (TESTS.test(command.line) ? 0.2 : 0.5);
}

/** A command that looks at results, not only at whether the program ends. */
const TESTS = /\b(?:pytest|unittest|jest|vitest|mocha|ava|tests?)\b|\btest_\w|_test\.|\.(?:test|spec)\./;

/** The command on the texts with the patch applied. */
export function runPatched(
  patch: Patch,
  pieces: ReadonlyMap<string, Pieces>,
  request: Pick<HealFailureRequest, 'problem' | 'source' | 'proof' | 'signal'>,
): Promise<Rerun> {
  const { problem, source, proof, signal } = request;
  return proof.runAgain({
    problem,
    command: proof.command,
    before: proof.texts,
    after: new Map([...proof.texts, ...[...pieces].map(([path, after]) => [path, after.text] as const)]),
    place: placeAfter(problem, source, patch),
    signal,
  });
}

export function withRung(patch: Patch, rung: RungResult): Patch {
  return { ...patch, evidence: [...patch.evidence.filter((known) => known.rung !== rung.rung), rung] };
}

/** The texts that a patch changes, after it, by path. */
export async function piecesOf(
  patch: Patch,
  request: Pick<HealFailureRequest, 'problem' | 'source' | 'proof' | 'workspace'>,
): Promise<Map<string, Pieces>> {
  const all = new Map<string, Pieces>();
  for (const file of patch.candidate.edits) {
    const text = await textOf(file.path, request);
    if (text !== undefined) all.set(file.path, Pieces.of(text).edited(toOffsetEdits(new SourceText(text), file.edits)));
  }
  return all;
}

async function textOf(
  path: string,
  request: Pick<HealFailureRequest, 'problem' | 'source' | 'proof' | 'workspace'>,
): Promise<string | undefined> {
  if (path === request.problem.location.path) return request.source.text;
  return request.proof.texts.get(path) ?? (await request.workspace.files.read(path));
}

/** The patch with the error behind it mended too, as one patch of the original texts; undefined where nothing sure is known. */
async function correct(link: Link, next: Problem, request: HealFailureRequest): Promise<Link | undefined> {
  const path = next.location.path;
  const text = link.pieces.get(path)?.text ?? (await textOf(path, request));
  if (text === undefined) return undefined;
  const source = new SourceText(text);
  const [step] = await heal({ ...request, problem: next, source, all: [next], offers: 1 });
  if (!step || step.confidence < SURE_CORRECTION) return undefined;
  const pieces = new Map(link.pieces);
  for (const file of step.candidate.edits) {
    const known = pieces.get(file.path) ?? Pieces.of((await textOf(file.path, request)) ?? '');
    pieces.set(file.path, known.edited(toOffsetEdits(new SourceText(known.text), file.edits)));
  }
  const edits: FileEdit[] = [...pieces]
    .map(([name, all]) => ({
      path: name,
      version: name === request.problem.location.path ? request.version : null,
      edits: toTextEdits(new SourceText(all.original), all.edits()),
    }))
    .filter((file) => file.edits.length > 0);
  const first = link.patch.candidate;
  const candidate = {
    ...first,
    id: editsId(edits),
    title: `${first.title.replace(/, and \d+ more$/, '')}, and ${link.corrections + 1} more`,
    explanation: `${first.explanation}\nBehind it the program stopped at line ${next.location.range.start.line + 1} (${next.errorType}): ${step.candidate.title}.`,
    edits,
    confidence: first.confidence * step.confidence,
  };
  const own = request.problem.location.path;
  const evidence = await verify({
    problem: request.problem,
    candidate,
    path: own,
    source: request.source,
    workspace: request.workspace,
    signal: request.signal,
  });
  return holds(evidence) ? { patch: toPatch(request.problem, candidate, evidence), pieces, corrections: link.corrections + 1 } : undefined;
}

/** Where the statement that failed lies after the patch; undefined where nothing is left of it. */
export function placeAfter(problem: Problem, source: SourceText, patch: Patch): Range | undefined {
  const own = patch.candidate.edits.find((file) => file.path === problem.location.path);
  const edits = own ? toOffsetEdits(source, own.edits) : [];
  const after = applyEdits(source.text, edits);
  const statement = statementAt(problem, source);
  // A line put above the statement is not part of it, one that is put into it is.
  const above = edits.filter((edit) => edit.end <= statement.start && (edit.start < statement.start || edit.text.includes('\n')));
  const start = shiftOffset(statement.start, above);
  const end = shiftOffset(
    statement.end,
    edits.filter((edit) => edit.start < statement.end || edit.text.length === 0 || !edit.text.includes('\n')),
  );
  if (after.slice(start, Math.max(start, end)).trim() === '') return undefined;
  return new SourceText(after).range(start, end);
}

/** Offsets of the statement that the problem is in, without the indentation before it and the line end behind it. */
function statementAt(problem: Problem, source: SourceText): OffsetEdit {
  const { line } = problem.location.range.start;
  const at = source.offsetAt({ line, character: 0 });
  if (problem.language === 'python') {
    for (let from = 0; ;) {
      const logical = lexLine(source.text, from);
      if (!logical) break;
      if (logical.next > at) {
        const start = logical.tokens[0]?.start ?? at;
        return { start, end: start + source.text.slice(start, logical.next).trimEnd().length, text: '' };
      }
      from = logical.next;
    }
  }
  const text = source.line(line);
  const start = at + text.length - text.trimStart().length;
  return { start, end: at + text.trimEnd().length, text: '' };
}
