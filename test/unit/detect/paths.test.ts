// Where the paths of printed errors lead: folders of the command, of containers, of Windows and its Linux; sources of generated code; other people's code.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectText, pointsToOwnCode, TerminalDetector } from '../../../src/engine/detect/detect';
import { printedFile, type OwnPlaces } from '../../../src/engine/detect/dialects/own-code';
import { FilesByName } from '../../../src/engine/project/files-by-name';

let root = '';

beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-paths-')));
  for (const [name, text] of Object.entries({
    'src/shop/cart.py': 'def total():\n    return prise\n',
    'web/src/cart.ts': 'export const total = 1;\n',
    'web/tests/test_a.py': '',
    'main.py': '',
    'a/utils.py': '',
    'b/utils.py': '',
    'packages/ui/index.js': '',
    'node_modules/react/index.js': '',
    '.venv/lib/python3.11/site-packages/flask/app.py': '',
  })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  fs.mkdirSync(path.join(root, 'node_modules/@shop'));
  fs.symlinkSync(path.join(root, 'packages/ui'), path.join(root, 'node_modules/@shop/ui'));
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const here = (): OwnPlaces => ({ cwd: root, roots: [root], files: new FilesByName([root]) });
const led = (printed: string, places: OwnPlaces = here()): string => {
  const { path: file, own } = printedFile(printed, places);
  return `${own ? '' : 'not own '}${file.replace(`${root}/`, '')}`;
};

test('a container: the file that ends in as much of the path as any, where it is the only one', () => {
  expect(led('/app/shop/cart.py')).toBe('src/shop/cart.py');
  expect(led('/usr/src/app/src/shop/cart.py')).toBe('src/shop/cart.py');
  expect(led('/app/main.py')).toBe('main.py');
  // Two of the name: nobody knows which.
  expect(led('/app/utils.py')).toBe('not own /app/utils.py');
  // More than a name must agree where nobody copies workspaces to.
  expect(led('/opt/vendor/tool/main.py')).toBe('not own /opt/vendor/tool/main.py');
  expect(led('/app/shop/nowhere.py')).toBe('not own /app/shop/nowhere.py');
});

test('libraries of a container stay libraries', () => {
  expect(led('/usr/local/lib/python3.11/shop/cart.py')).toBe('not own /usr/local/lib/python3.11/shop/cart.py');
  expect(led('/app/node_modules/shop/cart.py')).toBe('not own /app/node_modules/shop/cart.py');
  expect(led('/usr/lib/go/src/shop/cart.py')).toBe('not own /usr/lib/go/src/shop/cart.py');
});

test('relative to another folder than the command is known to have run in', () => {
  expect(led('tests/test_a.py')).toBe('web/tests/test_a.py');
  expect(led('./src/cart.ts')).toBe('web/src/cart.ts');
  expect(led('main.py')).toBe('main.py');
  // As it was printed, where there is none.
  expect(led('tests/test_new.py')).toBe('tests/test_new.py');
});

test('a command that goes to another folder first', () => {
  const detector = new TerminalDetector({ line: 'cd web && npx tsc', cwd: root, roots: [root] });
  detector.write("src/cart.ts(1,14): error TS2322: Type 'number' is not assignable to type 'string'.\n");
  expect(detector.end(1).map(({ location, command }) => [location.path.replace(`${root}/`, ''), command?.cwd])).toEqual([
    ['web/src/cart.ts', root],
  ]);
});

test('Windows and its Linux name the same file to each other', () => {
  const windows = { cwd: 'C:\\Users\\ada\\shop', roots: ['C:\\Users\\ada\\shop'] };
  expect(led('/mnt/c/Users/ada/shop/app.py', windows)).toBe('C:\\Users\\ada\\shop\\app.py');
  expect(led('/c/Users/ada/shop/app.py', windows)).toBe('C:\\Users\\ada\\shop\\app.py');
  const linux = { cwd: '/home/ada/shop', roots: ['/home/ada/shop', '/mnt/c/work'] };
  expect(led('\\\\wsl$\\Ubuntu\\home\\ada\\shop\\app.py', linux)).toBe('/home/ada/shop/app.py');
  expect(led('\\\\wsl.localhost\\Ubuntu\\home\\ada\\shop\\app.py', linux)).toBe('/home/ada/shop/app.py');
  expect(led('C:\\work\\app.py', linux)).toBe('/mnt/c/work/app.py');
  expect(led('/mnt/d/other/app.py', windows)).toBe('not own /mnt/d/other/app.py');
});

test('a remote window names its files by a URI', () => {
  expect(led('vscode-remote://ssh-remote+box/home/ada/shop/app.py', { cwd: '/home/ada/shop', roots: ['/home/ada/shop'] })).toBe(
    '/home/ada/shop/app.py',
  );
});

test('modules of bundlers start where the bundler ran', () => {
  for (const printed of [
    'webpack:///./main.py',
    'webpack://shop/./main.py',
    'webpack-internal:///(rsc)/./main.py',
    'turbopack:///[project]/main.py',
  ])
    expect(led(printed)).toBe('main.py');
  expect(led('webpack:///external "react"')).toBe('not own ');
});

test('virtual environments are libraries, also inside the workspace; a package of the workspace that is installed as a link is the user’s own', () => {
  expect(led(path.join(root, '.venv/lib/python3.11/site-packages/flask/app.py'))).toMatch(/^not own /);
  expect(led(path.join(root, 'node_modules/react/index.js'))).toMatch(/^not own /);
  expect(led(path.join(root, 'node_modules/@shop/ui/index.js'))).toBe('packages/ui/index.js');
  // pip install -e leaves the package where it is.
  expect(led(path.join(root, 'src/shop/cart.py'))).toBe('src/shop/cart.py');
});

test.each([
  '<frozen importlib._bootstrap>',
  '<string>',
  '<stdin>',
  '<ipython-input-1-abc>',
  'node:internal/modules',
  '/dev/stdin',
  '/proc/self/fd/0',
])('%s is nobody’s file', (printed) => expect(printedFile(printed, here()).own).toBe(false));

test('a file in an archive is no file of the workspace', () => {
  expect(led(path.join(root, 'tools.zip/shop/cart.py'))).toMatch(/^not own /);
});

test('where there are too many files to know them all, none is said to be the only one', () => {
  const files = { ...bare, endingWith: () => [] };
  expect(printedFile('/app/shop/cart.py', { cwd: '/home/ada', roots: ['/home/ada'], files }).own).toBe(false);
});

const bare = { exists: () => false, realPath: () => undefined, read: () => undefined };

test('a traceback of a container leads to the workspace', () => {
  const text = `Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 9, in full
    return view()
  File "/app/shop/cart.py", line 2, in total
    return prise
NameError: name 'prise' is not defined
`;
  const [problem] = detectText(text, { cwd: root, roots: [root], files: new FilesByName([root]), origin: 'pasted' });
  expect(problem?.location.path).toBe(path.join(root, 'src/shop/cart.py'));
  expect(problem && pointsToOwnCode(problem)).toBe(true);
});

test('a place in generated code leads to its source, by a map beside it and by one in it', () => {
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
  fs.writeFileSync(path.join(root, 'web/src/app.ts'), 'const a = 1;\nfail();\n');
  // One mapping: line 3, column 4 of the generated file is line 2, column 0 of the source.
  const map = JSON.stringify({ version: 3, sources: ['../web/src/app.ts'], names: [], mappings: ';;IACA' });
  fs.writeFileSync(path.join(root, 'dist/app.js'), '"use strict";\nconst a = 1;\n    fail();\n//# sourceMappingURL=app.js.map\n');
  fs.writeFileSync(path.join(root, 'dist/app.js.map'), map);
  const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
  fs.writeFileSync(path.join(root, 'dist/in.js'), `"use strict";\nconst a = 1;\n    fail();\n${inline}\n`);
  fs.writeFileSync(path.join(root, 'dist/bad.js'), '"use strict";\n\n    fail();\n//# sourceMappingURL=bad.js.map\n');
  fs.writeFileSync(path.join(root, 'dist/bad.js.map'), '{"version":3,"sources":[7],"mappings":"!!"}');
  const at = (file: string): string => {
    const text = `ReferenceError: fail is not defined\n    at Object.<anonymous> (${root}/dist/${file}:3:5)\n    at node:internal/main:1:1\n`;
    const [problem] = detectText(text, { cwd: root, roots: [root], files: new FilesByName([root]), origin: 'terminal' });
    return `${problem?.language ?? ''} ${problem?.location.path.replace(`${root}/`, '') ?? ''}:${(problem?.location.range.start.line ?? 0) + 1}`;
  };
  expect([at('app.js'), at('in.js'), at('bad.js')]).toEqual([
    'typescript web/src/app.ts:2',
    'typescript web/src/app.ts:2',
    'javascript dist/bad.js:3',
  ]);
});

test('a bundler’s report without a line is placed where the file has what it names', () => {
  fs.writeFileSync(path.join(root, 'web/src/main.ts'), "import './cart';\nimport { x } from './none';\n");
  const text = `./web/src/main.ts\nModule not found: Can't resolve './none'\n`;
  const [problem] = detectText(text, { cwd: root, roots: [root], files: new FilesByName([root]), origin: 'terminal' });
  expect(problem?.location).toMatchObject({ path: path.join(root, 'web/src/main.ts'), range: { start: { line: 1 } } });
});
