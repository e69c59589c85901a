import { describe, expect, it } from 'vitest';
import { cellProblem, type Cell } from './cell-error';

const A = 'vscode-notebook-cell:/work/sales.ipynb#W0';
const B = 'vscode-notebook-cell:/work/sales.ipynb#W1';
const cells: readonly Cell[] = [
  { path: A, language: 'python', order: 4, text: 'def mean(values):\n    total = sum(values)\n    return totl / len(values)\n' },
  { path: B, language: 'python', order: 5, text: '\n# the mean\nprint(mean([1, 2]))\n' },
];
const [first, second] = cells as readonly [Cell, Cell];
const places = { cwd: '/work', roots: ['/work'] };
const error = { name: 'NameError', message: "name 'totl' is not defined" };
const at = (stack: string, ran = second) => cellProblem({ ...error, stack }, ran, cells, places);

describe('the stack of a failed cell', () => {
  it.each([
    [
      'IPython 8 and 9',
      `\u001b[31m---------------------------------------------------------------------------\u001b[39m\n\u001b[31mNameError\u001b[39m                                 Traceback (most recent call last)\n\u001b[36mCell\u001b[39m\u001b[36m \u001b[39m\u001b[32mIn[5]\u001b[39m\u001b[32m, line 3\u001b[39m\n\u001b[32m      1\u001b[39m \n\u001b[32m      2\u001b[39m # the mean\n\u001b[32m----> \u001b[39m\u001b[32m3\u001b[39m \u001b[38;5;28mprint\u001b[39m(mean([1, 2]))\n\n\u001b[36mCell\u001b[39m \u001b[32mIn[4], line 3\u001b[39m, in \u001b[36mmean\u001b[39m\u001b[34m(values)\u001b[39m\n      1 def mean(values):\n      2     total = sum(values)\n----> 3     return totl / len(values)\n\n\u001b[31mNameError\u001b[39m: name 'totl' is not defined`,
    ],
    [
      'IPython 8.0',
      "---------------------------------------------------------------------------\nNameError                                 Traceback (most recent call last)\nInput In [5], in <cell line: 3>()\n      1 \n      2 # the mean\n----> 3 print(mean([1, 2]))\n\nInput In [4], in mean(values)\n      1 def mean(values):\n      2     total = sum(values)\n----> 3     return totl / len(values)\n\nNameError: name 'totl' is not defined",
    ],
    [
      'IPython 7',
      "---------------------------------------------------------------------------\nNameError                                 Traceback (most recent call last)\n<ipython-input-5-0123456789ab> in <module>\n      1 \n      2 # the mean\n----> 3 print(mean([1, 2]))\n\n<ipython-input-4-ba9876543210> in mean(values)\n      1 def mean(values):\n      2     total = sum(values)\n----> 3     return totl / len(values)\n\nNameError: name 'totl' is not defined",
    ],
    [
      'ipykernel 6 with files of its own',
      "---------------------------------------------------------------------------\nNameError                                 Traceback (most recent call last)\n/tmp/ipykernel_71/3323.py in <module>\n      1 \n      2 # the mean\n----> 3 print(mean([1, 2]))\n\n/tmp/ipykernel_71/17.py in mean(values)\n      1 def mean(values):\n      2     total = sum(values)\n----> 3     return totl / len(values)\n\nNameError: name 'totl' is not defined",
    ],
    [
      'CPython',
      'Traceback (most recent call last):\n  File "<cell>", line 3, in <module>\n  File "<cell>", line 3, in mean\nNameError: name \'totl\' is not defined',
    ],
  ])('leads into the cell of the function: %s', (_, stack) => {
    const problem = at(stack);
    expect(problem).toMatchObject({ origin: 'notebook', language: 'python', errorType: 'NameError', message: error.message });
    expect(problem.location).toMatchObject({ path: A, range: { start: { line: 2 } } });
    expect(problem.frames.map(({ location }) => location.path)).toEqual([B, A]);
  });

  it.each([
    ['IPython', "  Cell In[5], line 3\n    print(mean([1, 2])\n                      ^\nSyntaxError: '(' was never closed\n"],
    ['CPython', '  File "<cell>", line 3\n    print(mean([1, 2])\n                      ^\nSyntaxError: \'(\' was never closed\n'],
  ])('where it does not parse: %s', (_, stack) => {
    const ran = { ...second, text: '\n# the mean\nprint(mean([1, 2])\n' };
    const problem = cellProblem(
      { name: 'SyntaxError', message: "'(' was never closed (0123.py, line 3)", stack },
      ran,
      [first, ran],
      places,
    );
    expect(problem).toMatchObject({
      errorType: 'SyntaxError',
      message: "'(' was never closed",
      location: { path: B, range: { start: { line: 2 } } },
    });
  });

  it('of a cell that was edited since: the line is looked for in the others, else the frame is left out', () => {
    const stack =
      "NameError                                 Traceback (most recent call last)\nCell In[5], line 3\n----> 3 print(mean([1, 2]))\n\nCell In[2], line 3, in mean(values)\n----> 3     return totl / len(values)\n\nNameError: name 'totl' is not defined";
    expect(at(stack).location).toMatchObject({ path: A, range: { start: { line: 2 } } });
    const edited = [{ ...first, text: 'def mean(values):\n    pass\n    return 1\n' }, second];
    expect(cellProblem({ ...error, stack }, second, edited, places).location).toMatchObject({ path: B, range: { start: { line: 2 } } });
  });

  it('of a file of the workspace leads there', () => {
    const stack =
      "NameError                                 Traceback (most recent call last)\nCell In[5], line 3\n----> 3 print(mean([1, 2]))\n\nFile /work/stats.py:7, in mean(values)\n      5 def mean(values):\n----> 7     return totl\n\nNameError: name 'totl' is not defined";
    expect(at(stack).location).toMatchObject({ path: '/work/stats.py', range: { start: { line: 6 } } });
  });

  it.each(['', 'tb', 'Traceback', '\u001b['.repeat(5_000), 'Cell In[5], line 99999999999999999999\n'.repeat(2_000)])(
    'that tells nothing: the cell itself',
    (stack) => {
      expect(at(stack)).toMatchObject({
        errorType: 'NameError',
        message: error.message,
        location: { path: B, range: { start: { line: 1 } } },
      });
    },
  );

  it.each([
    ['of a vm', 'ReferenceError: totl is not defined\n    at evalmachine.<anonymous>:2:7\n    at Script.runInThisContext (node:vm:137:12)'],
    ['of a REPL', 'ReferenceError: totl is not defined\n    at <anonymous>:2:7'],
    ['without its message', '    at mean (<anonymous>:2:7)'],
  ])('of TypeScript, %s', (_, stack) => {
    const ran: Cell = { path: B, language: 'typescript', text: 'const total = 1;\nprint(totl);\n' };
    const problem = cellProblem({ name: 'ReferenceError', message: 'totl is not defined', stack }, ran, [ran], places);
    expect(problem).toMatchObject({ errorType: 'ReferenceError', location: { path: B, range: { start: { line: 1 } } } });
  });
});
