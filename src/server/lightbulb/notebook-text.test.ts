import { describe, expect, it } from 'vitest';
import { SourceText, signatureOf, type Cell, type Patch, type Problem, type TextEdit } from '../../engine';
import { NotebookText } from './notebook-text';

const A = 'vscode-notebook-cell:/w/n.ipynb#a';
const B = 'vscode-notebook-cell:/w/n.ipynb#b';
const FILE = '/w/n.ipynb.py';
const cell = (path: string, text: string, language: Cell['language'] = 'python'): Cell => ({ path, language, text });
const range = (line: number, from: number, to: number, last = line) => ({
  start: { line, character: from },
  end: { line: last, character: to },
});
const joined = (cells: readonly Cell[], of = B): NotebookText => new NotebookText(cells, of, '/w/n.ipynb', () => 7);

const problem: Problem = {
  origin: 'notebook',
  language: 'python',
  source: 'python',
  errorType: 'NameError',
  message: "name 'x' is not defined",
  signature: signatureOf('NameError', "name 'x' is not defined"),
  location: { path: B, range: range(1, 2, 3) },
  severity: 'error',
  frames: [],
  causes: [],
  related: [],
};
function patch(...edits: readonly TextEdit[]): Patch {
  return {
    id: '1',
    problem,
    candidate: {
      id: 'c',
      title: 't',
      explanation: '',
      origin: { kind: 'rule', id: 'r' },
      variant: 'v',
      family: 'f',
      features: {},
      edits: [{ path: FILE, version: 1, edits }],
      confidence: 1,
    },
    evidence: [],
    confidence: 1,
    status: 'generated',
  };
}
const inCells = (text: NotebookText, ...edits: readonly TextEdit[]) => text.inCells(patch(...edits), problem)?.candidate.edits;

describe('the cells as one text', () => {
  it('one below the other, whatever their last lines end with', () => {
    const text = joined([cell(A, 'a = 1\n'), cell(B, 'b = a\nx')]);
    expect(text.source.text).toBe('a = 1\n\nb = a\nx\n');
    expect(text.whole(problem).location).toEqual({ path: FILE, range: range(3, 2, 3) });
    expect(joined([cell(A, ''), cell(B, 'b')]).whole(problem).location.range.start.line).toBe(2);
  });

  it('what only a kernel understands is a comment of the same length; in TypeScript nothing is', () => {
    const text = '%pwd\n  !ls -l\nx?\nx.y??\na = 1 % 2\nif x != y: pass\nprint("what?")\n';
    const masked = joined([cell(B, text)]).source.text;
    expect(masked).toBe('#pwd\n  #ls -l\n#?\n#.y??\na = 1 % 2\nif x != y: pass\nprint("what?")\n\n');
    expect(joined([cell(B, '%%bash\necho "(\n')]).source.text).toBe('      \n       \n\n');
    expect(joined([cell(B, '!x\n', 'typescript')]).source.text).toBe('!x\n\n');
  });
});

describe('a patch of the whole', () => {
  const text = joined([cell(A, 'a = 1\n'), cell(B, 'b = a\nx')]);

  it('goes into the cells that it changes, the healed one first', () => {
    expect(inCells(text, { range: range(0, 0, 1), newText: 'c' }, { range: range(3, 0, 1), newText: 'y' })).toEqual([
      { path: B, version: 7, edits: [{ range: range(1, 0, 1), newText: 'y' }] },
      { path: A, version: 7, edits: [{ range: range(0, 0, 1), newText: 'c' }] },
    ]);
  });

  it.each(['import json\n', 'from a import b\n\n', 'import a as b\n'])('an import goes into the healed cell: %j', (newText) => {
    expect(inCells(text, { range: range(0, 0, 0), newText })).toEqual([
      { path: B, version: 7, edits: [{ range: range(0, 0, 0), newText: `${newText.trim()}\n` }] },
    ]);
  });

  it('is none where an edit reaches from one cell into the next', () => {
    expect(inCells(text, { range: range(0, 0, 1, 2), newText: '' })).toBeUndefined();
    expect(inCells(text, { range: range(9, 0, 1), newText: '' })).toBeUndefined();
  });

  it('edits of other files stay', () => {
    const other = { path: '/w/shop.py', version: null, edits: [{ range: range(0, 0, 1), newText: 'c' }] };
    const both = { ...patch(), candidate: { ...patch().candidate, edits: [other] } };
    expect(text.inCells(both, problem)?.candidate.edits).toEqual([other]);
  });

  it('leaves a text with places as they were', () => {
    expect(new SourceText(text.source.text).lineCount).toBe(5);
  });
});
