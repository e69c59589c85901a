// What happens after a fix was applied: it becomes a pair, the language server's word on it becomes evidence,
// and it can be taken back.

import { Emitter } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  applyEdits,
  diffProblems,
  failure,
  healIdOf,
  installedVersions,
  librariesOf,
  makeNegative,
  makePair,
  recordNegative,
  recordPair,
  SourceText,
  success,
  toOffsetEdits,
  UNDONE,
  type OffsetEdit,
  type PairStore,
  type Patch,
  type Problem,
  type Result,
  type RungResult,
} from '../../engine';
import { isWrong } from '../session/known-problems';
import type { Session } from '../session/session';
import type { HandMadeFix } from './hand-made';
import { recordHealed } from './heal-records';
import { inverse, type Applied, type EarlierHeal, type Standing } from './heal';

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

/** How a heal is taken back. */
export interface TakingBack {
  readonly heal: Applied;
  readonly document: TextDocument;
  /** Of the document's present text. */
  readonly edits: readonly OffsetEdit[];
  /** The client has been given the edits. */
  readonly done: () => void;
}

/** Diagnostics must have stood still for this long before they are believed. In ms. */
const SETTLE = 800;
/** Language servers that have said nothing for this long have nothing to say. In ms. */
const MAX_WAIT = 5_000;
/** Heals that can still be taken back by "Undo Last Heal". */
const MAX_KEPT = 20;
/** An edit that looks like a fix of ours may have been typed. In ms. */
const MAX_EXPECTED = 2_000;

export class AppliedHeals {
  private readonly watched: Watched[] = [];
  private recording: Promise<unknown> = Promise.resolve();
  /** Fixes that were put in and are not accepted yet, by patch id. */
  private readonly expected = new Map<string, { readonly promise: Promise<void>; readonly done: () => void }>();
  private next = 1;
  private readonly recorded = new Emitter<void>();
  private readonly reverted = new Emitter<Standing>();
  private readonly taken = new Emitter<Applied>();
  private readonly touched = new Emitter<string>();

  /** Pairs were written, or what became of them. */
  readonly onDidRecord = this.recorded.event;
  /** A heal was put into its document. */
  readonly onDidAccept = this.taken.event;
  /** The document with this URI was changed by us, by a heal or otherwise. */
  readonly onDidTouch = this.touched.event;
  /** A heal was undone in the editor or taken back. */
  readonly onDidRevert = this.reverted.event;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known' | 'log' | 'stores' | 'team'>,
    private readonly now: () => Date,
  ) {}

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

  /** A document was changed by us and nothing is to be learned from it: what is gone there was not mended by hand. */
  changed(uri: string): void {
    this.touched.fire(uri);
  }

  /** The editor has applied these patches; called once a heal. */
  accepted(applied: Applied): void {
    const { folders, known, stores } = this.session;
    const id = applied.id ?? `heal-${this.next++}`;
    const root = folders.rootOf(applied.path);
    const store = root === undefined ? undefined : stores.of(root);
    const pairs = root !== undefined && store ? this.record(root, store, applied) : Promise.resolve([]);
    this.recording = Promise.all([this.recording, pairs]);
    this.watched.push({ ...applied, id, at: this.now(), pairs, store, timer: undefined, judged: false, onJudged: undefined });
    if (this.watched.length > MAX_KEPT) clearTimeout(this.watched.shift()?.timer);
    this.taken.fire(applied);
    this.touched.fire(applied.uri);
    void pairs.then(() => {
      this.recorded.fire();
    });
    if (known.seenAt(applied.uri) !== undefined) this.seen(applied.uri);
  }

  /** The user mended this by hand and wants it kept. `how`: how that is known. @returns whether it is in the store of its folder. */
  async recordHandMade({ path, patch, before, after }: HandMadeFix, how = 'mended by hand'): Promise<Result<void, 'no-store'>> {
    const { folders, stores } = this.session;
    const root = folders.rootOf(path);
    const store = root === undefined ? undefined : stores.of(root);
    if (root === undefined) return failure('no-store', 'The file is in no folder of this workspace, so there is no store to keep it in.');
    if (!store) return failure('no-store', stores.refusal(root).message);
    const libraries = await this.librariesOf(patch.problem, before, after);
    const written = recordPair(store, makePair(patch, before, after, { now: this.now(), root, how, via: 'hand', libraries }));
    this.recording = Promise.all([this.recording, written.catch((error: unknown) => this.session.log.fault('recording', error))]);
    const inserted = await written;
    stores.heard(root, inserted);
    this.recorded.fire();
    if (inserted.ok) this.share(root, store, inserted.value.id);
    return inserted.ok ? success(undefined) : failure('no-store', inserted.message);
  }

  /** The libraries that a fix names, with the versions that are installed: with others it is offered with a word of warning. Never rejects. */
  private async librariesOf({ language, location }: Problem, before: string, after: string): Promise<Readonly<Record<string, string>>> {
    try {
      const names = librariesOf(language, before, after);
      if (names.length === 0) return {};
      return await installedVersions(await this.session.folders.workspaceOf(location.path), language, names);
    } catch (error) {
      this.session.log.fault('the versions of libraries', error);
      return {};
    }
  }

  /** To whoever else has it, as the store has it: without its secrets. */
  private share(root: string, store: PairStore, id: string): void {
    const pair = store.get(id);
    if (!pair.ok || !pair.value) return;
    this.session.team.share(root, pair.value);
    const { everywhere } = this.session.stores;
    if (!everywhere) return;
    const written = recordPair(everywhere, pair.value).then(
      (inserted) => {
        if (!inserted.ok) this.session.log.info(`The fix is kept in this workspace only: ${inserted.message}`);
      },
      (error: unknown) => this.session.log.fault('recording for all workspaces', error),
    );
    this.recording = Promise.all([this.recording, written]);
  }

  /** The pairs that a patch was made of were of use: pruning takes the others first. */
  private used({ candidate: { pairs = [] } }: Patch, store: PairStore): void {
    const at = this.now().toISOString();
    for (const id of pairs) {
      store.used(id, at);
      this.session.stores.everywhere?.used(id, at);
    }
  }

  /** The person was shown this fix and did not want it: it is not offered again for the same text. `before`: the whole text that it was made for. */
  unwanted(patch: Patch, before: string, kind: 'rejected' | 'reverted', how: string): void {
    const { folders, log, stores } = this.session;
    const root = folders.rootOf(patch.problem.location.path);
    const store = root === undefined ? undefined : stores.quietly(root);
    if (root === undefined || !store) return;
    const written = recordNegative(store, makeNegative(patch, before, kind, { now: this.now(), root, how })).then((outcome) => {
      stores.heard(root, outcome);
      this.recorded.fire();
    });
    this.recording = Promise.all([this.recording, written.catch((error: unknown) => log.fault('recording', error))]);
  }

  /** A fix that was offered stands in its document: the editor says that it was taken only after the edit, so whoever asks for the pairs waits for that. */
  expect(patchId: string): void {
    if (this.expected.has(patchId)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.came(patchId);
    }, MAX_EXPECTED).unref();
    this.expected.set(patchId, {
      promise,
      done: () => {
        clearTimeout(timer);
        resolve();
      },
    });
  }

  /** The editor has said it, or will not. */
  came(patchId: string): void {
    this.expected.get(patchId)?.done();
    this.expected.delete(patchId);
  }

  /** Whatever was accepted or taken back so far is in its store. */
  async settled(): Promise<void> {
    await Promise.all([...this.expected.values()].map(({ promise }) => promise));
    await this.recording;
  }

  /** The ids of the pairs that a heal becomes, one for each patch. Never rejects. */
  private async record(root: string, store: PairStore, applied: Applied): Promise<readonly string[]> {
    const pairs: string[] = [];
    try {
      let before = applied.before;
      for (const patch of applied.patches) {
        const after = applied.patches.length === 1 ? applied.after : textAfter(before, patch, applied.path);
        const libraries = await this.librariesOf(patch.problem, before, after);
        const pair = makePair({ ...patch, status: 'applied' }, before, after, {
          libraries,
          now: this.now(),
          root,
          via: applied.via,
          how: applied.automatic ? `applied automatically after a ${applied.automatic}` : 'applied in the editor',
        });
        const inserted = await recordPair(store, pair);
        this.session.stores.heard(root, inserted);
        if (inserted.ok) {
          this.used(patch, store);
          pairs.push(inserted.value.id);
          this.share(root, store, inserted.value.id);
          const { via, ms = 0 } = applied;
          await recordHealed(this.session, store, {
            patch,
            pair: inserted.value.id,
            via,
            at: this.now(),
            ms: ms / applied.patches.length,
            attempts: 1 + (patch.candidate.features['rank'] ?? 0),
          });
        }
        before = after;
      }
    } catch (error) {
      this.session.log.fault('recording', error);
    }
    return pairs;
  }

  /** What the editor shows for a document once its diagnostics stand still after the last heal; undefined where they did not speak in time. */
  heard(uri: string): Promise<readonly Problem[] | undefined> {
    const heal = this.watched.findLast((one) => one.uri === uri);
    if (!heal || heal.judged) return Promise.resolve(heal && this.problems(uri).filter(isWrong));
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), MAX_WAIT);
      heal.onJudged = () => (clearTimeout(timer), resolve(this.problems(uri).filter(isWrong)));
    });
  }

  /** Diagnostics of a document have come: once they stand still they are the second rung. */
  seen(uri: string): void {
    for (const heal of this.watched) {
      if (heal.uri !== uri || heal.judged) continue;
      clearTimeout(heal.timer);
      heal.timer = setTimeout(
        this.session.log.listener('judging a heal', () => this.judge(heal)),
        SETTLE,
      );
    }
  }

  /** A document was edited: back to the text before the heal means that it was undone. */
  edited(uri: string, text: string): void {
    const undone = this.watched.findLast((heal) => heal.uri === uri && text === heal.before);
    if (undone) this.revert(undone, UNDONE);
  }

  /** The edits that take a heal back, the last one where none is named. */
  takeBack(id?: string): Result<TakingBack, 'nothing-to-undo' | 'not-open'> {
    const heal = id === undefined ? this.watched.findLast((one) => !one.earlier) : this.watched.find((one) => one.id === id);
    if (!heal)
      return failure('nothing-to-undo', id === undefined ? 'There is no heal to undo in this session.' : 'This heal is no longer there.');
    const document = this.session.documents.get(heal.uri);
    if (!document) return failure('not-open', 'The healed file is no longer open. Open it and try again.');
    const edits = inverse(heal, document.getText());
    if (!edits) return failure('nothing-to-undo', 'The healed lines have changed since. Use the editor’s own Undo instead.');
    return success({ heal, document, edits, done: () => this.revert(heal, 'taken back with Undo Last Heal') });
  }

  /** The editor has applied the edit that takes a heal back. */
  takenBack(id: string, how: string): void {
    const heal = this.watched.find((one) => one.id === id);
    if (heal) this.revert(heal, how);
  }

  dispose(): void {
    for (const heal of this.watched) clearTimeout(heal.timer);
    this.watched.length = 0;
  }

  private judge(heal: Watched): void {
    heal.judged = true;
    heal.onJudged?.();
    // Each patch was to take one problem away; by its words, for a plan's later patches were made for a text that had moved.
    const healed = heal.patches.map(({ problem }) => problem);
    const expected = diffProblems(healed, heal.problemsBefore).added;
    const by = [...new Set(healed.map(({ source }) => source))].join(', ');
    const [first] = diffProblems(expected, this.problems(heal.uri)).added;
    const rung: RungResult = first
      ? { rung: 'checks', result: 'failed', by, why: `afterwards the editor shows: ${first.message.split('\n')[0] ?? ''}` }
      : { rung: 'checks', result: 'passed', by, why: 'the problem is gone in the editor and nothing new appeared' };
    this.change(heal, (store, id) => store.addEvidence(id, rung));
  }

  private problems(uri: string): readonly Problem[] {
    return this.session.known.of(uri).map(({ problem }) => problem);
  }

  private revert(heal: Watched, how: string): void {
    clearTimeout(heal.timer);
    const at = this.watched.indexOf(heal);
    if (at >= 0) this.watched.splice(at, 1);
    const when = this.now().toISOString();
    this.change(heal, (store, id) => {
      store.heals.end(healIdOf(id), { outcome: 'reverted', why: how, pair: id });
      const done = store.setVerdict(id, { kind: 'reverted', how, at: when });
      const root = this.session.folders.rootOf(heal.path);
      if (root !== undefined) this.share(root, store, id);
      return done;
    });
    // An undo is redone as easily, and a plan that is taken back as a whole says nothing of its single fixes: asked again, they are what they were.
    let { before } = heal;
    for (const patch of heal.earlier || heal.via === 'plan' || how === UNDONE ? [] : heal.patches) {
      this.unwanted(patch, before, 'reverted', how);
      before = textAfter(before, patch, heal.path);
    }
    this.reverted.fire(heal);
  }

  /** What became of a heal's pairs, written once they are there. */
  private change({ path, pairs, store }: Watched, write: (store: PairStore, id: string) => ReturnType<PairStore['setVerdict']>): void {
    const { folders, log, stores } = this.session;
    const root = folders.rootOf(path);
    if (!store || root === undefined) return;
    const written = pairs.then((ids) => {
      for (const id of ids) stores.heard(root, write(store, id));
      this.recorded.fire();
    });
    this.recording = Promise.all([this.recording, written.catch((error: unknown) => log.fault('recording', error))]);
  }
}

/** The text after one patch of a plan whose patches were made one upon the other. */
function textAfter(before: string, patch: Patch, path: string): string {
  const own = patch.candidate.edits.find((file) => file.path === path);
  return own ? applyEdits(before, toOffsetEdits(new SourceText(before), own.edits)) : before;
}
