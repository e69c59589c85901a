// What happens after a fix was applied: it becomes a pair, the language server's word on it becomes evidence,
// and it can be taken back.

import type { Patch, RungResult } from '../../engine/patch';
import type { Problem } from '../../engine/problem';
import { makePair } from '../../engine/learn/make-pair';
import { recordPair } from '../../engine/learn/store/record-pair';
import type { PairStore } from '../../engine/learn/store/pair-store';
import { applyEdits, shiftOffset, toOffsetEdits, trimEdits, type OffsetEdit } from '../../engine/syntax/edits';
import { SourceText } from '../../engine/syntax/source-text';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EarlierHeal } from './earlier-heals';

/** A heal that was applied to an open document. */
export interface Applied {
  /** Given here where it is known by one already; unique in the session. */
  readonly id?: string;
  readonly uri: string;
  readonly path: string;
  readonly title: string;
  readonly patches: readonly Patch[];
  readonly before: string;
  readonly after: string;
  /** What was known to be wrong before, to tell what is new. */
  readonly problemsBefore: readonly Problem[];
  /** Applied without being asked, where the person has opted in. */
  readonly automatic?: 'save' | 'run';
}

/** An applied heal that was not taken back. */
export interface Standing extends Applied {
  readonly id: string;
  readonly at: Date;
  /** Its problem was seen to be gone in an earlier session. */
  readonly wasGone?: boolean;
}

interface Watched extends Standing {
  /** Ids of the pairs, once they are recorded: the search for secrets takes a moment. Never rejects. */
  readonly pairs: Promise<readonly string[]>;
  readonly store: PairStore | undefined;
  timer: NodeJS.Timeout | undefined;
  /** The editor's checkers have been heard; their word is kept. */
  judged: boolean;
  onJudged: (() => void) | undefined;
  readonly earlier?: boolean;
}

export interface AcceptanceOptions {
  readonly storeOf: (path: string) => PairStore | undefined;
  readonly root: (path: string) => string | undefined;
  readonly document: (uri: string) => TextDocument | undefined;
  /** Problems that other providers show for a document now. */
  readonly problems: (uri: string) => readonly Problem[];
  /** Whether diagnostics for the document's present text have come already. */
  readonly isSeen: (uri: string) => boolean;
  readonly onTrouble: (key: string, message: string) => void;
  readonly onRecorded: () => void;
  /** A heal was undone in the editor or taken back. */
  readonly onReverted: (heal: Standing) => void;
  readonly onFault: (where: string, error: unknown) => void;
  readonly now: () => Date;
}

/** Diagnostics must have stood still for this long before they are believed. In ms. */
const SETTLE = 800;
/** Language servers that have said nothing for this long have nothing to say. In ms. */
const MAX_WAIT = 5_000;
/** Heals that can still be taken back by "Undo Last Heal". */
const MAX_KEPT = 20;

export class Acceptance {
  private readonly watched: Watched[] = [];
  private recording: Promise<unknown> = Promise.resolve();
  private next = 1;

  constructor(private readonly options: AcceptanceOptions) {}

  /** Heals that stand, oldest first. */
  get standing(): readonly Standing[] {
    return this.watched;
  }

  /** Heals of an earlier session that go on being watched; "Undo Last Heal" leaves them alone. */
  remember(heals: readonly EarlierHeal[], store: PairStore): void {
    const room = Math.max(0, MAX_KEPT - this.watched.length);
    const newest = heals.slice(Math.max(0, heals.length - room));
    this.watched.unshift(
      ...newest.map((heal): Watched => ({
        ...heal,
        earlier: true,
        pairs: Promise.resolve([heal.pair]),
        store,
        timer: undefined,
        judged: true,
        onJudged: undefined,
      })),
    );
  }

  /** The editor has applied these patches; called once a heal. */
  accepted(applied: Applied): void {
    const id = applied.id ?? `heal-${this.next++}`;
    const store = this.options.storeOf(applied.path);
    const pairs = store
      ? this.record(store, applied).catch((error: unknown) => (this.options.onFault('recording', error), []))
      : Promise.resolve([]);
    this.recording = Promise.all([this.recording, pairs]);
    this.watched.push({ ...applied, id, at: this.options.now(), pairs, store, timer: undefined, judged: false, onJudged: undefined });
    if (this.watched.length > MAX_KEPT) clearTimeout(this.watched.shift()?.timer);
    void pairs.then(this.options.onRecorded);
    if (this.options.isSeen(applied.uri)) this.seen(applied.uri);
  }

  /** Whatever was accepted or taken back so far is in its store. */
  async settled(): Promise<void> {
    await this.recording;
  }

  private async record(store: PairStore, applied: Applied): Promise<readonly string[]> {
    const pairs: string[] = [];
    let before = applied.before;
    for (const patch of applied.patches) {
      const after = applied.patches.length === 1 ? applied.after : stepped(before, patch, applied);
      const pair = makePair({ ...patch, status: 'applied' }, before, after, {
        now: this.options.now(),
        root: this.options.root(applied.path),
        how: applied.automatic ? `applied automatically after a ${applied.automatic}` : 'applied in the editor',
      });
      const inserted = await recordPair(store, pair);
      if (inserted.ok) pairs.push(inserted.value.id);
      else this.options.onTrouble(`store:${inserted.reason}`, inserted.message);
      before = after;
    }
    return pairs;
  }

  /** What the editor shows for a document once its diagnostics stand still after the last heal; undefined where they did not speak in time. */
  heard(uri: string): Promise<readonly Problem[] | undefined> {
    const heal = this.watched.findLast((one) => one.uri === uri);
    if (!heal || heal.judged) return Promise.resolve(heal && this.errors(uri));
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), MAX_WAIT);
      heal.onJudged = () => (clearTimeout(timer), resolve(this.errors(uri)));
    });
  }

  private errors(uri: string): readonly Problem[] {
    return this.options.problems(uri).filter((problem) => problem.severity === 'error' || problem.severity === 'warning');
  }

  /** Diagnostics of a document have come: once they stand still they are the second rung. */
  seen(uri: string): void {
    for (const heal of this.watched) {
      if (heal.uri !== uri || heal.judged) continue;
      clearTimeout(heal.timer);
      heal.timer = setTimeout(() => this.judge(heal), SETTLE);
    }
  }

  /** A document was edited: back to the text before the heal means that it was undone. */
  edited(uri: string, text: string): void {
    for (const heal of [...this.watched].reverse()) {
      if (heal.uri !== uri || text !== heal.before) continue;
      this.reverted(heal, 'undone in the editor');
      return;
    }
  }

  /** The edits that take a heal back, the last one where none is named; a sentence where that is no longer possible. */
  takeBack(
    id?: string,
  ):
    | { readonly heal: Applied; readonly edits: readonly OffsetEdit[]; readonly text: string; readonly done: () => void }
    | { readonly message: string } {
    const heal = id === undefined ? this.watched.findLast((one) => !one.earlier) : this.watched.find((one) => one.id === id);
    if (!heal) return { message: id === undefined ? 'There is no heal to undo in this session.' : 'This heal is no longer there.' };
    const text = this.options.document(heal.uri)?.getText();
    if (text === undefined) return { message: 'The healed file is no longer open. Open it and try again.' };
    const edits = inverse(heal.before, heal.after, text);
    if (!edits) return { message: 'The healed lines have changed since. Use the editor’s own Undo instead.' };
    return { heal, edits, text, done: () => this.reverted(heal, 'taken back with Undo Last Heal') };
  }

  /** The editor has applied the edit that takes a heal back. */
  takenBack(id: string, how: string): void {
    const heal = this.watched.find((one) => one.id === id);
    if (heal) this.reverted(heal, how);
  }

  dispose(): void {
    for (const heal of this.watched) clearTimeout(heal.timer);
    this.watched.length = 0;
  }

  private judge(heal: Watched): void {
    heal.judged = true;
    heal.onJudged?.();
    const now = this.options.problems(heal.uri);
    const known = count(heal.problemsBefore);
    // Each patch was to take one problem away; by its words, for a plan's later patches were made for a text that had moved.
    for (const { problem } of heal.patches) known.set(key(problem), (known.get(key(problem)) ?? 0) - 1);
    const fresh: Problem[] = [];
    for (const problem of now) {
      const left = known.get(key(problem)) ?? 0;
      if (left > 0) known.set(key(problem), left - 1);
      else fresh.push(problem);
    }
    const by = [...new Set(heal.patches.map((patch) => patch.problem.source))].join(', ');
    const first = fresh[0];
    const rung: RungResult = first
      ? { rung: 'checks', result: 'failed', by, why: `afterwards the editor shows: ${first.message.split('\n')[0] ?? ''}` }
      : { rung: 'checks', result: 'passed', by, why: 'the problem is gone in the editor and nothing new appeared' };
    this.change(heal, (store, id) => store.addEvidence(id, rung));
  }

  private reverted(heal: Watched, how: string): void {
    clearTimeout(heal.timer);
    const at = this.watched.indexOf(heal);
    if (at >= 0) this.watched.splice(at, 1);
    const when = this.options.now().toISOString();
    this.change(heal, (store, id) => store.setVerdict(id, { kind: 'reverted', how, at: when }));
    this.options.onReverted(heal);
  }

  /** What became of a heal's pairs, written once they are there. */
  private change({ pairs, store }: Watched, write: (store: PairStore, id: string) => ReturnType<PairStore['setVerdict']>): void {
    if (!store) return;
    const written = pairs.then((ids) => {
      for (const id of ids) {
        const result = write(store, id);
        if (!result.ok) this.options.onTrouble(`store:${result.reason}`, result.message);
      }
      this.options.onRecorded();
    });
    this.recording = Promise.all([this.recording, written.catch((error: unknown) => this.options.onFault('recording', error))]);
  }
}

const key = (problem: Problem): string => `${problem.source}\0${problem.errorType}\0${problem.message}`;

function count(problems: readonly Problem[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const problem of problems) out.set(key(problem), (out.get(key(problem)) ?? 0) + 1);
  return out;
}

/** The text after one patch of a plan whose patches were made one upon the other. */
function stepped(before: string, patch: Patch, applied: Applied): string {
  const own = patch.candidate.edits.find((file) => file.path === applied.path);
  return own ? applyEdits(before, toOffsetEdits(new SourceText(before), own.edits)) : before;
}

/** Edits of `now` that put back what the heal `before` → `after` changed; undefined where its lines were touched since. */
export function inverse(before: string, after: string, now: string): OffsetEdit[] | undefined {
  const [change] = trimEdits(before, [{ start: 0, end: before.length, text: after }]);
  if (!change) return undefined;
  const [since] = trimEdits(after, [{ start: 0, end: after.length, text: now }]);
  const back = { start: change.start, end: change.start + change.text.length, text: before.slice(change.start, change.end) };
  if (!since) return trimEdits(now, [back]);
  if (since.start < back.end && since.end > back.start) return undefined;
  if (since.start === back.end || since.end === back.start) return undefined; // it cannot be told whose text it is
  const shift = (offset: number): number => shiftOffset(offset, [since]);
  return trimEdits(now, [{ start: shift(back.start), end: shift(back.end), text: back.text }]);
}
