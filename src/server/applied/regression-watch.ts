// Watches accepted heals for a day: if the problem of one comes back where it was healed, or a command that passed fails
// there now, a quiet diagnostic says so at the place, and an action takes the heal back. Nothing pops up.

import { DiagnosticSeverity, type Diagnostic, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { familyOf } from '../../engine/detect/family';
import type { Problem } from '../../engine/problem';
import { shiftOffset, trimEdits, type OffsetEdit } from '../../engine/syntax/edits';
import { SourceText } from '../../engine/syntax/source-text';
import { SOURCE } from '../../protocol';
import { inverse, type Standing } from './applied-heals';
import type { Takeable } from '../lightbulb/code-actions';

export interface WatchOptions {
  readonly standing: () => readonly Standing[];
  readonly document: (uri: string) => TextDocument | undefined;
  /** The file as it is on the disk: what a program that was run has read. */
  readonly onDisk: (path: string) => string | undefined;
  /** Everything known to be wrong with a document now. */
  readonly problems: (uri: string) => readonly Problem[];
  /** What is said about a document has changed. */
  readonly onChange: (uri: string) => void;
  readonly now: () => Date;
}

/** For as long an accepted heal is watched, in ms. */
export const DAY = 24 * 60 * 60 * 1000;
/** Diagnostics must have stood still for this long before they are believed: they flicker while a language server works. In ms. */
const SETTLE = 800;
/** Commands that passed and are remembered; the oldest go. */
const MAX_PASSED = 100;
export const CODE = 'heal-came-back';

interface Followed {
  /** The problem was seen to be gone once: only then can it come back. */
  gone: boolean;
  /** Failures of runs of the healed text, by their words, with what is to be said. */
  readonly runs: Map<string, string>;
}

export class Watch {
  private readonly followed = new WeakMap<Standing, Followed>();
  private readonly said = new Map<string, { readonly heal: Standing; readonly why: string }[]>();
  private readonly passed = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly options: WatchOptions) {}

  /** Diagnostics of a document's present text have come, or its failures changed. */
  seen(uri: string): void {
    if (!this.heals(uri).length && !this.said.has(uri)) return;
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        this.look(uri);
      }, SETTLE),
    );
  }

  /** The document was edited: what was seen is of another text. */
  edited(uri: string): void {
    if (this.timers.has(uri)) this.seen(uri);
    if (this.said.has(uri)) this.options.onChange(uri);
  }

  /** A command ended well: should it fail later where a heal stands, that is news. */
  succeeded(line: string, cwd: string): void {
    const key = `${line}\0${cwd}`;
    this.passed.delete(key);
    this.passed.add(key);
    const [oldest] = this.passed;
    if (this.passed.size > MAX_PASSED && oldest !== undefined) this.passed.delete(oldest);
  }

  /** A command failed with these problems, in their own files' coordinates. `uri` is that of all of them. */
  failed(
    uri: string,
    problems: readonly Problem[],
    command: { readonly line: string; readonly cwd: string; readonly startedAt: Date },
  ): void {
    const document = this.options.document(uri);
    for (const heal of this.heals(uri)) {
      // It ran another text than the healed one.
      if (
        !document ||
        command.startedAt < heal.at ||
        this.options.onDisk(heal.path)?.replace(/^\uFEFF/, '') !== document.getText().replace(/^\uFEFF/, '')
      )
        continue;
      const place = placeOf(heal, document.getText());
      if (!place) continue;
      const passedBefore = this.passed.has(`${command.line}\0${command.cwd}`);
      for (const problem of problems) {
        if (heal.patches.some((patch) => isSame(patch.problem, problem)) && isNear(problem, place))
          this.of(heal).runs.set(wordsOf(problem), 'The problem that was healed here came back when the program was run');
        else if (passedBefore && touchesLines(problem.location.range, place.healed))
          this.of(heal).runs.set(wordsOf(problem), `“${command.line.slice(0, 120)}” passed before and fails here now`);
      }
    }
    this.passed.delete(`${command.line}\0${command.cwd}`);
    this.seen(uri);
  }

  /** A heal is no longer there. */
  forget(heal: Standing): void {
    const left = this.said.get(heal.uri)?.filter((one) => one.heal !== heal);
    if (left === undefined) return;
    if (left.length > 0) this.said.set(heal.uri, left);
    else this.said.delete(heal.uri);
    this.options.onChange(heal.uri);
  }

  /** What is to be shown for a document as it is now, each with the way back. */
  takeable(uri: string): readonly Takeable[] {
    const document = this.options.document(uri);
    if (!document) return [];
    return (this.said.get(uri) ?? []).flatMap(({ heal, why }) => {
      const back = inverse(heal.before, heal.after, document.getText());
      const place = placeOf(heal, document.getText());
      if (!back || !place) return [];
      const diagnostic: Diagnostic = {
        range: place.healed,
        severity: DiagnosticSeverity.Information,
        source: SOURCE,
        code: CODE,
        message: `${why}. The heal of ${clock(heal.at)}: ${heal.title}. It can be taken back under the lightbulb.`,
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
    const document = this.options.document(uri);
    const before = JSON.stringify(this.takeable(uri).map(({ diagnostic }) => diagnostic));
    const found: { heal: Standing; why: string }[] = [];
    const problems = document ? this.options.problems(uri) : [];
    for (const heal of this.heals(uri)) {
      const place = document && placeOf(heal, document.getText());
      if (!place) continue;
      const state = this.of(heal);
      const run = problems
        .filter(({ origin }) => origin !== 'diagnostic')
        .map((problem) => state.runs.get(wordsOf(problem)))
        .find((why) => why !== undefined);
      const back = problems.find(
        (problem) =>
          problem.origin === 'diagnostic' && heal.patches.some((patch) => isSame(patch.problem, problem)) && isNear(problem, place),
      );
      if (!back) state.gone = true;
      if (run !== undefined) found.push({ heal, why: run });
      else if (back && state.gone)
        found.push({ heal, why: `The problem that was healed here is back: ${back.message.split('\n')[0]?.slice(0, 200) ?? ''}` });
    }
    if (found.length > 0) this.said.set(uri, found);
    else this.said.delete(uri);
    if (JSON.stringify(this.takeable(uri).map(({ diagnostic }) => diagnostic)) !== before) this.options.onChange(uri);
  }

  private heals(uri: string): readonly Standing[] {
    const since = this.options.now().getTime() - DAY;
    return this.options.standing().filter((heal) => heal.uri === uri && heal.at.getTime() >= since);
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
  const back = inverse(heal.before, heal.after, now);
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

/** The same mistake about the same thing, whoever reports it and in whatever words. */
function isSame(a: Problem, b: Problem): boolean {
  return (
    (a.errorType === b.errorType && a.message === b.message) ||
    (familyOf(a) === familyOf(b) &&
      familyOf(a) !== 'other' &&
      JSON.stringify(Object.entries(a.signature.holes).sort()) === JSON.stringify(Object.entries(b.signature.holes).sort()))
  );
}

function isNear(problem: Problem, place: Place): boolean {
  const { line } = problem.location.range.start;
  return touchesLines(problem.location.range, place.healed) || place.problems.some((healed) => Math.abs(healed - line) <= 1);
}

function touchesLines(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

const wordsOf = (problem: Problem): string => `${problem.errorType}\0${problem.message}`;

/** `14:05`, as the person's clock shows it. */
function clock(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
