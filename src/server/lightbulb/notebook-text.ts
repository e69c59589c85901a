// A notebook's cells as one text, for healing: a cell uses what other cells define. What is found is brought back into the cells.

import * as path from 'node:path';
import { SourceText, type Cell, type FileEdit, type Patch, type Position, type Problem, type Range, type TextEdit } from '../../engine';

/** A cell within the whole. */
interface Part {
  readonly path: string;
  /** Zero-based line of the whole at which it begins, and how many it has. */
  readonly start: number;
  readonly lines: number;
}

/** What a kernel understands and Python does not: magics, shell commands, questions. */
const MAGIC = /^(\s*)(?:[%!?]|(?=[\w.]+\?{1,2}\s*$)\S)/;

/** Names of files that checkers know the language by. */
const EXTENSIONS: Readonly<Record<Cell['language'], string>> = {
  python: 'py',
  typescript: 'ts',
  typescriptreact: 'tsx',
  javascript: 'js',
  javascriptreact: 'jsx',
};

export class NotebookText {
  readonly source: SourceText;
  private readonly parts: readonly Part[];
  /** Of a file beside the notebook, which there is not: imports lead from there, and checkers know by its name what it is. */
  private readonly file: string;

  /**
   * @param cell the path of the cell that is healed.
   * @param notebook the path of the notebook.
   */
  constructor(
    cells: readonly Cell[],
    private readonly cell: string,
    notebook: string,
    /** The version of a cell's document; null where it has none. */
    private readonly versionOf: (path: string) => number | null,
  ) {
    const parts: Part[] = [];
    let text = '';
    let start = 0;
    for (const { path: of, text: own, language } of cells) {
      const masked = language === 'python' ? withoutMagics(own) : own;
      const lines = new SourceText(own).lineCount;
      text += `${masked}\n`;
      parts.push({ path: of, start, lines });
      start += lines;
    }
    const language = cells.find((one) => one.path === cell)?.language;
    this.file = language && path.isAbsolute(notebook) ? `${notebook}.${EXTENSIONS[language]}` : cell;
    this.parts = parts;
    this.source = new SourceText(text);
  }

  /** A problem of the cell, where it stands in the whole. */
  whole(problem: Problem): Problem {
    const { start } = this.part;
    const move = ({ line, character }: Position): Position => ({ line: line + start, character });
    const { range } = problem.location;
    return { ...problem, location: { path: this.file, range: { start: move(range.start), end: move(range.end) } } };
  }

  /** A patch of the whole as one of the cells, for the problem as it stands in its cell; undefined where an edit reaches over the edge of a cell. */
  inCells(patch: Patch, problem: Problem): Patch | undefined {
    const files: FileEdit[] = [];
    for (const file of patch.candidate.edits) {
      const split = file.path === this.file ? this.split(file.edits) : [file];
      if (!split) return undefined;
      files.push(...split);
    }
    return { ...patch, problem, candidate: { ...patch.candidate, edits: files } };
  }

  private get part(): Part {
    return this.parts.find((part) => part.path === this.cell) ?? { path: this.cell, start: 0, lines: this.source.lineCount };
  }

  private split(edits: readonly TextEdit[]): FileEdit[] | undefined {
    const byCell = new Map<string, TextEdit[]>();
    for (const edit of edits) {
      const own = this.part;
      const placed = isImport(edit) && !isWithin(own, edit.range) ? atStart(own, edit) : edit;
      // At the edge between two cells it is the healed one's.
      const part = isWithin(own, placed.range) ? own : this.parts.find((one) => isWithin(one, placed.range));
      if (!part) return undefined;
      const moved = { range: back(placed.range, part), newText: placed.newText };
      byCell.set(part.path, [...(byCell.get(part.path) ?? []), moved]);
    }
    // The cell that is healed first.
    return [...byCell]
      .sort(([a], [b]) => Number(b === this.cell) - Number(a === this.cell))
      .map(([of, own]) => ({ path: of, version: this.versionOf(of), edits: own }));
  }
}

/** Of the same length, so that all places stay. */
function withoutMagics(text: string): string {
  if (/^\s*%%/.test(text)) return text.replace(/[^\r\n]/g, ' '); // another language altogether
  return text.replace(/^.*$/gm, (line) => {
    const magic = MAGIC.exec(line);
    return magic ? `${magic[1] ?? ''}#${line.slice((magic[1] ?? '').length + 1)}` : line;
  });
}

const isWithin = ({ start, lines }: Part, range: Range): boolean => start <= range.start.line && range.end.line < start + lines;

/** An import stands in the cell that needs it: the others were run already. */
const isImport = ({ range: { start, end }, newText }: TextEdit): boolean =>
  start.line === end.line &&
  start.character === end.character &&
  /^\s*(?:(?:import|from)\b.*|(?:const|let|var)\b.*\brequire\(.*)\n+$/.test(newText);

const atStart = ({ start }: Part, { newText }: TextEdit): TextEdit => ({
  range: { start: { line: start, character: 0 }, end: { line: start, character: 0 } },
  newText: `${newText.trim()}\n`,
});

const back = ({ start, end }: Range, part: Part): Range => ({
  start: { line: start.line - part.start, character: start.character },
  end: { line: end.line - part.start, character: end.character },
});
