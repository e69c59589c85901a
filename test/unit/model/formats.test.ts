// What comes back from a model, in either form, and what is made of it.

import { describe, expect, test } from 'vitest';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { contextOf, textsAfter, type Folder } from './context';

const APP = `import os


def total(items):
    count = len(items)
    # how many
    return cuont


def other(items):
    return len(items)
`;
const FIXED = APP.replace('cuont', 'count');
const app: Folder = { files: { 'app.py': APP }, at: 'cuont' };

const block = (search: string, replace: string, path = 'app.py'): string =>
  `${path === '' ? '' : `${path}\n`}<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

async function blocks(reply: string, folder: Folder = app): Promise<ReturnType<typeof textsAfter>> {
  const shown = await contextOf(folder);
  return textsAfter(await searchReplace.read(reply, shown), shown);
}
async function whole(reply: string, folder: Folder = app): Promise<ReturnType<typeof textsAfter>> {
  const shown = await contextOf(folder);
  return textsAfter(await wholeFunction.read(reply, shown), shown);
}

describe('search and replace', () => {
  test.each([
    ['exactly', block('    return cuont', '    return count')],
    ['without a path', block('    return cuont', '    return count', '')],
    ['in a fence', `The name is misspelt.\n\napp.py\n\`\`\`python\n${block('    return cuont', '    return count', '')}\`\`\`\n`],
    ['with the path in the fence', `\`\`\`python\n${block('    return cuont', '    return count')}\`\`\``],
    ['with a path as prose writes it', block('    return cuont', '    return count', '**`./app.py`**:')],
    ['behind a name that is no file', `It is in\n\n\`os.path\`:\n${block('    return cuont', '    return count', '')}`],
    ['behind a heading', block('    return cuont', '    return count', '### app.py')],
    ['behind a word for it', block('    return cuont', '    return count', 'File: `app.py`')],
    ['behind a sentence with its name', block('    return cuont', '    return count', 'In app.py:')],
    ['with the path behind the mark', block('    return cuont', '    return count', '').replace('SEARCH', 'SEARCH app.py')],
    ['with blanks at the ends', block('    # how many  \n    return cuont ', '    # how many\n    return count')],
    ['shifted as a block', block('# how many\nreturn cuont', '# how many\nreturn count')],
    ['with the numbers copied', block('6|     # how many\n7|     return cuont', '6|     # how many\n7|     return count')],
    ['with blank lines around', block('\n    return cuont\n', '\n    return count\n')],
    ['with CRLF', block('    return cuont', '    return count').replaceAll('\n', '\r\n')],
    ['after thinking', `<think>\n${block('x', 'y')}</think>\n${block('    return cuont', '    return count')}`],
    ['after the rest of thinking', `${block('x', 'y')}so be it</think>\n${block('    return cuont', '    return count')}`],
  ])('is placed %s', async (_name, reply) => {
    expect(await blocks(reply)).toEqual({ 'app.py': FIXED });
  });
});

describe('search and replace in more than one place', () => {
  test('several blocks, of which one changes nothing', async () => {
    const reply = `${block('import os', 'import sys', '')}${block('    count = len(items)', '    count = len(items)', '')}${block('    return cuont', '    return count', '')}`;
    expect(await blocks(reply)).toEqual({ 'app.py': FIXED.replace('import os', 'import sys') });
  });

  const two: Folder = {
    files: { 'app.py': 'from lib.util import size\n\nprint(size([1]))\n', 'lib/util.py': 'def size(items):\n    return len(itms)\n' },
    at: 'size([1])',
    problem: {
      frames: [
        { location: { path: '/project/app.py', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } } }, own: true },
        {
          location: { path: '/project/lib/util.py', range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } } },
          own: true,
          name: 'size',
        },
      ],
    },
  };
  test.each(['lib/util.py', './lib/util.py', 'lib\\util.py', 'util.py', 'project/lib/util.py', ''])(
    'in another file that was shown (%s)',
    async (path) => {
      expect(await blocks(block('    return len(itms)', '    return len(items)', path), two)).toEqual({
        'lib/util.py': 'def size(items):\n    return len(items)\n',
      });
    },
  );
  test('in two files', async () => {
    const reply = `${block('    return len(itms)', '    return len(items)', 'lib/util.py')}\n${block('print(size([1]))', 'print(size([1, 2]))')}`;
    expect(await blocks(reply, two)).toEqual({
      'lib/util.py': 'def size(items):\n    return len(items)\n',
      'app.py': 'from lib.util import size\n\nprint(size([1, 2]))\n',
    });
  });
  test.each([
    ['/etc/passwd', /leads out/],
    ['../app.py', /leads out/],
    ['lib/../../app.py', /leads out/],
    ['C:\\app.py', /leads out/],
    ['~/app.py', /leads out/],
    ['lib/other.py', /was not shown/],
    ['.git/hooks/pre-commit', /was not shown/],
    ['/project/app.py', /leads out/],
  ])('never in %s', async (path, why) => {
    const said = await blocks(block('print(size([1]))', 'print(2)', path), two);
    expect(said).toMatch(/^misplaced: /);
    expect(said).toMatch(why);
    expect(said).toContain('app.py, lib/util.py');
  });
});

describe('search and replace keeps', () => {
  test.each<[string, string, string, string, string]>([
    ['CRLF', 'a = 1\r\nb = 2\r\n', 'a = 1', 'a = 3\nc = 4', 'a = 3\r\nc = 4\r\nb = 2\r\n'],
    ['no final newline', 'a = 1\nb = 2', 'b = 2', 'b = 3', 'a = 1\nb = 3'],
    ['no final newline where lines are added', 'a = 1\nb = 2', 'b = 2', 'b = 2\nc = 3', 'a = 1\nb = 2\nc = 3'],
    [
      'tabs',
      'def f():\n\tif x:\n\t\treturn y\n',
      '    if x:\n        return y',
      '    if x:\n        return z',
      'def f():\n\tif x:\n\t\treturn z\n',
    ],
    [
      'tabs where lines are added',
      'def f():\n\tif x:\n\t\treturn y\n',
      '\t\treturn y',
      '\t\tz()\n\t\treturn y',
      'def f():\n\tif x:\n\t\tz()\n\t\treturn y\n',
    ],
    [
      'spaces for tabs',
      'def f():\n    if x:\n        return y\n',
      '\tif x:\n\t\treturn y',
      '\tif x:\n\t\treturn z',
      'def f():\n    if x:\n        return z\n',
    ],
    ['quotes', "a = 'x'\nb = cuont\n", "a = 'x'\nb = cuont", 'a = "x"\nb = count', "a = 'x'\nb = count\n"],
    ['blanks at line ends', 'a = 1   \nb = 2\n', 'a = 1\nb = 2', 'a = 1\nb = 3', 'a = 1   \nb = 3\n'],
    ['an empty lower half as deletion', 'a = 1\nb = 2\n', 'a = 1', '', 'b = 2\n'],
    [
      'code with a line of =',
      'x = """\nTitle\n=======\n"""\ny = 1\n',
      'Title\n=======\n"""\ny = 1',
      'Title\n=======\n"""\ny = 2',
      'x = """\nTitle\n=======\n"""\ny = 2\n',
    ],
    [
      'marks of a merge',
      'a\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n',
      '<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs',
      'b = 2',
      'a\nb = 2\n',
    ],
    [
      'a shifted block that grows',
      '    if x:\n        y()\n',
      'if x:\n    y()',
      'if x:\n    z()\n    y()\nelse:\n    w()',
      '    if x:\n        z()\n        y()\n    else:\n        w()\n',
    ],
  ])('%s', async (_name, text, search, replace, after) => {
    expect(await blocks(block(search, replace), { files: { 'app.py': text } })).toEqual({ 'app.py': after });
  });
});

describe('search and replace refuses', () => {
  test.each<[string, string, RegExp]>([
    ['no block', 'The name is misspelt: write count.', /^malformed: /],
    ['nothing', '', /^malformed: /],
    ['a fence only', '```python\n    return count\n```', /^malformed: /],
    ['an empty fence', '```\n```', /^malformed: /],
    ['JSON', '{"edits": [{"startLine": 7, "endLine": 7, "replacement": "    return count"}]}', /^malformed: /],
    ['a diff', '--- a/app.py\n+++ b/app.py\n@@ -7 +7 @@\n-    return cuont\n+    return count\n', /^malformed: /],
    ['thinking without end', '<think>The name is\n' + block('    return cuont', '    return count'), /^malformed: /],
    ['a block without end', block('    return cuont', '    return count').replace(/>+ REPLACE\n/, ''), /^malformed: .*REPLACE/],
    ['a block within a block', '<<<<<<< SEARCH\na\n' + block('    return cuont', '    return count'), /^malformed: /],
    ['no divider', '<<<<<<< SEARCH\n    return cuont\n>>>>>>> REPLACE\n', /^malformed: .*=======/],
    [
      'text that is not there',
      block('    return cont', '    return count'),
      /^misplaced: .*nearest line is 7 of app.py: "    return cuont"/,
    ],
    ['half a line', block('cuont', 'count'), /^misplaced: /],
    ['text with other blanks inside', block('    return  cuont', '    return count'), /^misplaced: /],
    ['lines that are shifted apart', block('# how many\n    return cuont', '# how many\n    return count'), /^misplaced: /],
    ['text that stands there twice', block('\n', '\n'), /^misplaced: .*nothing to search for/],
    [
      'left-out code to search',
      block('def total(items):\n    ...\n    return cuont', 'def total(items):\n    ...\n    return count'),
      /^misplaced: .*left out/,
    ],
    [
      'left-out code to write',
      block('    count = len(items)\n    # how many\n    return cuont', '    # ... existing code ...\n    return count'),
      /^misplaced: .*leaves code out/,
    ],
    [
      'more left-out code',
      block('    return cuont', '    # rest of the function unchanged\n    return count'),
      /^misplaced: .*leaves code out/,
    ],
    ['an ellipsis', block('    return cuont', '    ...'), /^misplaced: .*leaves code out/],
    ['the unchanged text', block('    return cuont', '    return cuont'), /^unchanged: /],
    ['the unchanged text with other quotes', block('import os', 'import os  '), /^unchanged: /],
    [
      'blocks over each other',
      block('    return cuont', '    return count') + block('    # how many\n    return cuont', '    return 2'),
      /^misplaced: .*another one changes too/,
    ],
    ['hidden characters', block('    return cuont', '    return \u202ecount'), /^misplaced: .*control characters/],
    ['a refusal', "I'm sorry, but I can't help with that.", /^declined: I'm sorry/],
    ['another refusal', 'I cannot assist with modifying this code.', /^declined: /],
    ['a refusal of a model', 'As an AI language model, I am not able to do so.', /^declined: /],
    ['no fix', 'NO FIX: what cuont is can not be told.', /^no-fix: what cuont is can not be told\.$/],
    ['no fix behind a reason', 'The name could be anything.\n\n**NO FIX**', /^no-fix: /],
  ])('%s', async (_name, reply, said) => {
    expect(await blocks(reply)).toMatch(said);
  });

  test('text that stands in two places, unless a number tells which', async () => {
    const folder: Folder = { files: { 'app.py': 'def a():\n    x = 1\n\n\ndef b():\n    x = 1\n' } };
    expect(await blocks(block('    x = 1', '    x = 2'), folder)).toMatch(
      /^misplaced: .*2 places \(app.py line 2, app.py line 6\): add the lines/,
    );
    expect(await blocks(block('6|     x = 1', '6|     x = 2'), folder)).toEqual({
      'app.py': 'def a():\n    x = 1\n\n\ndef b():\n    x = 2\n',
    });
    expect(await blocks(block('def b():\n    x = 1', 'def b():\n    x = 2'), folder)).toEqual({
      'app.py': 'def a():\n    x = 1\n\n\ndef b():\n    x = 2\n',
    });
  });

  test('more blocks than one error needs', async () => {
    expect(await blocks(block('    return cuont', '    return count').repeat(21))).toMatch(/^misplaced: .*more than 20/);
  });

  test('lines that were not shown', async () => {
    const long = `${APP}${Array.from({ length: 300 }, (_, i) => `value_${i} = ${i}\n`).join('')}`;
    expect(await blocks(block('value_200 = 200', 'cuont = 1'), { files: { 'app.py': long }, at: 'cuont' })).toMatch(
      /^misplaced: .*among the lines shown/,
    );
  });

  test('an explanation is one line, and capped', async () => {
    const shown = await contextOf(app);
    const read = await searchReplace.read(
      `It\u001b[31m is\n\n**misspelt**. ${'x'.repeat(900)}\n\n${block('    return cuont', '    return count')}`,
      shown,
    );
    expect(read.kind === 'edits' && read.explanation).toMatch(/^It \[31m is misspelt\. x+…$/);
    expect(read.kind === 'edits' && read.explanation.length).toBeLessThan(510);
  });

  test('ends soon for a reply that is made to be slow', async () => {
    const shown = await contextOf(app);
    for (const reply of [
      '<<<<<<< SEARCH\n'.repeat(50_000),
      `${'='.repeat(500_000)}`,
      ' '.repeat(500_000),
      '```'.repeat(100_000),
      '<think>'.repeat(50_000),
      block('=======\n'.repeat(20_000), '=======\n'.repeat(20_000)),
      'in the file '.repeat(50_000),
      '`'.repeat(200_000),
      block('x'.repeat(300_000), 'y'),
    ]) {
      for (const short of [reply, reply.slice(0, 190_000)]) {
        const start = performance.now();
        expect((await searchReplace.read(short, shown)).kind).toMatch(/malformed|misplaced/);
        expect((await wholeFunction.read(short, shown)).kind).toMatch(/malformed|misplaced/);
        expect(performance.now() - start).toBeLessThan(20_000);
      }
    }
  });
});

describe('the whole function', () => {
  const LONG = `${APP}${'x = 1\n'.repeat(90)}`;
  const long: Folder = { files: { 'app.py': LONG }, at: 'cuont' };
  const LONG_FIXED = LONG.replace('cuont', 'count');
  const TOTAL = 'def total(items):\n    count = len(items)\n    # how many\n    return count';
  const fenced = (code: string, info = 'python'): string => `\`\`\`${info}\n${code}\n\`\`\`\n`;

  test.each([
    ['alone', fenced(TOTAL)],
    ['with prose around', `Misspelt.\n${fenced(TOTAL, '')}Done.`],
    ['numbered', fenced('4| def total(items):\n5|     count = len(items)\n6|     # how many\n7|     return count')],
    ['without a fence', `${TOTAL}\n`],
    ['in a fence that is never closed', `\`\`\`python\n${TOTAL}\n`],
    ['in a fence of a list', `1. Fix:\n   \`\`\`python\n${TOTAL.replace(/^/gm, '   ')}\n   \`\`\`\n`],
    ['behind the old one', `Before:\n${fenced(TOTAL.replace('return count', 'return cuont'))}After:\n${fenced(TOTAL)}`],
    ['before an example of its use', `${fenced(TOTAL)}Use it:\n${fenced('print(total([1]))')}`],
    ['with an example of its use', fenced(`${TOTAL}\n\n\nprint(total([1]))`)],
    ['with another function as it is', fenced(`${TOTAL}\n\n\ndef other(items):\n    return len(items)`)],
    ['with imports that are there', fenced(`import os\n\n${TOTAL}`)],
    ['shifted', fenced(TOTAL.replace(/^/gm, '  '))],
    ['with CRLF', fenced(TOTAL).replaceAll('\n', '\r\n')],
    ['after thinking', `<think>${fenced('def total(): pass')}</think>${fenced(TOTAL)}`],
  ])('is placed %s', async (_name, reply) => {
    expect(await whole(reply, long)).toEqual({ 'app.py': LONG_FIXED });
  });

  test('a missing import comes with it', async () => {
    expect(await whole(fenced(`import math\nimport os\n\n${TOTAL.replace('count\n', 'math.floor(count)\n')}`), long)).toEqual({
      'app.py': LONG_FIXED.replace('import os\n', 'import os\nimport math\n'),
    });
  });

  test('its first line may begin at the edge, with the others as they stand in the file', async () => {
    const text = `class A:\n    def get(self):\n        for one in self.all:\n            return oen\n${'y = 1\n'.repeat(90)}`;
    const code = 'def get(self):\n        for one in self.all:\n            return one';
    expect(await whole(fenced(code), { files: { 'a.py': text }, at: 'oen' })).toEqual({ 'a.py': text.replace('oen', 'one') });
    const java = 'class A {\n    static int twice(int n) {\n        return m * 2;\n    }\n}\n';
    expect(
      await whole(fenced('static int twice(int n) {\n        return n * 2;\n    }', 'java'), { files: { 'A.java': java }, at: 'm * 2' }),
    ).toEqual({ 'A.java': java.replace('m * 2', 'n * 2') });
  });

  test('its name may be what is mended', async () => {
    const text = `class A:\n    def __inti__(self):\n        self.x = 1\n\n    def get(self):\n        return self.x\n${'y = 1\n'.repeat(90)}`;
    const folder = { files: { 'a.py': text }, at: '__inti__' };
    expect(await whole(fenced('def __init__(self):\n    self.x = 1'), folder)).toEqual({ 'a.py': text.replace('inti', 'init') });
    expect(await whole(fenced('def gte(self):\n    self.x = 1'), folder)).toMatch(/^misplaced: .*gte/);
  });

  test('a method, at its place in its class, though others have its name', async () => {
    const text = `class A:\n    def get(self):\n        return self.x\n\n\nclass B:\n    @property\n    def get(self):\n        return slef.x\n${'y = 1\n'.repeat(90)}`;
    const folder = { files: { 'a.py': text }, at: 'slef' };
    const fixed = { 'a.py': text.replace('slef', 'self') };
    for (const code of [
      'def get(self):\n    return self.x',
      '    @property\n    def get(self):\n        return self.x',
      '@property\ndef get(self):\n    return self.x',
      'class B:\n    @property\n    def get(self):\n        return self.x',
      'class A:\n    def get(self):\n        return self.x\n\n\nclass B:\n    @property\n    def get(self):\n        return self.x',
    ])
      expect(await whole(fenced(code), folder)).toEqual(fixed);
  });

  test('in TypeScript: export, methods, arrow functions', async () => {
    const rest = 'const y = 1;\n'.repeat(90);
    const text = `import fs from 'node:fs';\n\nexport async function size(items: string[]): Promise<number> {\n  return items.lenght;\n}\n\nexport class Box {\n  private get(key: string): number {\n    return this.itms[key];\n  }\n}\n\nexport const twice = (n: number): number => {\n  return m * 2;\n};\n${rest}`;
    const cases: [string, string, string, string][] = [
      ['lenght', 'length', 'export async function size(items: string[]): Promise<number> {\n  return items.length;\n}', 'ts'],
      ['lenght', 'length', 'async function size(items: string[]): Promise<number> {\n  return items.length;\n}', 'typescript'],
      ['itms', 'items', 'private get(key: string): number {\n  return this.items[key];\n}', 'ts'],
      ['itms', 'items', '  private get(key: string): number {\n    return this.items[key];\n  }', 'ts'],
      ['itms', 'items', 'class Box {\n  private get(key: string): number {\n    return this.items[key];\n  }\n}', 'ts'],
      ['m * 2', 'n * 2', 'export const twice = (n: number): number => {\n  return n * 2;\n};', 'ts'],
      ['m * 2', 'n * 2', 'const twice = (n: number): number => {\n  return n * 2;\n};', ''],
    ];
    for (const [wrong, right, code, info] of cases)
      expect(await whole(fenced(code, info), { files: { 'a.ts': text }, at: wrong })).toEqual({ 'a.ts': text.replace(wrong, right) });
  });

  test('in languages without a parser', async () => {
    const go = `package main\n\nimport "fmt"\n\nfunc (s *Stack) Pop() (int, error) {\n\tif len(s.items) == 0 {\n\t\treturn 0, fmt.Errorf("empty }")\n\t}\n\treturn s.itms[0], nil\n}\n\nfunc main() {\n\tfmt.Println("x")\n}\n${'// more\n'.repeat(90)}`;
    expect(
      await whole(
        fenced(
          'func (s *Stack) Pop() (int, error) {\n    if len(s.items) == 0 {\n        return 0, fmt.Errorf("empty }")\n    }\n    return s.items[0], nil\n}',
          'go',
        ),
        {
          files: { 'main.go': go },
          at: 'itms',
        },
      ),
    ).toEqual({ 'main.go': go.replace('itms', 'items') });
    const rust = `use std::fs;\n\nimpl<'a> Parser<'a> {\n    #[inline]\n    pub fn next(&mut self, s: &'a str) -> Option<&'a str> {\n        self.itms.pop()\n    }\n}\n${'// more\n'.repeat(90)}`;
    expect(
      await whole(fenced("pub fn next(&mut self, s: &'a str) -> Option<&'a str> {\n    self.items.pop()\n}", 'rust'), {
        files: { 'a.rs': rust },
        at: 'itms',
      }),
    ).toEqual({ 'a.rs': rust.replace('itms', 'items') });
    const java = `public class A {\n    private int x;\n\n    public static int twice(int n) {\n        return m * 2;\n    }\n\n    public static void main(String[] args) {\n        System.out.println(twice(2));\n    }\n}\n${'// more\n'.repeat(90)}`;
    expect(
      await whole(fenced('public static int twice(int n) {\n    return n * 2;\n}', 'java'), { files: { 'A.java': java }, at: 'm * 2' }),
    ).toEqual({
      'A.java': java.replace('m * 2', 'n * 2'),
    });
    const c = `#include <stdio.h>\n\nstatic int\ntwice(int n)\n{\n  return m * 2;\n}\n\nint main(void) {\n  printf("%d\\n", twice(2));\n  return 0;\n}\n${'// more\n'.repeat(90)}`;
    expect(await whole(fenced('twice(int n)\n{\n  return n * 2;\n}', 'c'), { files: { 'a.c': c }, at: 'm * 2' })).toEqual({
      'a.c': c.replace('m * 2', 'n * 2'),
    });
  });

  test('a small file without functions, whole; or only what it is asked for', async () => {
    const folder = { files: { 'a.py': 'import os\nx = 1\nprint(y)\n' }, at: 'y' };
    expect(await whole(fenced('import os\nx = 1\nprint(x)'), folder)).toEqual({ 'a.py': 'import os\nx = 1\nprint(x)\n' });
    expect(await whole(fenced('import sys'), { files: { 'a.py': 'a = 1\nb = 2\nc = 3\nd = 4\ne = f\n' }, at: 'f' })).toMatch(
      /^misplaced: Too few/,
    );
  });

  test('a small broken file, whole', async () => {
    const text = 'import os\n\nx = [1, 2\n\n\ndef f():\n    return x\n';
    expect(await whole(fenced('import os\n\nx = [1, 2]\n\n\ndef f():\n    return x'), { files: { 'a.py': text }, at: 2 })).toEqual({
      'a.py': text.replace('2\n', '2]\n'),
    });
  });

  test('part of a long file, where there is no function', async () => {
    const text = `${'a = 1\n'.repeat(60)}\nfor i in range(3):\n    print(j)\n\n${'b = 1\n'.repeat(60)}`;
    const shown = await contextOf({ files: { 'a.py': text }, at: 'j)' });
    expect(shown.target.kind).toBe('lines');
    const code = text
      .split('\n')
      .slice(shown.target.first, shown.target.last + 1)
      .join('\n');
    expect(await whole(fenced(code.replace('print(j)', 'print(i)')), { files: { 'a.py': text }, at: 'j)' })).toEqual({
      'a.py': text.replace('print(j)', 'print(i)'),
    });
  });

  test.each<[string, string, RegExp]>([
    ['no fence', 'The name is misspelt: write count.', /^malformed: /],
    ['nothing', '', /^malformed: /],
    ['an empty fence', '```python\n```', /^malformed: The fence is empty/],
    ['a blank fence', '```python\n\n  \n```', /^malformed: The fence is empty/],
    ['another function only', fenced('def nothing():\n    return 1'), /^misplaced: nothing is not among/],
    ['only a suppression', fenced('    return cuont  # type: ignore'), /^malformed: .*no function total/],
    ['a comment only', fenced('# type: ignore'), /^malformed: .*no function total/],
    ['left-out code', fenced('def total(items):\n    # ... existing code ...\n    return count'), /^misplaced: .*leaves code out/],
    ['an ellipsis', fenced('def total(items):\n    ...\n    return count'), /^misplaced: .*leaves code out/],
    ['an added function', fenced(`def helper():\n    return 1\n\n\n${TOTAL}`), /^misplaced: helper is not among/],
    ['the unchanged function', fenced(TOTAL.replace('return count', 'return cuont')), /^unchanged: /],
    ['hidden characters', fenced(TOTAL.replace('return count', 'return \u202ecount')), /^misplaced: .*control characters/],
    ['a refusal', "I'm sorry, but I can't help with that.", /^declined: /],
    ['no fix', 'NO FIX: what cuont is can not be told.', /^no-fix: /],
    ['thinking without end', `<think>\n${fenced(TOTAL)}`, /^malformed: /],
    ['JSON', '{"fixed_code": "def total(items):"}', /^malformed: /],
  ])('refuses %s', async (_name, reply, said) => {
    expect(await whole(reply, long)).toMatch(said);
  });

  test('adds the suppression that it is given, for the policy to refuse', async () => {
    expect(await whole(fenced(TOTAL.replace('return count', 'return cuont  # type: ignore')), long)).toEqual({
      'app.py': LONG.replace('return cuont', 'return cuont  # type: ignore'),
    });
  });
});
