// An error that was only handed on is healed where the mistake is, on a real traceback.
import { expect, test } from 'vitest';
import { detectText } from '../../detect/detect';
import { healProblem } from '../../heal/heal-problem';
import { openPythonProject } from '../../project/python-index';
import { MemoryFiles } from '../../project/workspace-files';
import { SourceText } from '../../syntax/source-text';

const FILE = '/shop/app.py';

async function titles(text: string, printed: string): Promise<string[]> {
  const problem = detectText(printed, { cwd: '/shop', roots: ['/shop'], origin: 'pasted' }).at(-1);
  if (!problem) throw new Error('no problem was found');
  const files = new MemoryFiles('/shop', new Map([[FILE, text]]));
  const workspace = {
    root: '/shop',
    files,
    interpreter: undefined,
    python: openPythonProject('/shop', files),
    typescript: undefined,
    pythonChecker: undefined,
  };
  const patches = await healProblem({
    problem,
    source: new SourceText(text),
    version: null,
    all: [problem],
    workspace,
    signal: new AbortController().signal,
  });
  return patches.map(({ candidate }) => candidate.title);
}

const TEXT = `class LoadError(Exception):
    pass


def load(rows):
    try:
        return {row["id"]: row for row in rwos}
    except NameError as error:
        raise LoadError("rows could not be read") from error


load([{"id": 1}])
`;
const PRINTED = `Traceback (most recent call last):
  File "/shop/app.py", line 7, in load
    return {row["id"]: row for row in rwos}
                                      ^^^^
NameError: name 'rwos' is not defined. Did you mean: 'rows'?

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/shop/app.py", line 12, in <module>
    load([{"id": 1}])
  File "/shop/app.py", line 9, in load
    raise LoadError("rows could not be read") from error
LoadError: rows could not be read
`;

test('the cause of an error that is raised from it', async () => {
  expect((await titles(TEXT, PRINTED))[0]).toBe("Change 'rwos' to 'rows'");
});

test('not where the text has changed since', async () => {
  expect(await titles(`\n${TEXT}`, PRINTED)).toEqual([]);
});

test('nor where the program died of a mistake of its own while it handled another', async () => {
  const text = TEXT.replace('raise LoadError("rows could not be read") from error', 'return erorr');
  const printed = PRINTED.replace(/\n {4}raise LoadError.*/, '\n    return erorr')
    .replace(/LoadError: .*/, "NameError: name 'erorr' is not defined. Did you mean: 'error'?")
    .replace(
      'The above exception was the direct cause of the following exception:',
      'During handling of the above exception, another exception occurred:',
    );
  expect((await titles(text, printed))[0]).toBe("Change 'erorr' to 'error'");
});
