// Heals all problems of one file on a copy: in rounds, each of all sure patches that have nothing to do with each other, looking again after each round.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { diffProblems } from '../detect/diagnostic-diff';
import { familyOf, isSyntax } from '../detect/family';
import { isStillThere } from '../detect/same-problem';
import { editorSource, type EditorFix } from '../generate/editor/editor-candidates';
import { remainingErrors, type RemainingErrors } from '../inspect/remaining-errors';
import { textAfter, type OffsetEdit } from '../syntax/edits';
import { PatchedText } from '../syntax/patched-text';
import { SourceText } from '../syntax/source-text';
import { verify } from '../verify/verify';
import { escalationOf, escalationWords } from './escalation';
import { healProblem } from './heal-problem';
import { areIndependent, concerns, doTheSame, mayBeKept, movedPatch, movedProblem, reachOf, type Reach } from './independent';
import { MAX_FILE_MS, MAX_FILE_ROUNDS, MAX_MODEL_PROBLEMS } from './limits';
import { mayGoInBulk } from './bulk';
import { PatchChain } from './patch-chain';
import { ProvedTogether } from './prove-together';
import type { CandidateSource } from '../generate/source';
import { remembering, withTexts } from './remembering-tools';
import { DEFAULT_SOURCES, probabilityForProblem, type HealRequest } from './proved-candidates';

export interface HealFileRequest extends Pick<
  HealRequest,
  'source' | 'version' | 'workspace' | 'signal' | 'sources' | 'memory' | 'onFault' | 'escalate'
> {
  readonly path: string;
  /** What is known to be wrong with it. */
  readonly problems: readonly Problem[];
  readonly muted?: (fixer: string, problem: Problem) => boolean;
  /** How far it is, one short sentence; `done` of `total` problems have been dealt with. */
  readonly onProgress?: (message: string, done: number, total: number) => void;
  /** How the next problems are found after a patch. */
  readonly remaining?: RemainingErrors;
  /** Quick fixes that other extensions offer for a problem, made for the file as it is. */
  readonly editorFixes?: (problem: Problem) => readonly EditorFix[];
  /** How likely a fix must be to stand in the menu by itself, 0 to 1: nothing less likely is applied here. */
  readonly minConfidence?: number;
  /** Another source of patches that hold, best first, asked about one error after the other where nothing is sure any more. */
  readonly more?: (asked: AskedForMore) => Promise<readonly Patch[]>;
  /** How likely a patch of `more` must be to be taken, 0 to 1; none is too unlikely where a person looks at each. */
  readonly minConfidenceOfMore?: number;
  /** The clock, in ms. */
  readonly now?: () => number;
}

/** One problem of a file as it is by then. */
export type AskedForMore = Pick<HealRequest, 'problem' | 'source' | 'version' | 'all' | 'workspace' | 'signal'>;

export interface HealedFile {
  /** From the original text to `after`, minimal; further files' edits behind the own one. Empty where nothing was healed. */
  readonly edits: readonly FileEdit[];
  readonly after: string;
  /** In the order they were applied. */
  readonly healed: readonly Patch[];
  readonly left: readonly { readonly problem: Problem; readonly why: string }[];
  /** Looks at the file after something was healed. */
  readonly rounds: number;
  /** Why the loop ended. */
  readonly ended: 'clean' | 'nothing-sure' | 'cancelled' | 'out-of-time' | 'out-of-rounds';
}

/** Problems that patches are looked for at once: progress is told in between. */
const ASKED_AT_ONCE = 50;

interface Pending {
  /** In coordinates of the text it was seen in. */
  readonly seen: Problem;
  /** It was seen in the original text, and not behind a patch. */
  readonly inOriginal: boolean;
  /** In coordinates of the present text. */
  readonly now: Problem;
  /** What was found for it; absent where it was not asked yet, or where what was healed since may have changed the answer. */
  readonly found?: Found;
}

interface Found {
  /** The surest patch, made for the present text; undefined where none is sure enough. */
  readonly patch: Patch | undefined;
  /** There are patches that hold, only none that is sure enough. */
  readonly some: boolean;
  /** Something was healed since, though nothing that it has to do with. */
  readonly isOld: boolean;
  /** Why no patch was looked for: it needs a person. */
  readonly escalated?: string;
}

const WHY: Record<HealedFile['ended'], string> = {
  cancelled: 'you cancelled before its turn',
  clean: 'no fix is sure enough',
  'nothing-sure': 'no fix is sure enough',
  'out-of-time': 'there was no time left',
  'out-of-rounds': 'there was no time left',
};

const NOTHING_KNOWN = 'no fix is known for it';

/** Changes nothing; throws only for a bug. */
export function healFile(request: HealFileRequest): Promise<HealedFile> {
  return new FileHeal(request).run();
}

class FileHeal {
  private readonly path: string;
  private workspace: Workspace;
  private readonly original: Workspace;
  private readonly clock: () => number;
  private until: number;
  /** Problems that another source was asked about, by their words and line. */
  private readonly askedForMore = new Set<string>();
  private chain: PatchChain;
  private source: SourceText;
  /** Texts that the file had. */
  private readonly tried: Set<string>;
  private pending: readonly Pending[];
  /** What the last look at the present text showed; undefined before the first. */
  private seen: readonly Problem[] | undefined;
  private rounds = 0;
  private dealtWith = 0;

  constructor(private readonly request: HealFileRequest) {
    const { path, source, workspace, problems } = request;
    this.path = path;
    this.original = remembering(workspace);
    this.workspace = this.original;
    this.clock = request.now ?? Date.now;
    this.until = this.clock() + MAX_FILE_MS;
    this.chain = PatchChain.from((file) => (file === path ? Promise.resolve(source.text) : workspace.files.read(file)));
    this.source = source;
    this.tried = new Set([source.text]);
    this.pending = problems.map((problem) => ({ seen: problem, inOriginal: true, now: problem }));
  }

  async run(): Promise<HealedFile> {
    for (;;) {
      const healed = await this.byWhatIsSure();
      if (healed.ended !== 'nothing-sure') return healed;
      if (!(await this.byMore())) return this.request.signal.aborted ? this.result('cancelled') : healed;
    }
  }

  private async byWhatIsSure(): Promise<HealedFile> {
    while (this.pending.length > 0) {
      if (this.request.signal.aborted) return this.result('cancelled');
      if (this.isLate) return this.result('out-of-time');
      if (this.rounds >= MAX_FILE_ROUNDS) return this.result('out-of-rounds');
      const sure = await this.surest();
      if (sure.length === 0) break;
      await this.apply(sure);
    }
    await this.dropWhatParses();
    if (this.pending.length === 0) return this.result('clean');
    return this.result(this.request.signal.aborted ? 'cancelled' : this.isLate ? 'out-of-time' : 'nothing-sure');
  }

  private result(ended: HealedFile['ended']): HealedFile {
    return {
      edits: this.chain.edits((file) => (file === this.path ? this.request.version : null)),
      after: this.source.text,
      healed: this.chain.steps,
      left: this.pending.map(({ now, found }) => ({
        problem: now,
        why:
          found?.escalated ??
          (found && !found.patch && !found.isOld && ended !== 'cancelled'
            ? found.some
              ? WHY['nothing-sure']
              : NOTHING_KNOWN
            : WHY[ended]),
      })),
      rounds: this.rounds,
      ended,
    };
  }

  /** One patch of the other source, applied; false where it has none that may be taken. */
  private async byMore(): Promise<boolean> {
    const { more, signal, version, minConfidenceOfMore = 0 } = this.request;
    if (!more) return false;
    const open = this.pending
      .filter(({ now, found }) => now.severity === 'error' && !found?.escalated)
      .sort((a, b) => byPlace(a.now, b.now));
    for (const { now } of open) {
      const key = JSON.stringify([now.errorType, now.message, this.source.line(now.location.range.start.line)]);
      if (signal.aborted || this.askedForMore.size >= MAX_MODEL_PROBLEMS) return false;
      if (this.askedForMore.has(key)) continue;
      this.askedForMore.add(key);
      const began = this.clock();
      const { source, workspace } = this;
      const patches = await more({ problem: now, source, version, all: this.pending.map((one) => one.now), workspace, signal });
      // The other source keeps to limits of its own.
      this.until += this.clock() - began;
      const patch = patches.find(
        (each) =>
          each.confidence >= minConfidenceOfMore &&
          each.candidate.edits.some((file) => file.path === this.path) &&
          !this.tried.has(textAfter(each.candidate, this.path, source)),
      );
      if (!patch || signal.aborted) continue;
      await this.apply([reachOf(patch, this.path, source)]);
      return true;
    }
    return false;
  }

  private get isLate(): boolean {
    return this.clock() > this.until;
  }

  /**
   * Sure patches of the present text that go together, likeliest first: syntax first, one by one, for while a file does not parse nothing
   * else is sure; then what is imported, for other names may come with it; then the rest. Where nothing is sure, whatever was asked before the
   * last change is asked again.
   */
  private async surest(): Promise<readonly Reach[]> {
    for (const again of [false, true]) {
      if (again) {
        if (!this.pending.some(({ found }) => found?.isOld)) break;
        this.pending = this.pending.map((one) => (one.found?.isOld && !one.found.patch ? without(one) : one));
      }
      for (const urgency of [0, 1, 2] as const) {
        await this.ask(urgency);
        if (this.request.signal.aborted) return [];
        const sure = this.pending
          .flatMap(({ now, found }) => (found?.patch && urgencyOf(now) === urgency ? [reachOf(found.patch, this.path, this.source)] : []))
          .sort((a, b) => probabilityForProblem(b.patch) - probabilityForProblem(a.patch));
        const together = this.together(sure);
        if (together.length > 0) return together;
      }
    }
    return [];
  }

  /** Looks for patches of the problems of one urgency that were not asked yet, in the order of the text. */
  private async ask(urgency: 0 | 1 | 2): Promise<void> {
    const open = this.pending.filter(({ now, found }) => urgencyOf(now) === urgency && !found).sort((a, b) => byPlace(a.now, b.now));
    if (urgency === 0) return this.askInOrder(open);
    for (let at = 0; at < open.length && !this.request.signal.aborted && !this.isLate; at += ASKED_AT_ONCE)
      await this.askTogether(open.slice(at, at + ASKED_AT_ONCE));
  }

  /** A syntax error is healed with those before it mended, and nothing that was found for it outlives a change. */
  private async askInOrder(open: readonly Pending[]): Promise<void> {
    const earlier: Patch[] = [];
    for (const one of open) {
      if (this.request.signal.aborted || this.isLate) return;
      const patches = await this.heal(one, { earlier: [...earlier] });
      if (patches[0]) earlier.push(patches[0]);
      await this.keep(one, patches);
    }
  }

  private async askTogether(open: readonly Pending[]): Promise<void> {
    const { path, source, workspace } = this;
    const { signal } = this.request;
    const [first] = open;
    if (!first) return;
    if (open.length === 1) return await this.keep(first, await this.heal(first, { earlier: [] }));
    const look = (text: SourceText): Promise<readonly Problem[]> => this.look(text, first.now);
    this.seen ??= await look(source);
    const proof = new ProvedTogether({ path, source, workspace, signal, seen: this.seen, look });
    await Promise.all(
      open.map((one) => proof.during(async () => this.keep(one, await this.heal(one, { earlier: [], prove: proof.prove })))),
    );
  }

  private async keep(one: Pending, patches: readonly Patch[]): Promise<void> {
    const { escalate, memory } = this.request;
    const complexity =
      escalate && patches.length === 0
        ? await escalationOf({ problem: one.now, source: this.source, ...(memory ? { memory } : {}) })
        : undefined;
    if (this.request.signal.aborted) return;
    const patch = patches.find(
      (each) =>
        this.isSureEnough(each) && (this.isOfOthersAlone(each) || !this.tried.has(textAfter(each.candidate, this.path, this.source))),
    );
    this.pending = this.pending.map((other) =>
      other === one
        ? {
            ...one,
            found: { patch, some: patches.length > 0, isOld: false, ...(complexity ? { escalated: escalationWords(complexity) } : {}) },
          }
        : other,
    );
    this.tellProgress('Looking for fixes');
  }

  /** It leaves this file as it is, and what it changes was not changed yet. */
  private isOfOthersAlone({ candidate }: Patch): boolean {
    return candidate.edits.every((file) => file.path !== this.path && this.chain.changed(file.path) === undefined);
  }

  private heal(one: Pending, how: Pick<HealRequest, 'earlier' | 'prove'>): Promise<Patch[]> {
    const { signal, version, memory, muted, onFault, escalate } = this.request;
    return healProblem({
      problem: one.now,
      source: this.source,
      version,
      all: this.pending.map(({ now }) => now),
      workspace: this.workspace,
      signal,
      sources: this.sourcesFor(one),
      ...how,
      ...(memory ? { memory } : {}),
      ...(escalate ? { escalate } : {}),
      ...(muted ? { muted: (fixer: string) => muted(fixer, one.now) } : {}),
      ...(onFault ? { onFault } : {}),
    });
  }

  /** The sources of the request, and what other extensions offered for the problem in the file as it was. */
  private sourcesFor({ seen, inOriginal }: Pending): readonly CandidateSource[] {
    const sources = this.request.sources ?? DEFAULT_SOURCES;
    const fixes = inOriginal ? (this.request.editorFixes?.(seen) ?? []) : [];
    return fixes.length === 0
      ? sources
      : [...sources, editorSource(fixes, this.chain.patched(this.path) ?? PatchedText.of(this.request.source))];
  }

  private isSureEnough(patch: Patch): boolean {
    return mayGoInBulk(patch, this.request.minConfidence);
  }

  /** As many of the patches, likeliest first, as have nothing to do with each other. */
  private together(sure: readonly Reach[]): readonly Reach[] {
    const chosen: Reach[] = [];
    for (const one of sure) {
      if (chosen.length > 0 && (isSyntax(one.patch.problem) || chosen.some((other) => !areIndependent(one, other)))) continue;
      chosen.push(one);
      if (isSyntax(one.patch.problem)) break;
    }
    return chosen;
  }

  /**
   * Applies the patches and looks again. Where several together show errors that nothing showed before, or did not heal what each healed by
   * itself, only the likelier half of them is applied, and so on: what one alone uncovers is the next round's work.
   */
  private async apply(sure: readonly Reach[]): Promise<void> {
    if (sure.length > 1) this.seen ??= await this.look(this.source, sure[0]?.patch.problem);
    for (let batch = sure; ; batch = batch.slice(0, Math.ceil(batch.length / 2))) {
      const { chain, edits, steps } = await this.chained(batch);
      const after = new SourceText(chain.changed(this.path) ?? this.source.text);
      const others = [...chain.changedTexts].flatMap(([path, text]) => (path === this.path ? [] : [{ path, text }]));
      const workspace = withTexts(this.original, others);
      const found = await this.look(after, batch[0]?.patch.problem, workspace);
      const isWorse =
        this.tried.has(after.text) ||
        steps.some((step) => !this.helped(step, after, edits, found)) ||
        diffProblems(this.seen ?? [], found).added.length > 0;
      if (batch.length > 1 && isWorse && !this.request.signal.aborted) continue;
      this.rounds++;
      const before = this.source;
      this.chain = chain;
      this.workspace = workspace;
      this.source = after;
      this.tried.add(after.text);
      this.pending = await this.stillPending(batch, before, edits, found);
      this.seen = found;
      this.tellProgress(batch.length === 1 ? (batch[0]?.patch.candidate.title ?? '') : `${batch.length} fixes`);
      return;
    }
  }

  /** Of the mistake that a patch heals fewer stand on its line: a line may hold it twice. */
  private helped({ problem }: Patch, after: SourceText, edits: readonly OffsetEdit[], found: readonly Problem[]): boolean {
    const moved = movedProblem(problem, this.source, after, edits);
    const left = found.filter((other) => isStillThere(moved, other)).length;
    return left === 0 || left < (this.seen ?? []).filter((other) => isStillThere(problem, other)).length;
  }

  /** The patches upon the present texts, each made for the text that the ones before it left; and their edits of the present text. */
  private async chained(batch: readonly Reach[]): Promise<{ chain: PatchChain; edits: readonly OffsetEdit[]; steps: readonly Patch[] }> {
    let { chain } = this;
    const edits: OffsetEdit[] = [];
    // Lines that go to one place stand there by their letters, as sorted imports do.
    const inOrder = [...batch].sort((a, b) => (goToOnePlace(a, b) ? ((a.edits[0]?.text ?? '') < (b.edits[0]?.text ?? '') ? -1 : 1) : 0));
    for (const { patch, edits: own } of inOrder) {
      const now = new SourceText(chain.changed(this.path) ?? this.source.text);
      chain = await chain.with(edits.length === 0 ? patch : movedPatch(patch, this.path, this.source, now, edits));
      edits.push(...own);
    }
    return { chain, edits, steps: inOrder.map(({ patch }) => patch) };
  }

  private look(source: SourceText, problem: Problem | undefined, workspace = this.workspace): Promise<readonly Problem[]> {
    const { signal, remaining } = this.request;
    return problem ? (remaining ?? remainingErrors)({ problem, path: this.path, source, workspace, signal }) : Promise.resolve([]);
  }

  /** What is still wrong after a round: problems that went with it leave, problems that it uncovered come. */
  private async stillPending(
    batch: readonly Reach[],
    before: SourceText,
    edits: readonly OffsetEdit[],
    found: readonly Problem[],
  ): Promise<readonly Pending[]> {
    const healed = new Set(batch.map(({ patch }) => patch));
    const still: Pending[] = [];
    for (const one of this.pending) {
      const patch = one.found?.patch;
      if (patch && healed.has(patch)) continue;
      const now = movedProblem(one.now, before, this.source, edits);
      const reach = patch && reachOf(patch, this.path, before);
      const kept = !reach || (patch && mayBeKept(patch) && batch.every((other) => areIndependent(reach, other)));
      const moved: Pending = {
        seen: one.seen,
        inOriginal: one.inOriginal,
        now,
        ...(one.found && kept && !isSyntax(now)
          ? { found: { patch: patch && movedPatch(patch, this.path, before, this.source, edits), some: one.found.some, isOld: true } }
          : {}),
      };
      if (!found.some((problem) => isStillThere(now, problem))) {
        if (reach && batch.some((other) => doTheSame(reach, other))) continue;
        const wasSeen = this.seen?.some((problem) => isStillThere(one.now, problem)) ?? true;
        if ((wasSeen || batch.some((other) => concerns(other, one.now))) && (await this.isGone(one))) continue;
      }
      still.push(moved);
    }
    const fresh = found.filter(
      (problem) =>
        !still.some((one) => isStillThere(one.now, problem) || problem.location.range.start.line === one.now.location.range.start.line),
    );
    return [...still, ...fresh.map((problem) => ({ seen: problem, inOriginal: false, now: problem }))];
  }

  /** Syntax errors that only followed from one that is healed: no look at the text shows them, and it can be read as a whole. */
  private async dropWhatParses(): Promise<void> {
    if (this.chain.steps.length === 0) return;
    const still: Pending[] = [];
    for (const one of this.pending) if (!isSyntax(one.seen) || !(await this.isGone(one))) still.push(one);
    this.pending = still;
  }

  /** Whether a checker says that a problem of the original text is gone from the present one. */
  private async isGone(one: Pending): Promise<boolean> {
    if (!one.inOriginal) return false;
    const candidate = this.chain.joined(() => null, '', 1);
    if (!candidate) return false;
    const { source, signal } = this.request;
    const { workspace } = this;
    const evidence = await verify({ problem: one.seen, candidate, path: this.path, source, workspace, signal });
    const rung = familyOf(one.seen) === 'syntax' ? 'parses' : 'checks';
    return evidence.some((said) => said.rung === rung && said.result === 'passed');
  }

  private tellProgress(message: string): void {
    const healed = this.chain.steps.length;
    // A round may make some ask again; a bar does not go back.
    this.dealtWith = Math.max(this.dealtWith, healed + this.pending.filter(({ found }) => found).length);
    this.request.onProgress?.(message, this.dealtWith, Math.max(this.dealtWith, healed + this.pending.length));
  }
}

function byPlace(a: Problem, b: Problem): number {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line - two.line || one.character - two.character;
}

/** As if it had never been asked. */
const without = ({ seen, inOriginal, now }: Pending): Pending => ({ seen, inOriginal, now });

const goToOnePlace = (a: Reach, b: Reach): boolean => a.edits[0]?.start === b.edits[0]?.start;

/** 0 first: while a file does not parse nothing else is sure; 1 what is imported, for other names may come with it; 2 the rest. */
export function urgencyOf(problem: Problem): 0 | 1 | 2 {
  const family = familyOf(problem);
  return family === 'syntax' ? 0 : family === 'missing-module' || family === 'missing-export' ? 1 : 2;
}
