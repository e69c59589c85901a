// Patches ready in memory: prepared when diagnostics arrive, so that the code-action request only has to look.

import type { Diagnostic, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Patch } from '../../engine/patch';
import type { LanguageId, Problem, Range } from '../../engine/problem';
import type { Workspace } from '../../engine/project/workspace';
import { isSyntax } from '../../engine/detect/family';
import { healProblem } from '../../engine/heal/heal-problem';
import { MAX_PATCHES } from '../../engine/heal/limits';
import type { HealRequest } from '../../engine/heal/proved-candidates';
import { problemFromDiagnostic } from '../../engine/detect/diagnostic';
import { SourceText } from '../../engine/syntax/source-text';
import { isFileExcluded, isMuted, isSourceExcluded } from '../session/settings';
import { SOURCE, type Settings } from '../../protocol';
import { toPath } from '../session/paths';
import { inMenu } from './tiers';

const LANGUAGES: ReadonlySet<string> = new Set<LanguageId>(['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

export function isOurs(languageId: string): languageId is LanguageId {
  return LANGUAGES.has(languageId);
}

/** A problem with the diagnostic that shows it, so that the fix can be linked to its squiggle. */
export interface KnownProblem {
  readonly problem: Problem;
  readonly diagnostic: Diagnostic;
}

export interface Offer {
  readonly patch: Patch;
  readonly known: KnownProblem;
  readonly uri: string;
  readonly version: number;
  /** The document's text the patch was made for. */
  readonly before: string;
}

interface DocumentState {
  /** Of other providers, forwarded; ranges follow the edits. */
  seen: readonly KnownProblem[];
  /** Failures of programs, ours to show. */
  failures: readonly KnownProblem[];
  offers: readonly Offer[];
  /** The version `offers` were made for. */
  version: number;
  running: AbortController | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Settles when the preparation under way, or the next one due, has ended. */
  ready: Promise<void>;
  /** Resolves `ready`. */
  finish: () => void;
}

/** An offer with what was known of its document when it was shown. */
export interface ShownOffer extends Offer {
  readonly problems: readonly Problem[];
}

export interface OffersOptions {
  readonly document: (uri: string) => TextDocument | undefined;
  readonly workspaceOf: (path: string) => Promise<Workspace>;
  readonly rootOf: (path: string) => string | undefined;
  readonly settings: () => Settings;
  readonly onChange: (uri: string) => void;
  readonly onFault: (fixer: string, error: unknown) => void;
  /** Runs a failed command again with the patches; undefined where that can tell nothing. */
  readonly prove: (request: HealRequest) => Promise<readonly Patch[] | undefined>;
}

/** A document's problems beyond this many are not prepared: nobody reads so many squiggles, and each costs. */
const MAX_PROBLEMS = 60;
/** Longer documents are not healed: parsing them would be felt. In UTF-16 code units. */
export const MAX_TEXT = 2_000_000;
/** A longer line is data, not code somebody mends by hand. In UTF-16 code units. */
const MAX_LINE = 50_000;
/** After an edit, wait for this long before healing again; diagnostics that arrive are handled at once. In ms. */
const QUIET_AFTER_EDIT = 300;
const QUIET_AFTER_DIAGNOSTICS = 30;
/** Offers remembered after they were shown. */
const MAX_SHOWN = 200;

export class Offers {
  private readonly states = new Map<string, DocumentState>();
  /** Offers that a menu has shown, by patch id: the editor reports an acceptance after the edit, when the offers are gone. */
  private readonly shown = new Map<string, ShownOffer>();

  constructor(private readonly options: OffersOptions) {}

  /** The diagnostics other providers show for a document now. */
  seen(uri: string, diagnostics: readonly Diagnostic[]): void {
    const document = this.options.document(uri);
    if (!document || !isOurs(document.languageId)) return;
    const known = diagnostics
      .filter((diagnostic) => diagnostic.source !== SOURCE)
      .map((diagnostic) => toKnown(uri, document.languageId as LanguageId, diagnostic));
    this.state(uri).seen = known;
    this.schedule(uri, QUIET_AFTER_DIAGNOSTICS);
  }

  /** Diagnostics as a request brings them, for clients that do not forward: added to those known. */
  seenInPart(uri: string, diagnostics: readonly Diagnostic[]): void {
    const known = new Set(this.others(uri).map(({ diagnostic }) => identity(diagnostic)));
    // Ours come back with the request too; they are no news.
    const fresh = diagnostics.filter((diagnostic) => diagnostic.source !== SOURCE && !known.has(identity(diagnostic)));
    if (fresh.length === 0) return;
    this.seen(uri, [...this.others(uri).map(({ diagnostic }) => diagnostic), ...fresh]);
  }

  /** What other providers show for a document. */
  others(uri: string): readonly KnownProblem[] {
    return this.states.get(uri)?.seen ?? [];
  }

  /** The failures of programs that point into a document. */
  failed(uri: string, failures: readonly KnownProblem[]): void {
    if (failures.length === 0 && !this.states.has(uri)) return;
    this.state(uri).failures = failures;
    this.schedule(uri, QUIET_AFTER_DIAGNOSTICS);
  }

  /** The document was edited: its offers are for another text now. Known problems move with the text. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const state = this.states.get(uri);
    if (!state) return;
    state.running?.abort();
    state.offers = [];
    for (const change of changes) {
      if (!('range' in change)) continue;
      state.seen = state.seen.map((known) => moved(known, change.range, change.text));
      state.failures = state.failures.map((known) => moved(known, change.range, change.text));
    }
    this.schedule(uri, QUIET_AFTER_EDIT);
    this.options.onChange(uri);
  }

  closed(uri: string): void {
    const state = this.states.get(uri);
    if (!state) return;
    clearTimeout(state.timer);
    state.running?.abort();
    state.finish();
    this.states.delete(uri);
    this.options.onChange(uri);
  }

  /** Settings changed: prepare everything again. */
  again(): void {
    for (const uri of this.states.keys()) this.schedule(uri, 0);
  }

  /** Offers for the document as it is now, best first; empty where the text has moved on. */
  of(uri: string): readonly Offer[] {
    const state = this.states.get(uri);
    const document = this.options.document(uri);
    return state && document && state.version === document.version ? state.offers : [];
  }

  /** Whether offers were prepared for the document's present text and all diagnostics known of it. */
  isReady(uri: string): boolean {
    const state = this.states.get(uri);
    const document = this.options.document(uri);
    return (
      state !== undefined &&
      document !== undefined &&
      state.version === document.version &&
      state.timer === undefined &&
      state.running === undefined
    );
  }

  /** When the preparation under way has ended. */
  ready(uri: string): Promise<void> {
    return this.states.get(uri)?.ready ?? Promise.resolve();
  }

  /** Problems of the document that are not excluded, each mistake once. */
  problems(uri: string): readonly KnownProblem[] {
    const state = this.states.get(uri);
    if (!state) return [];
    const settings = this.options.settings();
    const file = toPath(uri);
    if (!settings.enabled || isFileExcluded(settings, this.options.rootOf(file), file)) return [];
    return once([...state.seen, ...state.failures].filter(({ problem }) => !isSourceExcluded(settings, problem.source, problem.errorType)));
  }

  /** A menu shows these: an acceptance may follow. */
  show(uri: string, offers: readonly Offer[]): void {
    const problems = this.problems(uri).map(({ problem }) => problem);
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

  get count(): number {
    let problems = 0;
    for (const state of this.states.values())
      problems += new Set(inMenu(state.offers, this.options.settings()).shown.map((offer) => offer.known)).size;
    return problems;
  }

  dispose(): void {
    for (const uri of [...this.states.keys()]) this.closed(uri);
  }

  private state(uri: string): DocumentState {
    let state = this.states.get(uri);
    if (!state) {
      const { promise, resolve } = Promise.withResolvers<void>();
      state = { seen: [], failures: [], offers: [], version: -1, running: undefined, timer: undefined, ready: promise, finish: resolve };
      this.states.set(uri, state);
    }
    return state;
  }

  private schedule(uri: string, delay: number): void {
    const state = this.state(uri);
    state.running?.abort();
    if (state.timer === undefined && state.running === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      state.ready = promise;
      state.finish = resolve;
    }
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.timer = undefined;
      void this.prepare(uri, state);
    }, delay);
  }

  private async prepare(uri: string, state: DocumentState): Promise<void> {
    const document = this.options.document(uri);
    const running = new AbortController();
    state.running = running;
    const version = document?.version ?? -1;
    const offers: Offer[] = [];
    try {
      if (document && isHealable(document.getText())) {
        const before = document.getText();
        const source = new SourceText(before);
        const known = this.problems(uri).slice(0, MAX_PROBLEMS);
        const all = known.map(({ problem }) => problem);
        const workspace = known.length > 0 ? await this.options.workspaceOf(toPath(uri)) : undefined;
        const requests = new Map<KnownProblem, HealRequest>();
        // In the order of the text: a syntax error is healed with those before it mended.
        const earlier: Patch[] = [];
        for (const one of [...known].sort((a, b) => inOrder(a.problem, b.problem))) {
          if (running.signal.aborted || !workspace) break;
          const request: HealRequest = {
            problem: one.problem,
            source,
            version,
            all,
            workspace,
            signal: running.signal,
            earlier: [...earlier],
            onFault: this.options.onFault,
            muted: (fixer) => isMuted(this.options.settings(), fixer, one.problem.signature.shape),
          };
          requests.set(one, request);
          const patches = await healProblem(request);
          if (isSyntax(one.problem) && patches[0]) earlier.push(patches[0]);
          offers.push(...patches.map((patch) => ({ patch, known: one, uri, version, before })));
          if (patches.length === 0 || running.signal.aborted) continue;
          // What is ready can be asked for while the rest is being prepared.
          state.offers = [...offers];
          state.version = version;
          this.options.onChange(uri);
        }
        await this.proveFailures(uri, state, running, version, offers, requests, before);
      }
    } catch (error) {
      this.options.onFault('prepare', error);
    } finally {
      if (state.running === running) {
        state.running = undefined;
        if (!running.signal.aborted) {
          state.offers = offers;
          state.version = version;
        }
        if (state.timer === undefined) state.finish();
        this.options.onChange(uri);
      }
    }
  }

  /** What a failed command showed is run again with the fixes: one that helps comes first, one that does not goes. */
  private async proveFailures(
    uri: string,
    state: DocumentState,
    running: AbortController,
    version: number,
    offers: Offer[],
    requests: ReadonlyMap<KnownProblem, HealRequest>,
    before: string,
  ): Promise<void> {
    for (const [known, request] of requests) {
      if (running.signal.aborted) return;
      if (!known.problem.command || !offers.some((offer) => offer.known === known)) continue;
      const proved = await this.options.prove(request);
      if (!proved || running.signal.aborted) continue;
      const kept = offers.filter((offer) => offer.known !== known);
      offers.splice(0, offers.length, ...kept, ...proved.slice(0, MAX_PATCHES).map((patch) => ({ patch, known, uri, version, before })));
      state.offers = [...offers];
      state.version = version;
      this.options.onChange(uri);
    }
  }
}

function inOrder(a: Problem, b: Problem): number {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line - two.line || one.character - two.character;
}

/** What a diagnostic of another provider says, in the engine's terms. */
export function toKnown(uri: string, language: LanguageId, diagnostic: Diagnostic): KnownProblem {
  const severities = ['error', 'error', 'warning', 'information', 'hint'] as const;
  return {
    diagnostic,
    problem: problemFromDiagnostic({
      path: toPath(uri),
      language,
      source: diagnostic.source ?? '',
      code: diagnostic.code === undefined ? '' : String(diagnostic.code),
      message: diagnostic.message as string,
      range: diagnostic.range,
      severity: severities[diagnostic.severity ?? 1] ?? 'error',
      related: (diagnostic.relatedInformation ?? []).map((info) => ({
        location: { path: toPath(info.location.uri), range: info.location.range },
        message: info.message,
      })),
    }),
  };
}

/** Whether a text is code that a person mends: of bounded size, without NUL bytes or endless lines. */
export function isHealable(text: string): boolean {
  if (text.length > MAX_TEXT || text.includes('\0')) return false;
  let start = 0;
  while (text.length - start > MAX_LINE) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > MAX_LINE) return false;
    start = end + 1;
  }
  return true;
}

/** A range after an edit elsewhere in the document; an edit inside it stretches it. */
export function movedRange(range: Range, edit: Range, text: string): Range {
  const lines = text.split('\n');
  const added = lines.length - 1;
  const lastLength = lines[added]?.length ?? 0;
  const move = (position: Range['start']): Range['start'] => {
    if (position.line < edit.end.line || (position.line === edit.end.line && position.character < edit.end.character)) {
      const inside = position.line > edit.start.line || (position.line === edit.start.line && position.character > edit.start.character);
      return inside ? edit.start : position;
    }
    const line = position.line - (edit.end.line - edit.start.line) + added;
    if (position.line !== edit.end.line) return { line, character: position.character };
    const character = position.character - edit.end.character + lastLength + (added === 0 ? edit.start.character : 0);
    return { line, character };
  };
  return { start: move(range.start), end: move(range.end) };
}

function moved(known: KnownProblem, edit: Range, text: string): KnownProblem {
  const range = movedRange(known.diagnostic.range, edit, text);
  if (JSON.stringify(range) === JSON.stringify(known.diagnostic.range)) return known;
  return { diagnostic: { ...known.diagnostic, range }, problem: { ...known.problem, location: { ...known.problem.location, range } } };
}

/** A mistake seen by several (a squiggle of the language server and a traceback) counts once: the squiggle stays. */
export function once(problems: readonly KnownProblem[]): readonly KnownProblem[] {
  const kept: KnownProblem[] = [];
  for (const known of problems) if (!kept.some((other) => isSameMistake(other.problem, known.problem))) kept.push(known);
  return kept;
}

/** Same line, and about the same thing: the same message, or the same names in the same kind of words. */
export function isSameMistake(a: Problem, b: Problem): boolean {
  if (a.location.range.start.line !== b.location.range.start.line) return false;
  if (a.errorType === b.errorType && a.message === b.message)
    return a.location.range.start.character === b.location.range.start.character || a.source !== b.source;
  if (a.source === b.source) return false;
  const holes = (problem: Problem): string =>
    JSON.stringify(
      Object.entries(problem.signature.holes)
        .filter(([key]) => ['name', 'attribute', 'module'].includes(key))
        .sort(),
    );
  return holes(a) !== '[]' && holes(a) === holes(b);
}

function identity(diagnostic: Diagnostic): string {
  return JSON.stringify([diagnostic.range, diagnostic.source, diagnostic.code, diagnostic.message]);
}
