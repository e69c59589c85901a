// Patches ready in memory: prepared when diagnostics arrive, so that the code-action request only has to look.

import { setImmediate } from 'node:timers/promises';
import { Emitter } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  escalationOf,
  escalationWords,
  healProblem,
  isSyntax,
  MAX_PATCHES,
  patched,
  SourceText,
  type HealRequest,
  type Patch,
  type Problem,
} from '../../engine';
import { isHealableText } from '../session/healable-text';
import type { KnownProblem } from '../session/known-problems';
import { fileOf, isCell, toPath } from '../session/paths';
import type { Session } from '../session/session';
import { NotebookText } from './notebook-text';

export interface Offer {
  readonly patch: Patch;
  readonly known: KnownProblem;
  readonly uri: string;
  readonly version: number;
  /** The document's text the patch was made for. */
  readonly before: string;
  /** From the question to the answer, in ms. */
  readonly ms: number;
}

/** A problem that is too complex for a fix to be offered. */
export interface Escalated {
  readonly known: KnownProblem;
  /** `needs a person (…): …` */
  readonly words: string;
}

/** Lines of a document, zero-based, both inclusive. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where a person looks in a document: the lines of the window, and those that a menu was asked for last, which may be elsewhere (the caret's, a row's of a list). */
interface Sight {
  readonly visible?: Lines;
  readonly asked?: Lines;
}

/** A problem that was healed, with what it was healed by. */
interface Healed {
  readonly one: KnownProblem;
  readonly request: HealRequest;
  readonly patches: readonly Patch[];
  readonly ms: number;
}

/** The work on one text of a document and all that is known of it: what was done, and what is left where nobody has looked. */
interface Preparation {
  readonly document: TextDocument;
  readonly version: number;
  readonly before: string;
  readonly source: SourceText;
  readonly notebook: NotebookText | undefined;
  readonly workspace: HealRequest['workspace'];
  /** In the order of the text. */
  readonly problems: readonly KnownProblem[];
  readonly all: readonly Problem[];
  readonly syntax: readonly KnownProblem[];
  /** Those of first worth where nobody has looked yet. */
  readonly first: ReadonlySet<KnownProblem>;
  readonly left: Set<KnownProblem>;
  /** Those that are nearest to what was in sight last, nearest first. */
  nearest: { readonly sight: Sight; readonly problems: readonly KnownProblem[] } | undefined;
  readonly offers: Map<KnownProblem, readonly Offer[]>;
  readonly escalated: Escalated[];
  /** The best patches of the syntax errors so far: one is healed with those before it mended. */
  readonly earlier: Patch[];
  /** Failures of commands whose fixes have not been run yet. */
  readonly unproved: Healed[];
}

interface DocumentState {
  offers: readonly Offer[];
  escalated: readonly Escalated[];
  /** The version `offers` were made for. */
  version: number;
  /** What `offers` come from; undefined where all is to be made anew. */
  preparation: Preparation | undefined;
  running: AbortController | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Settles when the preparation under way, or the next one due, has ended. */
  ready: Promise<void>;
  /** Resolves `ready`. */
  finish: () => void;
}

/** An offer with what was known of its document when it was shown. */
interface ShownOffer extends Offer {
  readonly problems: readonly Problem[];
}

/** Runs a failed command again with the patches of its problem; undefined where that can tell nothing. */
export type ProveByRun = (request: HealRequest, patches: readonly Patch[]) => Promise<readonly Patch[] | undefined>;

/** So many problems of a document are prepared, nearest to where a person looks; others follow where that moves. Nobody reads more squiggles at once, and each costs. */
const MAX_PROBLEMS = 60;
/** After an edit, wait for this long before healing again; diagnostics that arrive are handled at once. In ms. */
const QUIET_AFTER_EDIT = 300;
const QUIET_AFTER_DIAGNOSTICS = 30;
/** Offers remembered after they were shown. */
const MAX_SHOWN = 200;

export class PreparedFixes {
  private readonly states = new Map<string, DocumentState>();
  /** Offers that a menu has shown, by patch id: the editor reports an acceptance after the edit, when the offers are gone. */
  private readonly shown = new Map<string, ShownOffer>();
  /** What a person looks at, by document. */
  private readonly sight = new Map<string, Sight>();
  private readonly changed = new Emitter<void>();

  /** Fixes were prepared, or are no longer for the present text. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known' | 'log' | 'memory' | 'notebooks' | 'weakTests'>,
    private readonly prove: ProveByRun,
  ) {}

  /** What is known to be wrong with a document has changed. */
  problemsChanged(uri: string): void {
    if (this.session.documents.get(uri)) this.schedule(uri, QUIET_AFTER_DIAGNOSTICS);
  }

  /** A document was opened: programs may have failed in it before. */
  opened(uri: string): void {
    if (this.session.known.of(uri).length > 0) this.schedule(uri, QUIET_AFTER_DIAGNOSTICS);
  }

  /** The document was edited: its offers are for another text now. */
  edited(uri: string): void {
    // A cell of a notebook is healed with all others in view.
    const others = isCell(uri) ? this.session.notebooks.around(uri).map(({ path }) => path) : [];
    for (const one of new Set([uri, ...others])) {
      const state = this.states.get(one);
      if (!state) continue;
      state.running?.abort();
      state.offers = [];
      state.escalated = [];
      this.schedule(one, QUIET_AFTER_EDIT);
      this.changed.fire();
    }
  }

  /** A person has these lines in the window: what is wrong there is prepared before all else. */
  looksAt(uri: string, visible: Lines): void {
    this.sees(uri, { visible });
  }

  /** A menu is asked for here: what is wrong in these very lines comes first. An editor asks at its caret too, wherever the window is. */
  asksAt(uri: string, asked: Lines): void {
    this.sees(uri, { asked });
  }

  private sees(uri: string, sight: Sight): void {
    if (!this.session.documents.get(uri)) return;
    const now = { ...this.sight.get(uri), ...sight };
    this.sight.set(uri, now);
    const state = this.states.get(uri);
    const left = state?.preparation;
    // Work under way takes what is nearest next.
    if (!state || !left || state.timer !== undefined || state.running !== undefined || !nextOf(left, now)) return;
    this.expectReady(state);
    void this.prepare(uri, state);
  }

  closed(uri: string): void {
    this.sight.delete(uri);
    const state = this.states.get(uri);
    if (!state) return;
    clearTimeout(state.timer);
    state.running?.abort();
    state.finish();
    this.states.delete(uri);
    this.changed.fire();
  }

  /** Settings or trust changed: everything is prepared again. */
  prepareAgain(): void {
    for (const uri of this.states.keys()) this.schedule(uri, 0);
  }

  /** Offers for the document as it is now, best first for each problem; empty where the text has moved on. */
  of(uri: string): readonly Offer[] {
    const state = this.states.get(uri);
    return state && state.version === this.session.documents.get(uri)?.version ? state.offers : [];
  }

  /** Problems of the document as it is now that get no fix, for they need a person; empty where nobody has asked for that. */
  escalatedIn(uri: string): readonly Escalated[] {
    const state = this.states.get(uri);
    return state && state.version === this.session.documents.get(uri)?.version ? state.escalated : [];
  }

  /** Whether fixes were prepared for the document's present text and all that is known of it. */
  isReady(uri: string): boolean {
    const state = this.states.get(uri);
    const version = this.session.documents.get(uri)?.version;
    return state !== undefined && state.version === version && state.timer === undefined && state.running === undefined;
  }

  /** When the preparation under way has ended. */
  ready(uri: string): Promise<void> {
    return this.states.get(uri)?.ready ?? Promise.resolve();
  }

  /** Does something long with the document: what is prepared for its menu would only be in the way, and begins anew afterwards. */
  async paused<T>(uri: string, work: () => Promise<T>): Promise<T> {
    const state = this.states.get(uri);
    const wasBusy = state !== undefined && (state.timer !== undefined || state.running !== undefined);
    if (state && wasBusy) {
      clearTimeout(state.timer);
      state.timer = undefined;
      state.running?.abort();
      state.running = undefined;
      state.finish();
    }
    try {
      return await work();
    } finally {
      if (wasBusy && this.states.get(uri) === state) this.schedule(uri, 0);
    }
  }

  /** A menu or a preview shows these: an acceptance may follow. */
  show(uri: string, offers: readonly Offer[]): void {
    const problems = this.session.known.of(uri).map(({ problem }) => problem);
    for (const offer of offers) {
      this.shown.delete(offer.patch.id);
      this.shown.set(offer.patch.id, { ...offer, problems });
    }
    for (const id of this.shown.keys()) {
      if (this.shown.size <= MAX_SHOWN) break;
      this.shown.delete(id);
    }
  }

  /** The offer a menu has shown under this patch id. */
  wasShown(patchId: string): ShownOffer | undefined {
    return this.shown.get(patchId);
  }

  /** The patch that a menu has shown and that makes this text of the document as it was one version ago; undefined where none does. */
  putIn(uri: string, version: number, text: string): string | undefined {
    const path = toPath(uri);
    for (const [id, offer] of this.shown) {
      const own = offer.uri === uri ? offer.patch.candidate.edits.find((file) => file.path === path) : undefined;
      if (own && offer.version === version - 1 && patched(new SourceText(offer.before), own) === text) return id;
    }
    return undefined;
  }

  /** URIs of the documents that have offers. */
  get uris(): readonly string[] {
    return [...this.states].flatMap(([uri, { offers }]) => (offers.length > 0 ? [uri] : []));
  }

  dispose(): void {
    for (const uri of [...this.states.keys()]) this.closed(uri);
  }

  private state(uri: string): DocumentState {
    let state = this.states.get(uri);
    if (!state) {
      const { promise, resolve } = Promise.withResolvers<void>();
      state = {
        ...{ offers: [], escalated: [], version: -1, preparation: undefined, running: undefined, timer: undefined },
        ...{ ready: promise, finish: resolve },
      };
      this.states.set(uri, state);
    }
    return state;
  }

  private schedule(uri: string, delay: number): void {
    const state = this.state(uri);
    state.running?.abort();
    state.preparation = undefined;
    if (state.timer === undefined && state.running === undefined) this.expectReady(state);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.timer = undefined;
      void this.prepare(uri, state);
    }, delay);
  }

  private expectReady(state: DocumentState): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    state.ready = promise;
    state.finish = resolve;
  }

  /** Goes on with what is left of the text, or begins with it. */
  private async prepare(uri: string, state: DocumentState): Promise<void> {
    const running = new AbortController();
    state.running = running;
    const { signal } = running;
    const document = this.session.documents.get(uri);
    const version = document?.version ?? -1;
    let preparation = state.preparation;
    // What is ready can be asked for while the rest is being prepared.
    const show = (): void => {
      if (signal.aborted) return;
      state.offers = preparation?.problems.flatMap((one) => preparation?.offers.get(one) ?? []) ?? [];
      state.escalated = [...(preparation?.escalated ?? [])];
      state.version = version;
      this.changed.fire();
    };
    try {
      if (document && isHealableText(document.getText())) {
        preparation ??= await this.begin(document);
        if (!signal.aborted) state.preparation = preparation;
        if (preparation) await this.goOn(preparation, signal, show);
      }
    } catch (error) {
      this.session.log.fault('preparing fixes', error);
    } finally {
      if (state.running === running) {
        state.running = undefined;
        show();
        if (state.timer === undefined) state.finish();
      }
    }
  }

  /** The whole notebook that a cell is healed in. */
  private notebookOf(uri: string): NotebookText | undefined {
    const { documents, notebooks } = this.session;
    const cells = isCell(uri) ? notebooks.around(uri) : [];
    return cells.length > 0
      ? new NotebookText(cells, toPath(uri), fileOf(toPath(uri)), (path) => documents.at(path)?.version ?? null)
      : undefined;
  }

  /** undefined where nothing is wrong. */
  private async begin(document: TextDocument): Promise<Preparation | undefined> {
    const { folders, known } = this.session;
    const { uri, version } = document;
    const before = document.getText();
    const notebook = this.notebookOf(uri);
    const found = known.of(uri);
    if (found.length === 0) return undefined;
    const problems = [...found].sort((a, b) => byPlace(a.problem, b.problem));
    return {
      ...{ document, version, before, notebook, problems },
      source: notebook?.source ?? new SourceText(before),
      workspace: await folders.workspaceOf(toPath(uri)),
      all: found.map(({ problem }) => notebook?.whole(problem) ?? problem),
      syntax: problems.filter(({ problem }) => isSyntax(problem)).slice(0, MAX_PROBLEMS),
      first: new Set(found.slice(0, MAX_PROBLEMS)),
      left: new Set(problems),
      ...{ offers: new Map(), escalated: [], earlier: [], unproved: [], nearest: undefined },
    };
  }

  /** Heals what is nearest to where the person looks, until enough is ready there. Calls `onOffers` after each. */
  private async goOn(preparation: Preparation, signal: AbortSignal, onOffers: () => void): Promise<void> {
    const { client, log, memory, weakTests } = this.session;
    const { document, version, before, source, notebook, workspace, all, offers, escalated, earlier, unproved } = preparation;
    const { uri } = document;
    /** The offers of one problem, in place of those that it had. */
    const offer = (one: KnownProblem, patches: readonly Patch[], ms: number): void => {
      offers.set(
        one,
        patches.map((patch) => ({ patch, known: one, uri, version, before, ms })),
      );
      onOffers();
    };
    const next = (): KnownProblem | undefined => nextOf(preparation, this.sight.get(uri));

    while (next()) {
      for (let one = next(); one; one = next()) {
        // Requests are answered in between.
        await setImmediate();
        if (signal.aborted) return;
        preparation.left.delete(one);
        const { problem } = one;
        const request: HealRequest = {
          problem: notebook?.whole(problem) ?? problem,
          source,
          version,
          all,
          workspace,
          memory,
          signal,
          earlier: [...earlier],
          onFault: log.fault,
          muted: (fixer) => client.isMuted(fixer, problem),
          ...(client.settings.escalate ? { escalate: true } : {}),
        };
        const began = performance.now();
        const found = await healed(request, log);
        const complexity = client.settings.escalate && found.length === 0 ? await escalationOf(request) : undefined;
        if (complexity) escalated.push({ known: one, words: escalationWords(complexity) });
        const ms = performance.now() - began;
        if (isSyntax(problem) && found[0]) earlier.push(found[0]);
        const patches = notebook
          ? found.flatMap((patch) => notebook.inCells(patch, problem) ?? [])
          : found.map(await weakTests.marks(found));
        if (patches.length === 0 || signal.aborted) continue;
        if (problem.command) unproved.push({ one, request, patches, ms });
        offer(one, patches, ms);
      }

      // What a failed command showed is run again with the fixes: one that helps comes first, one that does not goes.
      for (const { one, request, patches, ms } of unproved.splice(0)) {
        if (signal.aborted) return;
        const began = performance.now();
        const proved = await this.prove(request, patches);
        if (proved && !signal.aborted) offer(one, proved.slice(0, MAX_PATCHES), ms + performance.now() - began);
      }
    }
  }
}

/** A fault in healing one problem leaves the others their fixes. */
function healed(request: HealRequest, log: Session['log']): Promise<Patch[]> {
  return healProblem(request).catch((error: unknown) => {
    log.fault('preparing fixes', error);
    return [];
  });
}

/** Syntax errors in the order of the text; then what a menu was asked for and what is nearest to the window, as long as it is among the nearest. */
function nextOf(preparation: Preparation, sight: Sight | undefined): KnownProblem | undefined {
  const { problems, syntax, first, left } = preparation;
  if (left.size === 0) return undefined;
  const broken = syntax.find((one) => left.has(one));
  if (broken || !sight) return broken ?? problems.find((one) => first.has(one) && left.has(one));
  if (preparation.nearest?.sight !== sight) preparation.nearest = { sight, problems: inOrder(sight, problems) };
  return preparation.nearest.problems.find((one) => left.has(one));
}

function inOrder({ visible, asked }: Sight, problems: readonly KnownProblem[]): readonly KnownProblem[] {
  const here = asked ? problems.filter((one) => linesAway(asked, one) === 0).slice(0, MAX_PROBLEMS) : [];
  const around = visible ?? asked;
  return around ? [...here, ...nearestTo(around, problems)] : here;
}

/** In these lines, in the order of the text, and then what is fewest lines away. */
function nearestTo(lines: Lines, problems: readonly KnownProblem[]): readonly KnownProblem[] {
  return [...problems].sort((a, b) => linesAway(lines, a) - linesAway(lines, b)).slice(0, MAX_PROBLEMS);
}

function linesAway({ first, last }: Lines, { problem: { location } }: KnownProblem): number {
  return Math.max(first - location.range.end.line, location.range.start.line - last, 0);
}

function byPlace(a: Problem, b: Problem): number {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line - two.line || one.character - two.character;
}
