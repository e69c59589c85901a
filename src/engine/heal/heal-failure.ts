// Heals a problem that a command showed: candidates, the command run again on a copy, corrections, until one holds.
// The user's files stay as they are; what comes back is a patch to offer, and what was tried to get it.

import type { Patch, RungResult } from '../patch';
import type { FailedCommand, Problem, Range } from '../problem';
import { probabilityAfterRerun, withinReview } from '../generate/confidence';
import type { RerunOutcome } from '../learn/counts';
import { applyEdits, editsOf, shiftOffset, type OffsetEdit } from '../syntax/edits';
import { lexLine } from '../syntax/python-tokens';
import { SourceText } from '../syntax/source-text';
import type { Rerun, RerunRequest } from '../verify/rerun/contract';
import { holds, isDoubted, verify } from '../verify/verify';
import { escalationOf } from './escalation';
import { healProblem } from './heal-problem';
import { MAX_CORRECTIONS, MAX_FAILURE_MS, MAX_RERUNS, MIN_CONFIDENCE_OF_CORRECTION } from './limits';
import { PatchChain } from './patch-chain';
import { toPatch, type HealRequest } from './proved-candidates';

/** What runs the command again: the rung `reruns`, with the sandbox and the run before the patch already in hand. */
export type RunAgain = (request: Pick<RerunRequest, 'problem' | 'command' | 'before' | 'after' | 'statement' | 'signal'>) => Promise<Rerun>;

/** How a patch of a problem can be proved by what showed the problem. */
export interface Proof {
  readonly command: FailedCommand;
  readonly runAgain: RunAgain;
  /** Texts as they are where they differ from the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface HealFailureRequest extends HealRequest {
  readonly proof: Proof;
  /** What fails elsewhere once the error is gone is left to the caller, who runs it again; a second slip in the mended statement is not. */
  readonly elsewhere?: 'left';
  /**
   * Another source of patches, asked once what is at hand did not hold or enough of it was run; it is told why, one sentence each. What it has run
   * itself, and proved, is not run again.
   */
  readonly more?: (reflections: readonly string[]) => Promise<readonly Patch[]>;
  /** Puts the patches that are run into another order; they keep their confidence. */
  readonly rank?: (patches: readonly Patch[], problem: Problem, source: SourceText) => Promise<readonly Patch[]>;
  readonly onProgress?: (message: string) => void;
  /** Patches of the problem where the caller has them already; else it is healed here. */
  readonly patches?: readonly Patch[];
  /** After this no further run begins. In ms. */
  readonly maxMs?: number;
  /** The clock, in ms. */
  readonly now?: () => number;
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
  /** It is too complex for a fix to be pushed (`escalationOf`). */
  | 'escalated'
  | 'out-of-rounds'
  | 'out-of-time'
  | 'cancelled';

export interface Attempt {
  readonly patch: Patch;
  readonly rung: RungResult;
  /** What the run said of the patch, and how likely it was before. */
  readonly outcome: RerunOutcome;
  readonly probability: number;
  /** The text of the problem's file without and with the patch. */
  readonly before: string;
  readonly after: string;
  /** The error was gone, and the program stopped at another one behind it. */
  readonly further: boolean;
  /** The program ends without an error, which says nothing of the patch (`Rerun.endsWell`); undefined where it does not. */
  readonly endsWell: Rerun['endsWell'];
  /** That other one, in the coordinates of the patched texts. */
  readonly next?: Problem;
}

export interface HealedFailure {
  /** Proved first, then those that nothing disproved, best first. */
  readonly patches: readonly Patch[];
  readonly ended: StopReason;
  /** In the order they were run; the best one can be looked at even where none held. */
  readonly attempts: readonly Attempt[];
}

/** One way to heal: a patch, and the texts it leaves. */
interface Attempted {
  readonly patch: Patch;
  readonly chain: PatchChain;
}

/** Changes nothing; throws only for a bug. */
export async function healFailure(request: HealFailureRequest): Promise<HealedFailure> {
  const now = request.now ?? Date.now;
  let until = now() + (request.maxMs ?? MAX_FAILURE_MS);
  let most = MAX_RERUNS;
  const { signal } = request;
  const queue: Attempted[] = [];
  const tried = new Set<string>();
  const attempts: Attempt[] = [];
  const [proved, unproved]: [Patch[], Patch[]] = [[], []];
  let asked = false;
  const push = async (patches: readonly Patch[]): Promise<void> => {
    for (const patch of patches) queue.push({ patch, chain: await originalTexts(request).with(patch) });
  };
  /** Not run for want of rounds or time. */
  let unrun: readonly Attempted[] = [];
  const result = (ended: StopReason): HealedFailure => {
    const why = ended === 'proved' ? 'another fix is proved' : WHY[ended];
    const rest = [...queue, ...unrun].map(({ patch }) => withRung(patch, { rung: 'reruns', result: 'skipped', why }));
    const standing = [...unproved, ...rest].filter(({ evidence }) => !isDoubted(evidence));
    return { patches: [...proved, ...byConfidence(standing)], ended, attempts };
  };

  if (request.escalate && (await escalationOf(request))) return result('escalated');
  const first = request.patches ?? (await healProblem({ ...request, runFollows: true }));
  await push(request.rank && first.length > 1 ? await request.rank(first, request.problem, request.source) : first);
  for (;;) {
    if (signal.aborted) return result('cancelled');
    const isSpent = attempts.length >= most || now() > until;
    // One with which the program came further is a step already.
    const hasStep = attempts.some(({ further, rung }) => further && rung.result === 'skipped');
    if ((queue.length === 0 || isSpent) && !asked && !hasStep && request.more) {
      asked = true;
      unrun = queue.splice(0);
      request.onProgress?.('Looking for another way…');
      const began = now();
      const found = await request.more(attempts.map(reflection));
      until += now() - began;
      const done = found.filter(({ evidence }) => evidence.some(isProof));
      proved.push(...done);
      if (done.length > 0) return result('proved');
      // Its own runs have said that nothing speaks against these.
      most += found.filter(({ evidence }) => evidence.some(({ rung, result: said }) => rung === 'reruns' && said === 'skipped')).length;
      await push(found);
    }
    const next = queue.shift();
    if (!next) {
      if (unrun.length > 0) return result(now() > until ? 'out-of-time' : 'out-of-rounds');
      return result(attempts.length === 0 ? 'no-candidate' : unproved.length === 0 ? 'none-held' : 'not-provable');
    }
    const { chain } = next;
    if (tried.has(chain.key)) continue;
    if (attempts.length >= most || now() > until) {
      queue.unshift(next);
      return result(attempts.length >= most ? 'out-of-rounds' : 'out-of-time');
    }
    tried.add(chain.key);
    request.onProgress?.(`Running it again with: ${next.patch.candidate.title}`);
    const rerun = await runPatched(next.patch, chain, request);
    const outcome = outcomeOf(rerun, request.proof.command);
    const probability = next.patch.confidence;
    const afterRun = (before: number): number => withinReview(probabilityAfterRerun(before, outcome), next.patch.candidate);
    const { atLeast, foretold } = next.patch;
    const patch = {
      ...withRung(next.patch, rerun.rung),
      confidence: afterRun(probability),
      ...(atLeast ? { atLeast: afterRun(atLeast) } : {}),
      ...(foretold === undefined ? {} : { foretold: afterRun(foretold) }),
    };
    const after = chain.changed(request.problem.location.path) ?? request.source.text;
    attempts.push({
      patch,
      rung: rerun.rung,
      outcome,
      probability,
      before: request.source.text,
      after,
      further: rerun.stoppedByOther ?? false,
      endsWell: rerun.endsWell,
      ...(rerun.next ? { next: rerun.next } : {}),
    });
    if (isProof(rerun.rung)) {
      proved.push(patch);
      return result('proved');
    }
    if (rerun.rung.result !== 'failed') unproved.push(patch);
    // Other patches of the same text end as well: the likeliest was run first, and no run tells them apart.
    if (rerun.endsWell === 'reached') return result('not-provable');
    const isOurs = rerun.rung.result === 'failed' || request.elsewhere !== 'left';
    const mayCorrect = rerun.next && rerun.stoppedByOther && isOurs && chain.steps.length <= MAX_CORRECTIONS;
    const corrected = mayCorrect && rerun.next ? await correct(next, rerun.next, request) : undefined;
    if (corrected) queue.unshift(corrected);
    // What keeps one patched program from saying anything keeps the others too.
    else if (rerun.inconclusive) return result('not-provable');
  }
}

/** The texts as the command sees them. */
function originalTexts({
  problem,
  source,
  proof,
  workspace,
}: Pick<HealFailureRequest, 'problem' | 'source' | 'proof' | 'workspace'>): PatchChain {
  return PatchChain.from(async (path) => {
    if (path === problem.location.path) return source.text;
    return proof.texts.get(path) ?? (await workspace.files.read(path));
  });
}

const WHY: Record<StopReason, string> = {
  proved: 'it was proved',
  'no-candidate': 'there was nothing to run',
  'none-held': 'it was not reached',
  'not-provable': 'the command can tell nothing here',
  escalated: 'it needs a person',
  'out-of-rounds': `the program was run ${MAX_RERUNS} times already`,
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

/** A checker that has nothing to say any more is content with other patches, too. */
function isProof({ rung, result }: RungResult): boolean {
  return rung === 'reruns' && result === 'passed';
}

/** What a run says of the patch itself: what it came to behind the mended line (it waits for input, keeps serving) says nothing against it. */
export function outcomeOf(rerun: Rerun, command: FailedCommand): RerunOutcome {
  const { result } = rerun.rung;
  if (isProof(rerun.rung)) return LOOKS_AT_RESULTS.test(command.line) ? 'passed-tests' : 'passed';
  if (result === 'failed') return rerun.stoppedByOther && rerun.next ? 'further' : 'failed';
  // What could not be seen leaves the confidence as it was.
  return !rerun.inconclusive && rerun.stoppedByOther && rerun.next ? 'further' : 'unseen';
}

/** A command that looks at results, not only at whether the program ends. */
const LOOKS_AT_RESULTS = /\b(?:pytest|unittest|jest|vitest|mocha|ava|tests?)\b|\btest_\w|_test\.|\.(?:test|spec)\./;

/** The command on the texts with the patch applied; `chain` holds them, `originalTexts` where absent. */
export async function runPatched(
  patch: Patch,
  chain: PatchChain | undefined,
  request: Pick<HealFailureRequest, 'problem' | 'source' | 'proof' | 'workspace' | 'signal'>,
): Promise<Rerun> {
  return runOn(chain ?? (await originalTexts(request).with(patch)), statementAfter(request.problem, request.source, patch), request);
}

/** The command on the texts of `chain`, in which `statement` is what became of the statement that failed. */
export async function runOn(
  { changedTexts }: PatchChain,
  statement: Range | undefined,
  { problem, proof, signal }: Pick<HealFailureRequest, 'problem' | 'proof' | 'signal'>,
): Promise<Rerun> {
  const after = new Map([...proof.texts, ...changedTexts]);
  return proof.runAgain({ problem, command: proof.command, before: proof.texts, after, statement, signal });
}

export function withRung(patch: Patch, rung: RungResult): Patch {
  return { ...patch, evidence: [...patch.evidence.filter((known) => known.rung !== rung.rung), rung] };
}

/** The patch with the error behind it mended too, as one patch of the original texts; undefined where nothing likely is known. */
async function correct({ patch, chain }: Attempted, next: Problem, request: HealFailureRequest): Promise<Attempted | undefined> {
  const text = await chain.text(next.location.path);
  if (text === undefined) return undefined;
  const [step] = await healProblem({ ...request, problem: next, source: new SourceText(text), all: [next] });
  if (!step || step.confidence < MIN_CONFIDENCE_OF_CORRECTION) return undefined;
  const path = request.problem.location.path;
  const longer = await chain.with(step);
  const explanation = `${patch.candidate.explanation}\nBehind it the program stopped at line ${next.location.range.start.line + 1} (${next.errorType}): ${step.candidate.title}.`;
  const candidate = longer.joined((file) => (file === path ? request.version : null), explanation, patch.confidence * step.confidence);
  if (!candidate) return undefined;
  const evidence = await verify({
    problem: request.problem,
    candidate,
    path,
    source: request.source,
    workspace: request.workspace,
    signal: request.signal,
  });
  if (!holds(evidence)) return undefined;
  const whole = toPatch(request.problem, candidate, evidence);
  // Both must be right.
  const both = (name: 'atLeast' | 'foretold'): number | undefined => {
    const [one, other] = [patch[name], step[name]];
    return one === undefined || other === undefined ? undefined : Math.min(whole.confidence, one * other);
  };
  const [atLeast, foretold] = [both('atLeast'), both('foretold')];
  return {
    patch: { ...whole, ...(atLeast === undefined ? {} : { atLeast }), ...(foretold === undefined ? {} : { foretold }) },
    chain: longer,
  };
}

/** Where the statement that failed lies after the patch; undefined where nothing is left of it. */
export function statementAfter(problem: Problem, source: SourceText, patch: Patch): Range | undefined {
  const edits = editsOf(patch.candidate, problem.location.path, source);
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
