// The place of a problem in a program, and what TypeScript says of the text there with a change made to it.

import type * as tsModule from 'typescript';
import type { ScriptView } from '../../../project/typescript-requests';

/** A problem as the worker is told of it. Offsets of the text that is asked about, end exclusive. */
export interface PlaceOfProblem {
  readonly start: number;
  readonly end: number;
  readonly errorType: string;
  readonly message: string;
}

/** What a typed rule sees: the file's program and the place of the problem. */
export interface TypedPlace extends ScriptView, PlaceOfProblem {
  /** 2304 for `TS2304`; 0 where the problem is not TypeScript's own. */
  readonly code: number;
  /** The innermost node that holds the problem's range. */
  readonly node: tsModule.Node;
  /** Whether TypeScript itself sees the reported problem in this text. Where it does not, files are missing or another tool reported it. */
  readonly reproduced: boolean;
  /** Proves a text: what of the reported problem and what is new in it. */
  prove(after: string): Proof;
}

export interface Proof {
  /** Fewer problems with the same words than before. */
  readonly gone: boolean;
  /** Errors that were not there before, by their words. */
  readonly fresh: readonly Fresh[];
  /** Errors of the text after it. */
  readonly errors: number;
}

export interface Fresh {
  readonly code: number;
  readonly message: string;
  /** Where the proved text has errors of these words, the old ones among them. */
  readonly starts: readonly number[];
}

export function codeOf(errorType: string): number {
  return Number(/^(?:TS)?(\d{3,6})$/.exec(errorType)?.[1] ?? 0);
}

/**
 * The problem's place in a view. Where TypeScript's own code is told of a JavaScript file that the project does not type-check, the file is
 * looked at as if it were: nobody else will say whether the problem is gone.
 */
export function placeOf(view: ScriptView, problem: PlaceOfProblem): TypedPlace {
  const place = seen(view, problem);
  if (place.reproduced || place.code === 0) return place;
  const checked = asChecked(view);
  const second = checked && seen(checked, problem);
  return second?.reproduced ? second : place;
}

function seen(view: ScriptView, problem: PlaceOfProblem): TypedPlace {
  const { start, end, errorType, message } = problem;
  const code = codeOf(errorType);
  const counts = countWords(view.diagnostics(view.text));
  const key = `${code}|${message}`;
  const reproduced = counts.has(key);
  return {
    ...view,
    start,
    end,
    code,
    errorType,
    message,
    reproduced,
    node: innermost(view.ts, view.file, start, end),
    prove(after) {
      const found = view.diagnostics(after);
      const now = countWords(found);
      const fresh: Fresh[] = [];
      for (const [words, { n, d, starts }] of now)
        if (n > (counts.get(words)?.n ?? 0) && (reproduced || !counts.has(words))) fresh.push({ code: d.code, message: d.message, starts });
      return {
        gone: reproduced && (now.get(key)?.n ?? 0) < (counts.get(key)?.n ?? 0),
        fresh,
        errors: found.filter((d) => d.category === 'error').length,
      };
    },
  };
}

const CHECK = '// @ts-check\n';

/** The view with diagnostics as in a file that is type-checked; undefined for TypeScript, which always is. */
export function asChecked(view: ScriptView): ScriptView | undefined {
  if (!/\.[cm]?jsx?$/.test(view.path)) return undefined;
  const moved = (offset: number): number => Math.max(0, offset - CHECK.length);
  const diagnostics: ScriptView['diagnostics'] = (text) =>
    view.diagnostics(CHECK + text).map((d) => ({ ...d, start: moved(d.start), end: moved(d.end) }));
  return { ...view, diagnostics };
}

type Diagnostics = ReturnType<ScriptView['diagnostics']>;

interface Counted {
  n: number;
  readonly d: Diagnostics[number];
  readonly starts: number[];
}

function countWords(diagnostics: Diagnostics): Map<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const d of diagnostics) {
    if (d.category !== 'error') continue;
    const key = `${d.code}|${d.message}`;
    const known = counts.get(key);
    if (known) {
      known.n++;
      known.starts.push(d.start);
    } else counts.set(key, { n: 1, d, starts: [d.start] });
  }
  return counts;
}

/** The innermost node whose text holds [start, end). */
export function innermost(ts: TypedPlace['ts'], file: tsModule.SourceFile, start: number, end: number): tsModule.Node {
  let found: tsModule.Node = file;
  const visit = (node: tsModule.Node): void => {
    if (node.getStart(file) <= start && node.getEnd() >= end) {
      found = node;
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(file, visit);
  return found;
}

/** Whether a module that the file names is found: then whoever exports a name can be asked, and a path to nothing is wrong. */
export function isFound({ ts, path, options, folder }: TypedPlace, specifier: string): boolean {
  const host: tsModule.ModuleResolutionHost = { fileExists: (name) => folder.exists(name), readFile: (name) => folder.read(name) };
  return ts.resolveModuleName(specifier, path, options, host).resolvedModule !== undefined;
}
