// Watches accepted heals for a day: if the problem of one comes back where it was healed, or a command that passed fails
// there now, a quiet diagnostic says so at the place, and an action takes the heal back. Nothing pops up.

import { DiagnosticSeverity, Emitter, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import { isSameMistake, shiftOffset, SourceText, trimEdits, visibleText, wordsOf, type OffsetEdit, type Problem } from '../../engine';
import { SOURCE } from '../../protocol';
import { readFromDisk } from '../session/documents';
import { toUri } from '../session/paths';
import type { Session } from '../session/session';
import type { EndedCommand } from '../terminal/command-failures';
import type { AppliedHeals } from './applied-heals';
import { inverse, type Standing } from './heal';

/** An accepted heal whose problem has returned, with what is said of it and the edits that take it back. */
export interface Takeable {
  readonly diagnostic: Diagnostic;
  readonly title: string;
  /** Its id. */
  readonly heal: string;
  readonly uri: string;
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/** For as long an accepted heal is watched, in ms. */
export const DAY = 24 * 60 * 60 * 1000;
/** Diagnostics must have stood still for this long before they are believed: they flicker while a language server works. In ms. */
const SETTLE = 800;
/** Commands that passed and are remembered; the oldest go. */
const MAX_PASSED = 100;
/** Code of the diagnostics that say so. */
const CODE = 'heal-came-back';

interface Followed {
  /** The problem was seen to be gone once: only then can it come back. */
  gone: boolean;
  /** Failures of runs of the healed text, by their words, with what is to be said. */
  readonly runs: Map<string, string>;
}

export class RegressionWatch {
  private readonly followed = new WeakMap<Standing, Followed>();
  private readonly said = new Map<string, { readonly heal: Standing; readonly why: string }[]>();
  private readonly passed = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly changed = new Emitter<string>();

  /** What is said about the document with this URI has changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Pick<Session, 'documents' | 'known' | 'log'>,
    private readonly heals: AppliedHeals,
    private readonly now: () => Date,
  ) {}

  /** Diagnostics of a document's present text have come, or its failures changed. */
  seen(uri: string): void {
    if (this.standing(uri).length === 0 && !this.said.has(uri)) return;
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(
        this.session.log.listener('watching heals', () => {
          this.timers.delete(uri);
          this.look(uri);
        }),
        SETTLE,
      ),
    );
  }

  /** The document was edited: what was seen is of another text. */
  edited(uri: string): void {
    if (this.timers.has(uri)) this.seen(uri);
    if (this.said.has(uri)) this.changed.fire(uri);
  }

  /** A command ended. One that passed and fails later where a heal stands is news; so is a healed problem that comes back. */
  commandEnded(command: EndedCommand): void {
    const key = `${command.line}\0${command.cwd}`;
    const passedBefore = this.passed.delete(key);
    if (command.exitCode === 0) {
      this.passed.add(key);
      const [oldest] = this.passed;
      if (this.passed.size > MAX_PASSED && oldest !== undefined) this.passed.delete(oldest);
      return;
    }
    for (const path of new Set(command.problems.map(({ location }) => location.path))) this.failed(path, command, passedBefore);
  }

  private failed(path: string, { line, problems, startedAt }: EndedCommand, passedBefore: boolean): void {
    const uri = toUri(path);
    const document = this.session.documents.get(uri);
    for (const heal of this.standing(uri)) {
      // It ran another text than the healed one.
      if (!document || startedAt < heal.at || withoutBom(readFromDisk(heal.path)) !== withoutBom(document.getText())) continue;
      const place = placeOf(heal, document.getText());
      if (!place) continue;
      for (const problem of problems.filter(({ location }) => location.path === path)) {
        if (heal.patches.some((patch) => isSameMistake(patch.problem, problem)) && isNear(problem, place))
          this.of(heal).runs.set(wordsOf(problem), 'The problem that was healed here came back when the program was run');
        else if (passedBefore && touchesLines(problem.location.range, place.healed))
          this.of(heal).runs.set(wordsOf(problem), `“${line.slice(0, 120)}” passed before and fails here now`);
      }
    }
    this.seen(uri);
  }

  /** A heal is no longer there. */
  forget(heal: Standing): void {
    const left = this.said.get(heal.uri)?.filter((one) => one.heal !== heal);
    if (left === undefined) return;
    if (left.length > 0) this.said.set(heal.uri, left);
    else this.said.delete(heal.uri);
    this.changed.fire(heal.uri);
  }

  /** What is to be shown for a document as it is now, each with the way back. */
  takeable(uri: string): readonly Takeable[] {
    const document = this.session.documents.get(uri);
    if (!document) return [];
    return (this.said.get(uri) ?? []).flatMap(({ heal, why }) => {
      const back = inverse(heal, document.getText());
      const place = placeOf(heal, document.getText());
      if (!back || !place) return [];
      const diagnostic: Diagnostic = {
        range: place.healed,
        severity: DiagnosticSeverity.Information,
        source: SOURCE,
        code: CODE,
        message: visibleText(`${why}. The heal of ${clock(heal.at)}: ${heal.title}. It can be taken back under the lightbulb.`),
      };
      return [
        {
          diagnostic,
          title: heal.title,
          heal: heal.id,
          uri,
          version: document.version,
          edits: back.map(({ start, end, text }) => ({
            range: { start: document.positionAt(start), end: document.positionAt(end) },
            newText: text,
          })),
        },
      ];
    });
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.said.clear();
  }

  private look(uri: string): void {
    const document = this.session.documents.get(uri);
    const before = JSON.stringify(this.takeable(uri).map(({ diagnostic }) => diagnostic));
    const found: { heal: Standing; why: string }[] = [];
    const problems = document ? this.session.known.of(uri).map(({ problem }) => problem) : [];
    for (const heal of this.standing(uri)) {
      const place = document && placeOf(heal, document.getText());
      if (!place) continue;
      const state = this.of(heal);
      const run = problems
        .filter(({ origin }) => origin !== 'diagnostic')
        .map((problem) => state.runs.get(wordsOf(problem)))
        .find((why) => why !== undefined);
      const back = problems.find(
        (problem) =>
          problem.origin === 'diagnostic' && heal.patches.some((patch) => isSameMistake(patch.problem, problem)) && isNear(problem, place),
      );
      if (!back) state.gone = true;
      if (run !== undefined) found.push({ heal, why: run });
      else if (back && state.gone)
        found.push({ heal, why: `The problem that was healed here is back: ${back.message.split('\n')[0]?.slice(0, 200) ?? ''}` });
    }
    if (found.length > 0) this.said.set(uri, found);
    else this.said.delete(uri);
    if (JSON.stringify(this.takeable(uri).map(({ diagnostic }) => diagnostic)) !== before) this.changed.fire(uri);
  }

  private standing(uri: string): readonly Standing[] {
    const since = this.now().getTime() - DAY;
    return this.heals.standing.filter((heal) => heal.uri === uri && heal.at.getTime() >= since);
  }

  private of(heal: Standing): Followed {
    let state = this.followed.get(heal);
    if (!state) this.followed.set(heal, (state = { gone: heal.wasGone ?? false, runs: new Map() }));
    return state;
  }
}

interface Place {
  /** The lines that the heal changed, in the present text. */
  readonly healed: Range;
  /** Zero-based lines of its problems, in the present text. */
  readonly problems: readonly number[];
}

/** Where a heal stands in the present text; undefined where its lines were changed since, so that it can't be told. */
function placeOf(heal: Standing, now: string): Place | undefined {
  const back = inverse(heal, now);
  const [first] = back ?? [];
  const last = back?.at(-1);
  if (!first || !last) return undefined;
  const [before, present] = [new SourceText(heal.before), new SourceText(now)];
  const change = trimEdits(heal.before, [{ start: 0, end: heal.before.length, text: heal.after }]);
  const since = trimEdits(heal.after, [{ start: 0, end: heal.after.length, text: now }]);
  const lineNow = ({ location: { range } }: Problem): number => present.lineOf(moved(before.offsetAt(range.start), change, since));
  return { healed: present.range(first.start, last.end), problems: heal.patches.map((patch) => lineNow(patch.problem)) };
}

function moved(offset: number, change: readonly OffsetEdit[], since: readonly OffsetEdit[]): number {
  return shiftOffset(shiftOffset(offset, change), since);
}

function isNear(problem: Problem, place: Place): boolean {
  const { line } = problem.location.range.start;
  return touchesLines(problem.location.range, place.healed) || place.problems.some((healed) => Math.abs(healed - line) <= 1);
}

function touchesLines(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

const withoutBom = (text: string | undefined): string | undefined => text?.replace(/^\uFEFF/, '');

/** `14:05`, as the person's clock shows it. */
function clock(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
