// A text and the words of an error, as a person or a program has them: what is made of them where the words tell the line, and where they do not.

import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LanguageId } from '../language';
import { openWorkspace, toolsOf } from '../project/open-workspace';
import type { Registered } from '../project/registered';
import { MemoryFiles } from '../project/workspace-files';
import { patched } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { healTold } from './heal-told';

const root = path.resolve('/told-in-memory');
const options = { root, trusted: true, typescriptFolders: [process.cwd()], noLinters: ['Ruff', 'eslint'] as const };
const tools = toolsOf(options);
afterAll(() => tools.dispose());

async function healed(before: string, error: string, language: LanguageId = 'python', line?: number) {
  const file = path.join(root, language === 'python' ? 'app.py' : 'app.ts');
  const files = new Map([[file, before]]);
  const opened = await openWorkspace({
    ...options,
    files: new MemoryFiles(root, files),
    index: true,
    tools,
    script: { onDisk: false, files: Object.fromEntries(files), options: undefined },
  });
  const source = new SourceText(before);
  const told = await healTold({
    path: file,
    language,
    source,
    error,
    ...(line === undefined ? {} : { line }),
    version: null,
    workspace: opened.workspace,
    signal: new AbortController().signal,
  });
  opened.dispose();
  if (!told.ok) throw new Error(told.message);
  const own = told.value.patches[0]?.candidate.edits.find((edit) => edit.path === file);
  return { after: own && patched(source, own), ...told.value };
}

describe('the words tell the line', () => {
  test('a traceback of another folder, by the file’s name', async () => {
    const { after } = await healed(
      'total = 3\n\ndef show():\n    print("total: " + total)\n\nshow()\n',
      'Traceback (most recent call last):\n  File "/home/ada/app.py", line 6, in <module>\n    show()\n  File "/home/ada/app.py", line 4, in show\n    print("total: " + total)\n          ~~~~~~~~~~^~~~~~~\nTypeError: can only concatenate str (not "int") to str\n',
    );
    expect(after).toBe('total = 3\n\ndef show():\n    print("total: " + str(total))\n\nshow()\n');
  });
  test('a traceback of a text without a file', async () => {
    const { after } = await healed(
      'import pandas as pd\ndf = pandas.DataFrame()\n',
      'Traceback (most recent call last):\n  File "<stdin>", line 2, in <module>\nNameError: name \'pandas\' is not defined\n',
    );
    expect(after).toBe('import pandas as pd\ndf = pd.DataFrame()\n');
  });
  test('a checker’s line', async () => {
    const { after } = await healed(
      'const user = { name: "Ada" };\nconsole.log(user.nmae);\n',
      "app.ts(2,18): error TS2551: Property 'nmae' does not exist on type '{ name: string; }'. Did you mean 'name'?",
      'typescript',
    );
    expect(after).toBe('const user = { name: "Ada" };\nconsole.log(user.name);\n');
  });
  test('the line is given beside the words', async () => {
    const { after } = await healed(
      'a = 1\nb = "n: " + a\nc = "m: " + a\n',
      'TypeError: can only concatenate str (not "int") to str',
      'python',
      2,
    );
    expect(after).toBe('a = 1\nb = "n: " + a\nc = "m: " + str(a)\n');
  });
});

describe('the words tell no line', () => {
  test('a checker finds the mistake', async () => {
    const { after } = await healed('def add(a, b)\n    return a + b\n', "SyntaxError: expected ':'");
    expect(after).toBe('def add(a, b):\n    return a + b\n');
  });
  test('the place is where the name stands that the words have', async () => {
    const { after } = await healed('import pandas as pd\ndf = pandas.DataFrame()\n', "NameError: name 'pandas' is not defined");
    expect(after).toBe('import pandas as pd\ndf = pd.DataFrame()\n');
  });
  test('the one line that a fix is found for', async () => {
    const { after, guessed } = await healed(
      'age = 3\nname = "Ada"\nprint("age: " + age)\n',
      'TypeError: can only concatenate str (not "int") to str',
    );
    expect(after).toBe('age = 3\nname = "Ada"\nprint("age: " + str(age))\n');
    expect(guessed).toBe(true);
  });
  test('two lines that it may be are not chosen from', async () => {
    const { after } = await healed(
      'age = 3\nprint("age: " + age)\nprint("years: " + age)\n',
      'TypeError: can only concatenate str (not "int") to str',
    );
    expect(after).toBeUndefined();
  });
  test('a name that the text uses nowhere is another text’s, and what this one calls it is told', async () => {
    const { after, unused } = await healed('import pandas as pd\ndf = pd.DataFrame()', "NameError: name 'pandas' is not defined");
    expect(after).toBeUndefined();
    expect(unused).toEqual({ name: 'pandas', alias: 'pd' });
  });
  test('a name that nothing could stand for gets no value made up', async () => {
    const { after, problem } = await healed('def foo():\n    print(bar)\n', "NameError: name 'bar' is not defined");
    expect(after).toBeUndefined();
    expect(problem.location.range.start).toEqual({ line: 1, character: 10 });
  });
});

test.each(['', '   \n', '\0'])('words that tell no error are refused: %j', async (words) => {
  await expect(healed('x = 1\n', words)).rejects.toThrow('Say which error it is');
});

describe('what others have registered', () => {
  const before = 'total = 3\nprint(total.quantise(2))\n';
  const error = "AttributeError: 'int' object has no attribute 'quantise'";
  const edits = [{ range: { start: { line: 1, character: 6 }, end: { line: 1, character: 23 } }, newText: 'round(total, 2)' }];
  async function withRegistered(registered: Partial<Registered>) {
    const file = path.join(root, 'app.py');
    const files = new Map([[file, before]]);
    const opened = await openWorkspace({
      ...options,
      files: new MemoryFiles(root, files),
      index: true,
      tools,
      registered: { fixes: () => Promise.resolve([]), verdicts: () => Promise.resolve([]), ...registered },
    });
    const source = new SourceText(before);
    const told = await healTold({
      path: file,
      language: 'python',
      source,
      error,
      line: 1,
      version: null,
      workspace: opened.workspace,
      signal: new AbortController().signal,
    });
    opened.dispose();
    if (!told.ok) throw new Error(told.message);
    return told.value.patches.map((patch) => ({
      patch,
      after: patched(source, patch.candidate.edits[0] ?? { path: file, version: null, edits: [] }),
    }));
  }
  const fix = { fixer: 'ada.shop/rounding', title: "Round with 'round'", edits };

  test('a fix is a candidate like ours, as likely as those of other extensions', async () => {
    const [best] = await withRegistered({ fixes: () => Promise.resolve([fix]) });
    expect(best?.after).toBe('total = 3\nprint(round(total, 2))\n');
    expect(best?.patch.candidate).toMatchObject({ origin: { kind: 'editor', id: 'ada.shop/rounding' }, family: 'editor' });
    expect(best?.patch.confidence).toBeLessThan(0.9);
    expect(best?.patch.evidence[0]).toMatchObject({ rung: 'parses', result: 'passed' });
  });
  test('one that does not parse, hides the error or changes nothing is none', async () => {
    const [at] = edits;
    const text = (newText: string) => [
      { range: at?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText },
    ];
    for (const newText of ['round(total, 2', 'total.quantise(2)  # type: ignore\n#', 'total.quantise(2)'])
      expect(await withRegistered({ fixes: () => Promise.resolve([{ ...fix, edits: text(newText) }]) })).toEqual([]);
  });
  test('a checker that speaks against a patch ends it; one that is content is named in its evidence', async () => {
    const verdict = (result: 'passed' | 'failed') => () => Promise.resolve([{ by: 'ada.shop/style', result, why: 'no rounding here' }]);
    expect(await withRegistered({ fixes: () => Promise.resolve([fix]), verdicts: verdict('failed') })).toEqual([]);
    const [best] = await withRegistered({ fixes: () => Promise.resolve([fix]), verdicts: verdict('passed') });
    expect(best?.patch.evidence.at(-1)).toMatchObject({ rung: 'checks', result: 'passed', by: 'ada.shop/style' });
  });
});

test('a file does not import itself', async () => {
  const { after } = await healed('def foo():\n    print(app)\n', "NameError: name 'app' is not defined");
  expect(after).toBeUndefined();
});
