// An error without a line of the user's own in its traceback, as of a thread that was given no function: where in the script the call stands that led to it.

import path from 'node:path';
import type { Problem } from '../problem';

/** Which file of the standard library calls what it was given, and what it was given by. */
const GIVEN_BY: readonly { readonly file: RegExp; readonly call: RegExp }[] = [
  { file: /(?:^|[\\/])threading\.py$/, call: /\b(?:Thread|Timer)\s*\(/ },
  { file: /[\\/]multiprocessing[\\/](?:process|pool)\.py$/, call: /\b(?:Process|apply_async|map_async)\s*\(/ },
  {
    file: /[\\/]asyncio[\\/](?:events|base_events)\.py$/,
    call: /\b(?:call_soon|call_later|call_at|call_soon_threadsafe|add_done_callback|run_in_executor)\s*\(/,
  },
  { file: /[\\/]sched\.py$/, call: /\b(?:enter|enterabs)\s*\(/ },
  { file: /[\\/]concurrent[\\/]futures[\\/](?:thread|process)\.py$/, call: /\bsubmit\s*\(/ },
];

/** What was given is itself a call: the likeliest of several. */
const CALLED_AT_ONCE = /(?:\(|,|=)\s*[A-Za-z_][\w.]*\([^()]*\)/;

/** The script that a command line runs, as it is written there; undefined where it runs none. */
export function scriptOf(line: string): string | undefined {
  return /(?:^|\s)(?:"([^"]+\.pyw?)"|'([^']+\.pyw?)'|([^\s"']+\.pyw?))(?=\s|$)/
    .exec(line)
    ?.slice(1)
    .find((it) => it !== undefined);
}

/**
 * The problem as one of the script at `file`: at the one line that gives something to be called to what called it. undefined where the traceback names files of
 * the user's own, or no line, or more than one, fits. Pure.
 */
export function placedInScript(problem: Problem, file: string, text: string): Problem | undefined {
  if (problem.language !== 'python' || problem.frames.some((frame) => frame.own)) return undefined;
  const last = problem.frames.at(-1)?.location.path ?? problem.location.path;
  const by = GIVEN_BY.find((it) => it.file.test(last));
  if (!by) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  const fitting = lines.flatMap((line, i) =>
    by.call.test(line) && !/^\s*(?:#|def |class |from |import )/.test(line) ? [{ line, i }] : [],
  );
  const likely =
    fitting.length > 1 ? fitting.filter(({ line }) => CALLED_AT_ONCE.test(line.slice(by.call.exec(line)?.index ?? 0))) : fitting;
  const [only] = likely;
  if (!only || likely.length > 1) return undefined;
  const start = /^\s*/.exec(only.line)?.[0].length ?? 0;
  const range = { start: { line: only.i, character: start }, end: { line: only.i, character: only.line.trimEnd().length } };
  const location = { path: path.isAbsolute(file) ? file : path.resolve(file), range };
  return { ...problem, location, frames: [...problem.frames, { location, code: only.line, own: true }] };
}
