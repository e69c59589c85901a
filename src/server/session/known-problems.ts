// What is known to be wrong with each document: what other providers show, and the failures of programs. Ranges follow the edits.

import { Emitter, type Diagnostic, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import {
  isHealed,
  isReportedTwice,
  problemFromDiagnostic,
  touches,
  visibleLine,
  type LanguageId,
  type Problem,
  type Range,
} from '../../engine';
import { SOURCE } from '../../protocol';
import type { ClientState } from './client-state';
import type { Documents } from './documents';
import type { Folders } from './folders';
import { toPath } from './paths';
import { isSourceExcluded } from './settings';

/** A problem with the diagnostic that shows it, so that the fix can be linked to its squiggle. */
export interface KnownProblem {
  readonly problem: Problem;
  readonly diagnostic: Diagnostic;
  /** Who else has seen it than the one whose words these are, and that one, in a person's words; absent where nobody else has. */
  readonly seenBy?: readonly string[];
  /** When it was first shown, in ms since 1970; absent where nobody counts. */
  readonly since?: number;
}

export interface ProblemsChange {
  readonly uri: string;
  /** `some-diagnostics`: those of a request, at its range only; what is not among them may be there all the same. */
  readonly cause: 'diagnostics' | 'some-diagnostics' | 'failures' | 'own-check';
}

/** What other providers show for an open document. */
interface Shown {
  problems: readonly KnownProblem[];
  /** The document version that all its diagnostics were last seen for, and when, in ms; undefined where they never came. */
  seen: { readonly version: number; readonly at: number } | undefined;
}

export class KnownProblems {
  private readonly shown = new Map<string, Shown>();
  private readonly failures = new Map<string, readonly KnownProblem[]>();
  private readonly checked = new Map<string, readonly KnownProblem[]>();
  private readonly changed = new Emitter<ProblemsChange>();

  /** What others show, or the failures, came anew. Those that others show move with an edit without a word. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly documents: Documents,
    private readonly client: ClientState,
    private readonly folders: Folders,
    private readonly now: () => number,
  ) {}

  /** All diagnostics that other providers show for a document; null where the client knows no version. Those of an older text are dropped. */
  seen(uri: string, version: number | null, diagnostics: readonly Diagnostic[]): void {
    const document = this.documents.get(uri);
    if (!document || !isHealed(document.languageId) || (version !== null && version < document.version)) return;
    this.show(uri, document.languageId, diagnostics).seen = { version: document.version, at: this.now() };
    this.changed.fire({ uri, cause: 'diagnostics' });
  }

  /**
   * Diagnostics as a request at a place brings them, for clients that do not forward: added to those known. One that was known around the place and does
   * not come with the request any more is gone.
   */
  seenInPart(uri: string, diagnostics: readonly Diagnostic[], at: Range): void {
    const document = this.documents.get(uri);
    if (!document || !isHealed(document.languageId)) return;
    const before = this.shownByOthers(uri).map(({ diagnostic }) => diagnostic);
    const now = new Set(diagnostics.map(identity));
    const kept = before.filter((diagnostic) => !holds(diagnostic.range, at) || now.has(identity(diagnostic)));
    const known = new Set(kept.map(identity));
    // Ours come back with the request too; they are no news.
    const fresh = diagnostics.filter((diagnostic) => diagnostic.source !== SOURCE && !known.has(identity(diagnostic)));
    if (fresh.length === 0 && kept.length === before.length) return;
    this.show(uri, document.languageId, [...kept, ...fresh]);
    this.changed.fire({ uri, cause: 'some-diagnostics' });
  }

  /** The failures of programs that point into a document, open or not. */
  failed(uri: string, failures: readonly KnownProblem[]): void {
    if (failures.length > 0) this.failures.set(uri, failures);
    else if (!this.failures.delete(uri)) return;
    this.changed.fire({ uri, cause: 'failures' });
  }

  /** What the server's own check of an open document found, where nobody else looks at its language. */
  foundByOwnCheck(uri: string, problems: readonly KnownProblem[]): void {
    const before = new Map(this.ownChecksOf(uri).map((known) => [identity(known.diagnostic), known.since]));
    const since = this.now();
    const found = problems.map((known) => ({ ...known, since: before.get(identity(known.diagnostic)) ?? since }));
    if (found.length > 0) this.checked.set(uri, found);
    else if (!this.checked.delete(uri)) return;
    this.changed.fire({ uri, cause: 'own-check' });
  }

  /** The document was edited. Failures are moved by who reports them: they go with the line that failed. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const shown = this.shown.get(uri);
    // Where diagnostics come with requests only, nobody says that one is gone: what was changed by hand may be right now, and is told again if not.
    const may =
      shown && (shown.seen ? shown.problems : shown.problems.filter((known) => !changes.some((change) => concerns(change, known))));
    if (shown && may) shown.problems = may.map((known) => moved(known, changes));
    const checked = this.checked.get(uri);
    if (checked)
      this.checked.set(
        uri,
        checked.map((known) => moved(known, changes)),
      );
  }

  closed(uri: string): void {
    this.shown.delete(uri);
    this.foundByOwnCheck(uri, []);
  }

  /** What other providers show for a document, excluded or not. */
  shownByOthers(uri: string): readonly KnownProblem[] {
    return this.shown.get(uri)?.problems ?? [];
  }

  ownChecksOf(uri: string): readonly KnownProblem[] {
    return this.checked.get(uri) ?? [];
  }

  failuresIn(uri: string): readonly KnownProblem[] {
    return this.failures.get(uri) ?? [];
  }

  /**
   * The failures that are shown in a document: not those whose mistake the language server or the server's own check shows at the same place, and
   * none where they are turned off. A text that a person handed over is no terminal that is watched.
   */
  failuresShownIn(uri: string): readonly KnownProblem[] {
    const { client } = this;
    const shown = [...this.ownChecksOf(uri), ...this.shownByOthers(uri)];
    return this.failuresIn(uri)
      .filter(
        ({ problem }) =>
          client.watchesTerminals || (client.settings.enabled && (problem.origin === 'pasted' || problem.origin === 'notebook')),
      )
      .filter(({ problem }) => !shown.some((other) => isReportedTwice(other.problem, problem)));
  }

  /** Problems of a document that are not excluded, each mistake once. */
  of(uri: string): readonly KnownProblem[] {
    return this.notExcluded(uri, [...this.shownByOthers(uri), ...this.ownChecksOf(uri), ...this.failuresIn(uri)]);
  }

  /** The same for a file that is not open, with what the client says is shown for it. */
  ofClosed(uri: string, shown: readonly KnownProblem[]): readonly KnownProblem[] {
    return this.notExcluded(uri, [...shown, ...this.failuresIn(uri)]);
  }

  /** When the diagnostics of a document's present text last came, in ms; undefined where they have not. */
  seenAt(uri: string): number | undefined {
    const seen = this.shown.get(uri)?.seen;
    return seen && seen.version === this.documents.get(uri)?.version ? seen.at : undefined;
  }

  private show(uri: string, language: LanguageId, diagnostics: readonly Diagnostic[]): Shown {
    const shown = this.shown.get(uri) ?? { problems: [], seen: undefined };
    // Providers send all they know whenever one thing changes.
    const before = new Map(shown.problems.map((known) => [identity(known.diagnostic), known]));
    const since = this.now();
    shown.problems = diagnostics
      .filter(({ source }) => source !== SOURCE)
      .map((diagnostic) => before.get(identity(diagnostic)) ?? { ...toKnown(uri, language, diagnostic), since });
    this.shown.set(uri, shown);
    return shown;
  }

  private notExcluded(uri: string, problems: readonly KnownProblem[]): readonly KnownProblem[] {
    const { settings } = this.client;
    if (!settings.enabled || this.folders.isExcluded(toPath(uri))) return [];
    return eachMistakeOnce(problems.filter(({ problem }) => !isSourceExcluded(settings, problem.source, problem.errorType)));
  }
}

/** Worth a fix or an explanation; hints and information are not. */
export function isWrong({ severity }: Problem): boolean {
  return severity === 'error' || severity === 'warning';
}

/**
 * Whether a place (a caret, a selection) is where a problem is shown. What is missing at a line's end is shown behind its last character, where the
 * cursor of some editors never stands: on that character it means the same.
 */
export function isAt(shown: Range, place: Range): boolean {
  const { start, end } = shown;
  if (touches(shown, place)) return true;
  const isCaret = start.line === end.line && start.character === end.character;
  return isCaret && place.end.line === start.line && place.end.character === start.character - 1;
}

/** The problem a person means who has the caret on a line: one on it, else one beside it. */
export function problemAt(problems: readonly KnownProblem[], line: number): KnownProblem | undefined {
  return (
    problems.find(({ problem: { location } }) => location.range.start.line <= line && line <= location.range.end.line) ??
    problems.find(({ problem: { location } }) => Math.abs(location.range.start.line - line) <= 1)
  );
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

/** A problem after edits elsewhere in its document; a change of the whole text says nothing of where it is now, and leaves it. */
export function moved(known: KnownProblem, changes: readonly TextDocumentContentChangeEvent[]): KnownProblem {
  const { diagnostic, problem } = known;
  let { range } = diagnostic;
  for (const change of changes) if ('range' in change) range = movedRange(range, change.range, change.text);
  if (JSON.stringify(range) === JSON.stringify(diagnostic.range)) return known;
  return { ...known, diagnostic: { ...diagnostic, range }, problem: { ...problem, location: { ...problem.location, range } } };
}

/** Whether a problem's line is among those that a change changes. */
function concerns(change: TextDocumentContentChangeEvent, { diagnostic: { range } }: KnownProblem): boolean {
  return !('range' in change) || (change.range.start.line <= range.end.line && range.start.line <= change.range.end.line);
}

/** Whether the whole place lies in a range, before its end. */
function holds({ start, end }: Range, at: Range): boolean {
  const before = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);
  return !before(at.start, start) && before(at.end, end);
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

/** A mistake seen by several (a squiggle of the language server and a traceback) counts once: the first stays, and knows of the others. */
function eachMistakeOnce(problems: readonly KnownProblem[]): readonly KnownProblem[] {
  // Two of one mistake stand on one line; each is compared with those of its line alone, for there may be thousands.
  const byLine = new Map<number, number[]>();
  const once: KnownProblem[] = [];
  for (const known of problems) {
    const { line } = known.problem.location.range.start;
    const there = byLine.get(line) ?? [];
    const at = there.find((index) => once[index] && isReportedTwice(once[index].problem, known.problem));
    const same = at === undefined ? undefined : once[at];
    if (at !== undefined && same) once[at] = { ...same, seenBy: [...new Set([...witnesses(same), ...witnesses(known)])] };
    else byLine.set(line, [...there, once.push(known) - 1]);
  }
  return once;
}

const witnesses = ({ problem, seenBy }: KnownProblem): readonly string[] => seenBy ?? (problem.source ? [visibleLine(problem.source)] : []);

function identity(diagnostic: Diagnostic): string {
  const { range, severity, source, code, message } = diagnostic;
  return JSON.stringify([range, severity, source, code, message, diagnostic.relatedInformation]);
}
