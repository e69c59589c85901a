// What a model is shown of a problem: which facts, of which files, within which budget.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gatherModelContext, type ModelContext } from '../../../src/engine/diagnose/model-context';
import { lastCommitOf } from '../../../src/engine/project/git-history';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { toPrompt } from '../../../src/engine/generate/model/prompt';
import { contextOf, requestOf, ROOT, textsAfter, type Folder } from './context';

const frame = (file: string, line: number, name?: string) => ({
  location: { path: path.join(ROOT, file), range: { start: { line, character: 0 }, end: { line, character: 0 } } },
  own: true,
  ...(name === undefined ? {} : { name }),
});
const shownOf = (shown: ModelContext): Record<string, string> =>
  Object.fromEntries(shown.files.map(({ name, lines }) => [name, [...lines].map(([line, { text }]) => `${line + 1} ${text}`).join('\n')]));

const MORE = (count: number): string => Array.from({ length: count }, (_, i) => `value_${i} = ${i}\n`).join('');

const SHOP: Folder = {
  files: {
    'shop/cart.py': `import json
from shop.prices import price_of, Discount
from .util import rounded as near


class Cart:
    """What is bought."""

    def __init__(self, owner):
        self.owner = owner
        self.items = []

    def add(self, item, count=1):
        self.items.append((item, count))

    def total(self, discount=None):
        found = 0
        for item, count in self.items:
            found += price_of(item) * count
        if discount:
            found -= Discount(discount).of(found)
        self.note()
        return near(fuond)

    def note(self):
        return json.dumps(self.items)
${MORE(90)}`,
    'shop/prices.py': `PRICES = {'pen': 2}\n${MORE(30)}\n\ndef price_of(item, *, net=False):\n    """In euros."""\n    return PRICES[item]\n\n\nclass Discount:\n    def __init__(self, share):\n        self.share = share\n\n    def of(self, amount):\n        return amount * self.share\n`,
    'shop/util.py': 'from .deep import rounded\n',
    'shop/deep.py': 'def rounded(value, digits=2):\n    return round(value, digits)\n',
    'shop/__init__.py': '',
  },
  at: 'fuond',
};

describe('facts', () => {
  test('the enclosing function, imports, signatures of what is called, also through a package, and the class', async () => {
    const shown = await contextOf(SHOP);
    const { 'shop/cart.py': cart = '', 'shop/prices.py': prices = '', 'shop/deep.py': deep = '' } = shownOf(shown);
    expect(shown.target).toMatchObject({ kind: 'function', name: 'total', first: 15, last: 22 });
    expect(cart).toContain('23         return near(fuond)');
    expect(cart).toContain('3 from .util import rounded as near');
    expect(cart).toContain('6 class Cart:');
    expect(cart).toContain('10         self.owner = owner');
    expect(cart).toContain('25     def note(self):');
    expect(cart).not.toContain('value_80');
    expect(prices).toContain('def price_of(item, *, net=False):');
    expect(prices).not.toContain('return PRICES[item]');
    expect(prices).toContain('def __init__(self, share):');
    expect(deep).toBe('1 def rounded(value, digits=2):');
    expect(shown.facts).toEqual(['error', 'function', 'imports', 'class', 'signatures']);
    expect(shown.tokens).toBeLessThan(1300);
  });

  test('later calls add definitions, or the last commit, never both', async () => {
    const second = await contextOf({ ...SHOP, attempt: 2 });
    expect(second.facts).toContain('definitions');
    expect(second.facts).not.toContain('last-commit');
    expect(shownOf(second)['shop/prices.py']).toContain('43     def of(self, amount):');
    expect(second.tokens).toBeLessThan(2200);
  });

  test('the failing function only, where that is asked for', async () => {
    const shown = await contextOf({ ...SHOP, facts: ['function'] });
    expect(shown.facts).toEqual(['error', 'function']);
    expect(Object.keys(shownOf(shown))).toEqual(['shop/cart.py']);
    expect([...(shown.files[0].lines.keys() ?? [])]).toEqual([15, 16, 17, 18, 19, 20, 21, 22]);
  });

  test('a traceback through several files; what is not the own code is left out', async () => {
    const shown = await contextOf({
      files: {
        'lib/parse.py': `def number(text):\n    return int(txet)\n${MORE(90)}`,
        'main.py': 'from lib.parse import number\n\n\ndef main():\n    print(number("1"))\n\n\nmain()\n',
        'node_modules/x.py': 'def third():\n    return 1\n',
      },
      at: 'txet',
      problem: {
        frames: [
          frame('main.py', 7),
          frame('main.py', 4, 'main'),
          frame('node_modules/x.py', 1, 'third'),
          frame('../outside.py', 1),
          frame('lib/parse.py', 1, 'number'),
        ],
      },
    });
    expect(Object.keys(shownOf(shown))).toEqual(['lib/parse.py', 'main.py']);
    expect(shownOf(shown)['main.py']).toContain('5     print(number("1"))');
    expect(shown.facts).toContain('other-files');
  });

  test('a failed test: the test with what was expected and what came, and the function that it tests as what is to be changed', async () => {
    const folder: Folder = {
      files: {
        'tests/test_total.py':
          'from app import total\n\n\ndef test_total():\n    items = [1, 2]\n    got = total(items)\n    assert got == 3\n',
        'app.py': 'def total(items):\n    return sum(items) + 1\n',
      },
      at: 'assert got == 3',
      problem: { errorType: 'AssertionError', message: 'assert 4 == 3', source: 'python' },
    };
    const shown = await contextOf({ ...folder, problem: { ...folder.problem, message: 'assert 4 == 3\n +  where 4 = total([1, 2])' } });
    expect(shown.target).toMatchObject({ kind: 'function', name: 'total', first: 0, last: 1 });
    expect(shown.target.file.name).toBe('app.py');
    expect(shownOf(shown)['tests/test_total.py']).toContain('assert got == 3');
    expect(shown.facts).toEqual(expect.arrayContaining(['error', 'values', 'function', 'test']));
    const fixed = { 'app.py': 'def total(items):\n    return sum(items)\n' };
    expect(textsAfter(await wholeFunction.read('```python\ndef total(items):\n    return sum(items)\n```', shown), shown)).toEqual(fixed);
    // To change the test is no fix, in either form.
    const test = '<<<<<<< SEARCH\n    assert got == 3\n=======\n    assert got == 4\n>>>>>>> REPLACE';
    expect(textsAfter(await searchReplace.read(`tests/test_total.py\n${test}`, shown), shown)).toMatch(/^misplaced: .*says what is right/);
    expect(textsAfter(await searchReplace.read(test, shown), shown)).toMatch(/^misplaced: .*says what is right/);
    expect(textsAfter(await wholeFunction.read('```\ndef test_total():\n    pass\n```', shown), shown)).toMatch(
      /^misplaced: .*says what is right/,
    );
    expect(wholeFunction.reminder(shown)).toContain('the whole function total of "app.py", lines 1 to 2');
  });

  test('TypeScript: what is imported from other files, and places that the checker points to', async () => {
    const shown = await contextOf({
      files: {
        'src/main.ts': `import { size, type Box } from './box.js';\nimport path from 'node:path';\n\nexport function weigh(box: Box): number {\n  return size(box, 'kg');\n}\n${'export const x = 1;\n'.repeat(90)}`,
        'src/box.ts': `export interface Box {\n  name: string;\n}\n${'const y = 1;\n'.repeat(30)}export function size(box: Box): number {\n  return box.name.length;\n}\n`,
      },
      at: "'kg'",
      problem: {
        source: 'ts',
        errorType: 'TS2554',
        message: 'Expected 1 arguments, but got 2.',
        related: [{ location: frame('src/box.ts', 33).location, message: 'declared here' }],
      },
    });
    expect(shownOf(shown)['src/box.ts']).toContain('34 export function size(box: Box): number {');
    expect(shownOf(shown)['src/main.ts']).toContain("1 import { size, type Box } from './box.js';");
    expect(shown.facts).toEqual(expect.arrayContaining(['function', 'signatures', 'imports']));
  });

  test.each<[string, Record<string, string>, string, string, string]>([
    [
      'Go',
      {
        'main.go': `package main\n\nimport (\n\t"fmt"\n)\n\nfunc main() {\n\tfmt.Println(twice("2"))\n}\n${'// more\n'.repeat(90)}`,
        'util.go': 'package main\n\nfunc twice(n int) int {\n\treturn n * 2\n}\n',
      },
      '"2"',
      'main',
      '3 func twice(n int) int {',
    ],
    [
      'Rust',
      {
        'src/main.rs': `use std::fmt;\nmod util;\n\nfn main() {\n    println!("{}", util::twice("2"));\n}\n${'// more\n'.repeat(90)}`,
        'src/util.rs': 'pub fn twice(n: i32) -> i32 {\n    n * 2\n}\n',
      },
      '"2"',
      'main',
      '1 pub fn twice(n: i32) -> i32 {',
    ],
    [
      'Java',
      {
        'A.java': `public class A {\n    public static void main(String[] args) {\n        System.out.println(B.twice("2"));\n    }\n}\n${'// more\n'.repeat(90)}`,
        'B.java': 'class B {\n    static int twice(int n) {\n        return n * 2;\n    }\n}\n',
      },
      '"2"',
      'main',
      '2     static int twice(int n) {',
    ],
    [
      'C',
      {
        'a.c': `#include <stdio.h>\n\nint main(void) {\n  printf("%d", twice("2"));\n  return 0;\n}\n${'// more\n'.repeat(90)}`,
        'b.c': 'int twice(int n) {\n  return n * 2;\n}\n',
      },
      '"2"',
      'main',
      '1 int twice(int n) {',
    ],
  ])('%s, without a parser', async (_name, files, at, name, signature) => {
    const shown = await contextOf({ files, at });
    expect(shown.target).toMatchObject({ kind: 'function', name });
    expect(Object.values(shownOf(shown)).join('\n')).toContain(signature);
    expect(shown.facts).toContain('signatures');
  });

  test('titles of other providers, and examples, in words', async () => {
    const shown = await contextOf({
      ...SHOP,
      titles: ['Change spelling to found'],
      examples: [{ message: 'NameError: cuont', before: 'return cuont', after: 'return count' }],
    });
    expect(shown.facts).toEqual(expect.arrayContaining(['titles', 'examples']));
    const { messages } = await toPrompt({ context: shown, format: searchReplace });
    expect(messages[1]?.content).toContain('> Change spelling to found');
    expect(messages[1]?.content).toContain('> NameError: cuont\n> before:\n> return cuont\n> after:\n> return count');
  });

  test('names that a module defines, where one of it is missing', async () => {
    const shown = await contextOf({
      files: { 'main.py': 'from lib import sise\n', 'lib.py': 'LIMIT = 1\n\n\ndef size(x):\n    return 1\n' },
      at: 'sise',
      problem: {
        errorType: 'ImportError',
        message: "cannot import name 'sise' from 'lib' (/project/lib.py)",
        signature: { shape: '', holes: { name: 'sise', module: 'lib' } },
      },
    });
    expect(shown.notes).toEqual([{ fact: 'exports', heading: 'What the module defines:', text: 'lib.py: size, LIMIT' }]);
  });

  test('a budget is kept, and the place of the problem stays', async () => {
    const long = `def f():\n${Array.from({ length: 110 }, (_, i) => `    value_${i} = ${i} + ${'x'.repeat(40)}\n`).join('')}    return fuond\n`;
    for (const budget of [150, 400, 1300]) {
      const shown = await contextOf({ files: { 'a.py': long }, at: 'fuond', budget });
      expect(shown.tokens).toBeLessThanOrEqual(budget + 30);
      expect(shown.files[0].lines.get(111)?.text).toBe('    return fuond');
      expect(shown.files[0].lines.get(0)?.text).toBe('def f():');
    }
  });

  test('a message without end keeps both of its ends', async () => {
    const shown = await contextOf({ ...SHOP, problem: { message: `first ${'x'.repeat(20_000)} last` } });
    expect(shown.told).toMatch(/first x+\n\[cut\]\nx+ last/);
    expect(shown.told.length).toBeLessThan(2500);
  });

  test('an interpreter tells parameters of installed functions, and is not waited for long', async () => {
    const interpreter = {
      parameters: (name: string) =>
        name === 'textwrap.wrap' ? Promise.resolve(['text', 'width', '**kwargs']) : new Promise(() => undefined),
    };
    const request = requestOf({
      files: { 'a.py': 'import textwrap\nimport json\n\nprint(textwrap.wrap("a", 1, 2), json.dumps(1))\n' },
      at: 'wrap',
    });
    const gathered = await gatherModelContext({ ...request, workspace: { ...request.workspace, interpreter: interpreter as never } });
    expect(gathered.ok && gathered.value.notes).toEqual([
      { fact: 'signatures', heading: 'Parameters of what is called:', text: 'textwrap.wrap(text, width, **kwargs)' },
    ]);
  });
});

describe('F035: which versions of the imported packages are installed', () => {
  test('of Python, as its interpreter says, with its own version', async () => {
    const versions: Readonly<Record<string, string>> = { pandas: '2.2.1', json: '3.12.1', helpers: '' };
    const interpreter = {
      version: '3.12.1',
      packageVersion: (name: string) => Promise.resolve(versions[name] || undefined),
      parameters: () => Promise.resolve(undefined),
    };
    const request = requestOf({
      files: { 'a.py': 'import json\nimport pandas as pd\nfrom helpers import rows\n\nframe = pd.DataFrame(rows)\nframe.append(1)\n' },
      at: 'append',
      problem: { errorType: 'AttributeError', message: "'DataFrame' object has no attribute 'append'" },
    });
    const gathered = await gatherModelContext({ ...request, workspace: { ...request.workspace, interpreter: interpreter as never } });
    const notes = gathered.ok ? gathered.value.notes.filter(({ fact }) => fact === 'versions') : [];
    expect(notes).toEqual([{ fact: 'versions', heading: 'What is installed:', text: 'Python 3.12.1, pandas 2.2.1' }]);
  });

  test('of scripts, as node_modules say; an interpreter that does not answer costs nothing but its time', async () => {
    const manifest = (version: string): string => JSON.stringify({ version });
    const shown = await contextOf({
      files: {
        'a.ts':
          "import { z } from 'zod';\nimport fs from 'node:fs';\nimport x from './own';\nconst q = require('@scope/query/core');\n\nz.strng();\n",
        'node_modules/zod/package.json': manifest('4.1.0'),
        'node_modules/@scope/query/package.json': manifest('5.0.3'),
      },
      at: 'strng',
      problem: { errorType: 'TS2339', message: "Property 'strng' does not exist on type 'z'.", language: 'typescript' },
    });
    expect(shown.notes.find(({ fact }) => fact === 'versions')?.text).toBe('zod 4.1.0, @scope/query 5.0.3');
    const interpreter = { version: '3.12.1', packageVersion: () => new Promise(() => undefined) };
    const request = requestOf({ files: { 'a.py': 'import pandas\n\npandas.x\n' }, at: 'x', problem: { errorType: 'AttributeError' } });
    const gathered = await gatherModelContext({ ...request, workspace: { ...request.workspace, interpreter: interpreter as never } });
    expect(gathered.ok && gathered.value.facts).not.toContain('versions');
  });
});

describe('what is never sent', () => {
  const withIgnore = (rules: string): Folder => ({ ...SHOP, files: { ...SHOP.files, '.self-heal/ignore': rules } });

  test('a problem in an ignored file is not sent at all', async () => {
    for (const rules of ['shop/cart.py\n', 'cart.py', 'shop/', '*.py', '# no\n/shop/**\n', '*\n!shop/prices.py']) {
      const gathered = await gatherModelContext(requestOf(withIgnore(rules)));
      expect(gathered).toMatchObject({
        ok: false,
        reason: 'excluded',
        message: 'cart.py is one of the files that are never sent to a model, so nothing was sent.',
      });
    }
  });

  test('other files that are ignored, or excluded by the settings, are not read', async () => {
    for (const folder of [withIgnore('prices.py\n'), { ...SHOP, isExcluded: (file: string) => file.endsWith('prices.py') }]) {
      const request = requestOf(folder);
      const read: string[] = [];
      const files = {
        ...request.workspace.files,
        read: (file: string) => (read.push(file), request.workspace.files.read(file)),
        exists: (file: string) => request.workspace.files.exists(file),
        list: (extensions: readonly string[]) => request.workspace.files.list(extensions),
      };
      const gathered = await gatherModelContext({ ...request, workspace: { root: ROOT, files } });
      expect(gathered.ok && Object.keys(shownOf(gathered.value))).toEqual(['shop/cart.py', 'shop/deep.py']);
      expect(read).not.toContain('/project/shop/prices.py');
    }
  });

  test('an ignore file that can not be read excludes all', async () => {
    const request = requestOf(SHOP);
    const files = {
      read: () => Promise.resolve(undefined),
      exists: (file: string) => Promise.resolve(file.endsWith('ignore')),
      list: () => Promise.resolve([]),
    };
    expect(await gatherModelContext({ ...request, workspace: { root: ROOT, files } })).toMatchObject({ ok: false, reason: 'excluded' });
  });

  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'shown-')));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('a link that leads out of the folder is not followed; one to an ignored file is ignored', async () => {
    const root = path.join(folder, 'work');
    fs.mkdirSync(path.join(root, '.self-heal'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'outside.py'), 'def secret(x):\n    return "outside"\n');
    fs.writeFileSync(path.join(root, 'hidden.py'), 'def hidden(x):\n    return "hidden"\n');
    fs.writeFileSync(path.join(root, '.self-heal', 'ignore'), 'hidden.py\n');
    fs.symlinkSync(path.join(folder, 'outside.py'), path.join(root, 'linked.py'));
    fs.symlinkSync(path.join(root, 'hidden.py'), path.join(root, 'alias.py'));
    const text = 'from linked import secret\nfrom alias import hidden\nprint(secret(1), hidden(1, 2))\n';
    fs.writeFileSync(path.join(root, 'main.py'), text);
    const request = requestOf({ files: { 'main.py': text }, at: 'secret(1)', attempt: 2 });
    const problem = { ...request.problem, location: { ...request.problem.location, path: path.join(root, 'main.py') } };
    const gathered = await gatherModelContext({ ...request, problem, workspace: { root, files: new DiskFiles(root) } });
    expect(gathered.ok && Object.keys(shownOf(gathered.value))).toEqual(['main.py']);
  });
});

describe('the last commit of a line', () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'commit-')));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, stdio: 'ignore' });
  const file = path.join(folder, 'a.py');
  const commit = (text: string, message: string): void => {
    fs.writeFileSync(file, text);
    git('add', '-A');
    git('commit', '-q', '-m', message);
  };

  test('its words and what it changed, told by the text as it is open', async () => {
    git('init', '-q');
    commit('def f(items):\n    count = len(items)\n    return count\n', 'Count them');
    commit('def f(items):\n    count = len(items)\n    return cuont + 1\n', 'Count one more');
    commit('# head\ndef f(items):\n    count = len(items)\n    return cuont + 1\n', 'A head');
    const open = '# new line\n# head\ndef f(items):\n    count = len(items)\n    return cuont + 1\n';
    expect(await lastCommitOf({ file, text: open, line: 4 })).toMatchObject({
      subject: 'Count one more',
      change: [' def f(items):', '     count = len(items)', '-    return count', '+    return cuont + 1'],
    });
    expect(await lastCommitOf({ file, text: open, line: 0 })).toBeUndefined();
    expect(await lastCommitOf({ file, text: open, line: 400 })).toBeUndefined();
    expect(await lastCommitOf({ file: path.join(os.tmpdir(), 'nowhere.py'), text: 'a\n', line: 0 })).toBeUndefined();
    expect(await lastCommitOf({ file, text: open, line: 4, signal: AbortSignal.abort() })).toBeUndefined();
    expect(await lastCommitOf({ file, text: open, line: 4, timeoutMs: 1 })).toBeUndefined();
    const request = requestOf({ files: { 'a.py': open }, at: 'cuont', attempt: 3 });
    const problem = { ...request.problem, location: { ...request.problem.location, path: file } };
    for (const mayRun of [true, false]) {
      const gathered = await gatherModelContext({ ...request, problem, workspace: { root: folder, files: new DiskFiles(folder) }, mayRun });
      expect(gathered.ok && gathered.value.facts.includes('last-commit')).toBe(mayRun);
      // F037: as a list of commits has it.
      const note = gathered.ok ? gathered.value.notes.find(({ fact }) => fact === 'last-commit') : undefined;
      if (mayRun) expect(note?.text).toMatch(/^- [0-9a-f]{7}: Count one more\n/);
    }
  });

  test('nothing that the repository configures is started', async () => {
    const marker = path.join(folder, 'started');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'core.sshCommand',
      'gpg.program',
      'core.editor',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
    ])
      git('config', key, `touch ${marker}-${key}; cat`);
    git('config', 'log.showSignature', 'true');
    fs.writeFileSync(path.join(folder, '.gitattributes'), '*.py diff=evil filter=evil\n');
    fs.mkdirSync(path.join(folder, '.git', 'info'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.git', 'info', 'attributes'), '*.py diff=evil filter=evil\n');
    await lastCommitOf({ file, text: fs.readFileSync(file, 'utf8'), line: 3 });
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('started'))).toEqual([]);
  });
});

test('a mistake in a test itself is mended in the test', async () => {
  const files = {
    'tests/test_a.py': 'from a import go\n\n\ndef test_go():\n    assert go(cuont) == 1\n',
    'a.py': 'def go(x):\n    return 1\n',
  };
  const shown = await contextOf({ files, at: 'cuont', problem: { message: "name 'cuont' is not defined" } });
  expect(shown.target.file.name).toBe('tests/test_a.py');
  const reply = 'tests/test_a.py\n<<<<<<< SEARCH\n    assert go(cuont) == 1\n=======\n    assert go(1) == 1\n>>>>>>> REPLACE';
  expect(textsAfter(await searchReplace.read(reply, shown), shown)).toEqual({
    'tests/test_a.py': files['tests/test_a.py'].replace('cuont', '1'),
  });
});
