// The error of a notebook's cell as a problem: its stack names cells by number or by made-up files, which are turned into the cells' own documents.

import { stripVTControlCharacters } from 'node:util';
import { isScript, type HealedLanguageId } from '../language';
import type { Frame, Location, Problem } from '../problem';
import { toProblem } from './dialects/dialect';
import { exceptionLine } from './dialects/python-lines';
import { detectText } from './detect';
import { lineRange } from './settle-columns';

/** A cell of the notebook as it is now. */
export interface Cell {
  /** The URI of its document. */
  readonly path: string;
  readonly language: HealedLanguageId;
  readonly text: string;
  /** Its number in the order of execution, `3` of `In [3]`; absent where it was not run, or the kernel counts none. */
  readonly order?: number;
}

/** What a kernel says of a cell that failed. */
export interface CellError {
  /** `NameError`. */
  readonly name: string;
  readonly message: string;
  /** As printed, escape sequences and all. May be empty. */
  readonly stack: string;
}

/** Of a stack, the end counts. In UTF-16 code units. */
const MAX_STACK = 200_000;
/** Stands for the folder of the cells while a stack is read: one file for each number; 0 is the cell that was run. */
const CELLS = '/self-heal-cells';

/**
 * The problem that the failed run of a cell shows. Its place is the line of the cell that failed, of another cell where its function is, or of a
 * file of the user's own; the first line of the cell where the stack tells none. Never throws.
 */
export function cellProblem(
  error: CellError,
  ran: Cell,
  cells: readonly Cell[],
  places: { readonly cwd: string; readonly roots: readonly string[] },
): Problem {
  const said = `${error.name}: ${error.message}`;
  const extension = isScript(ran.language) ? 'ts' : 'py';
  const stack = stripVTControlCharacters(error.stack.slice(-MAX_STACK));
  const lines = stack.split(/\r\n|\r|\n/).map((line) => withFiles(line, extension));
  // A stack may be the frames alone.
  const text = isScript(ran.language) && !stack.includes(error.message) ? [said, ...lines] : lines;
  const found = detectText(text.join('\n'), { cwd: places.cwd, roots: [...places.roots, CELLS], origin: 'notebook' });
  const problem = found.findLast(({ errorType, message }) => errorType.endsWith(error.name) || message === error.message) ?? found.at(-1);
  return (problem && inCells(problem, ran, cells)) ?? without(error, ran);
}

/** Names of cells as files that all dialects can read. */
function withFiles(line: string, extension: string): string {
  const file = (order: string): string => `${CELLS}/${order}.${extension}`;
  if (extension === 'ts')
    return line.replace(
      /(?:evalmachine\.)?<anonymous>:(\d+)|\[eval\d*\]:(\d+)/,
      (_, a?: string, b?: string) => `${file('0')}:${a ?? b ?? ''}`,
    );
  // IPython 8: `Cell In[3], line 2, in main(x)`; indented where it does not parse.
  const cell = /^(\s*)Cell In\s?\[(\d+)\], line (\d+)(?:, in ([\w.<>]+))?/.exec(line);
  if (cell) {
    const [, indent, order = '0', number, name] = cell;
    return indent ? `  File "${file(order)}", line ${number}` : `File ${file(order)}:${number}, in ${name ?? '<module>'}`;
  }
  // Before: `Input In [3], in <cell line: 2>()`, `<ipython-input-3-0a1b2c> in main(x)`, `/tmp/ipykernel_7/123.py in <module>`.
  const input = /^(?:Input In \[(\d+)\],|<ipython-input-(\d+)-[^>]*>) in (?:<cell line|([\w.<>]+))/.exec(line);
  if (input) return `${file(input[1] ?? input[2] ?? '0')} in ${input[3] ?? '<module>'}`;
  return line
    .replace(/(["\s]|^)[^"\s]*[/\\]ipykernel_\d+[/\\]\d+\.py/, (_, before: string) => `${before}${file('0')}`)
    .replace(
      /^(\s*File ")(?:<ipython-input-(\d+)-[^>"]*>|<(?!frozen)[^>"]*>)"/,
      (_, before: string, order?: string) => `${before}${file(order ?? '0')}"`,
    );
}

/** With the cells' own documents as the files of its frames; undefined where no frame is left that is the user's own. */
function inCells(problem: Problem, ran: Cell, cells: readonly Cell[]): Problem | undefined {
  const frames = problem.frames.flatMap((frame): Frame[] => {
    const order = orderOf(frame.location.path);
    if (order === undefined) return [frame];
    const cell = cellOf(frame, order, ran, cells);
    return cell ? [{ ...frame, own: true, location: { path: cell.path, range: frame.location.range } }] : [];
  });
  const location = frames.findLast((frame) => frame.own)?.location;
  if (!location) return undefined;
  const causes = problem.causes.flatMap((cause) => inCells(cause, ran, cells) ?? []);
  return { ...problem, language: ran.language, location, frames, causes };
}

function orderOf(file: string): number | undefined {
  const number = file.startsWith(`${CELLS}/`) ? Number.parseInt(file.slice(CELLS.length + 1), 10) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

/**
 * The cell that a frame is in: that of its number, else the one that was run, else any other, where the line is there and says what was printed. A cell may
 * have been edited or run again since its function was made.
 */
function cellOf({ location, code, name }: Frame, order: number, ran: Cell, cells: readonly Cell[]): Cell | undefined {
  const numbered = order === 0 ? undefined : cells.find((cell) => cell.order === order);
  const candidates = [...(numbered ? [numbered] : []), ran, ...cells].filter(({ text }) => lineOf(text, location) !== undefined);
  if (code !== undefined) return candidates.find(({ text }) => lineOf(text, location)?.trim() === code.trim());
  if (numbered) return candidates.includes(numbered) ? numbered : undefined;
  if (name === undefined || isScript(ran.language)) return candidates[0];
  // Nothing is printed of the line: its function tells.
  return candidates.find(({ text }) => new RegExp(`\\bdef\\s+${name.replace(/\W/g, '')}\\s*\\(`).test(text)) ?? candidates[0];
}

const lineOf = (text: string, { range }: Location): string | undefined => text.split(/\r\n|\r|\n/)[range.start.line];

/** At the first line of the cell that says anything. */
function without({ name, message, stack }: CellError, ran: Cell): Problem {
  const lines = ran.text.split(/\r\n|\r|\n/);
  const line = Math.max(
    0,
    lines.findIndex((text) => text.trim() !== ''),
  );
  // Some kernels name an error `Error`, and say in the stack which.
  const last = name === '' ? exceptionLine(stripVTControlCharacters(stack).trimEnd().split('\n').at(-1) ?? '') : null;
  const location = { path: ran.path, range: lineRange(line, 0, (lines[line] ?? '').trimEnd().length) };
  const problem = toProblem(
    {
      source: isScript(ran.language) ? 'node' : 'python',
      errorType: last?.type ?? (name || 'Error'),
      message: last?.message ?? message,
      frames: [{ location, own: true }],
      causes: [],
    },
    { origin: 'notebook', cwd: '', roots: [] },
    () => ran.language,
  );
  if (!problem) throw new Error('a frame with a file makes a problem');
  return problem;
}
