import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROPOSE } from '../fixers/typescript/framework/typed-rule';
import { findTypeScript } from './find-typescript';
import { startTypeScript, type NoTypeScript, type TypeScriptService } from './typescript-service';

const root = path.resolve(__dirname, '../../..');
let folder = '';
let worker = '';

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'script-')));
  worker = path.join(folder, 'typescript-worker.js');
  buildSync({
    entryPoints: [path.join(root, 'src/engine/fixers/typescript/worker.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'error',
  });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function start(
  options: {
    folder?: string;
    requestMs?: number;
    firstMs?: number;
    idleMs?: number;
    onTrouble?: (key: string, message: string) => void;
  } = {},
): Promise<TypeScriptService> {
  const started = await startTypeScript({ folder: path.join(root, 'node_modules', 'typescript'), worker, ...options });
  if ('reason' in started) throw new Error(started.message);
  return started;
}

function packageAt(name: string, version: string, main: string): string {
  const at = path.join(folder, name);
  fs.mkdirSync(path.join(at, 'lib'), { recursive: true });
  fs.writeFileSync(path.join(at, 'package.json'), JSON.stringify({ name: 'typescript', version, main: './lib/typescript.js' }));
  fs.writeFileSync(path.join(at, 'lib', 'typescript.js'), main);
  return at;
}

test('a case in memory: diagnostics, syntax errors, what a rule proposes', async () => {
  const service = await start();
  try {
    const project = service.open({
      kind: 'memory',
      root: '/case',
      onDisk: false,
      files: { '/case/b.ts': 'export const sum = 1;\n' },
      options: { strict: true, target: 99, module: 99, moduleResolution: 100 },
    });
    const text = "import { sum } from './b';\nexport const x: string = sum;\n";
    expect(await project.diagnostics('/case/a.ts', text)).toMatchObject([{ code: 2322, kind: 'semantic', start: text.indexOf('x:') }]);
    expect(await project.diagnostics('/case/a.ts', text.replace('string', 'number'))).toEqual([]);
    expect(await project.syntaxErrors('/case/a.ts', 'const x = (1;\n')).toMatchObject([{ kind: 'syntactic' }]);
    const asked = { rule: 'typescript/undefined-name', start: 17, end: 20, errorType: 'TS2304', message: "Cannot find name 'sum'." };
    expect(await project.ask(PROPOSE, '/case/c.ts', 'export const y = sum;\n', asked)).toMatchObject([
      { title: expect.stringContaining('import') as string },
    ]);
    project.dispose();
    expect(await project.diagnostics('/case/a.ts', text)).toBeUndefined();
  } finally {
    service.dispose();
  }
});

test('a real folder: the nearest tsconfig.json counts, open documents lie over the disk, changes are seen', async () => {
  const work = path.join(folder, 'work');
  fs.mkdirSync(path.join(work, 'src'), { recursive: true });
  fs.writeFileSync(
    path.join(work, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { strict: false, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
      include: ['src'],
    }),
  );
  fs.writeFileSync(path.join(work, 'src', 'b.ts'), 'export const sum = 1;\n');
  const file = path.join(work, 'src', 'a.ts');
  const open = new Map<string, string>();
  const service = await start();
  try {
    const project = service.open(
      { kind: 'disk', root: work },
      {
        read: (name) => Promise.resolve(open.get(name)),
        exists: (name) => Promise.resolve(open.has(name)),
        list: () => Promise.resolve([]),
      },
    );
    expect(await project.diagnostics(file, 'export const n: number = null;\n')).toEqual([]);
    const text = "import { total } from './b';\nexport const n = total;\n";
    expect(await project.diagnostics(file, text)).toMatchObject([{ code: 2305 }]);
    open.set(path.join(work, 'src', 'b.ts'), 'export const total = 1;\n');
    project.changed(path.join(work, 'src', 'b.ts'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await project.diagnostics(file, text)).toEqual([]);
    fs.writeFileSync(
      path.join(work, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
        include: ['src'],
      }),
    );
    fs.utimesSync(path.join(work, 'tsconfig.json'), new Date(), new Date(Date.now() + 5_000));
    expect(await project.diagnostics(file, 'export const n: number = null;\n')).toMatchObject([{ code: 2322 }]);
  } finally {
    service.dispose();
  }
});

test('a compiler that hangs is ended; the next question gets a new one, and after several none', async () => {
  const hangs = packageAt(
    'hangs',
    '5.9.0',
    "module.exports = { version: '5.9.0', createLanguageService() { for (;;); }, createDocumentRegistry: () => ({}), getDefaultLibFilePath: () => '/lib/lib.d.ts', sys: { fileExists: () => false, useCaseSensitiveFileNames: true } };",
  );
  const troubles: string[] = [];
  const service = await start({ folder: hangs, requestMs: 150, firstMs: 150, onTrouble: (_key, message) => troubles.push(message) });
  try {
    const project = service.open({ kind: 'memory', root: '/case', onDisk: false, files: {}, options: {} });
    for (let i = 0; i < 6; i++) expect(await project.diagnostics('/case/a.ts', 'x')).toBeUndefined();
    expect(troubles.length).toBeGreaterThan(0);
    expect(troubles[0]).toMatch(/left alone/);
  } finally {
    service.dispose();
  }
});

test('a thread that nobody asks ends, is not started by a mere change, and its end is no failure', async () => {
  const loads = path.join(folder, 'loads');
  const counts = packageAt(
    'counts',
    '5.9.0',
    `require('fs').appendFileSync(${JSON.stringify(loads)}, '.'); module.exports = { version: '5.9.0', createLanguageService() {}, createSourceFile: () => ({ parseDiagnostics: [] }), createDocumentRegistry: () => ({}), getDefaultLibFilePath: () => '/lib/lib.d.ts', ScriptTarget: {}, ScriptKind: {} };`,
  );
  const troubles: string[] = [];
  const open = { read: () => Promise.resolve('y'), exists: () => Promise.resolve(true), list: () => Promise.resolve([]) };
  const service = await start({ folder: counts, idleMs: 10, onTrouble: (_key, message) => troubles.push(message) });
  try {
    const project = service.open({ kind: 'memory', root: '/case', onDisk: false, files: {}, options: {} }, open);
    for (let i = 1; i <= 6; i++) {
      expect(await project.syntaxErrors('/case/a.ts', 'x')).toEqual([]);
      expect(fs.readFileSync(loads, 'utf8')).toHaveLength(i);
      await new Promise((resolve) => setTimeout(resolve, 100));
      project.changed('/case/a.ts');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(troubles).toEqual([]);
  } finally {
    service.dispose();
  }
});

test('a package that can not be loaded is said once and answers nothing', async () => {
  const broken = packageAt('broken', '5.9.0', "throw new Error('no');");
  const troubles: string[] = [];
  const service = await start({ folder: broken, onTrouble: (_key, message) => troubles.push(message) });
  try {
    const project = service.open({ kind: 'memory', root: '/case', onDisk: false, files: {}, options: {} });
    expect(await project.diagnostics('/case/a.ts', 'x')).toBeUndefined();
    expect(troubles[0]).toMatch(/could not be loaded/);
  } finally {
    service.dispose();
  }
});

test('TypeScript 7 has no API to ask: a clear reason', async () => {
  const seven = packageAt('seven', '7.0.2', 'module.exports = {};');
  expect(await startTypeScript({ folder: seven, worker })).toMatchObject({ reason: 'no-api' } satisfies Partial<NoTypeScript>);
  expect(await startTypeScript({ folder: path.join(folder, 'nowhere'), worker })).toMatchObject({ reason: 'not-found' });
});

test("the workspace's own package comes first, then the others'", () => {
  const own = path.join(folder, 'ws', 'node_modules', 'typescript');
  fs.mkdirSync(own, { recursive: true });
  fs.writeFileSync(path.join(own, 'package.json'), '{"version":"5.4.5"}');
  expect(findTypeScript(path.join(folder, 'ws'), [root]).slice(0, 2)).toEqual([own, path.join(root, 'node_modules', 'typescript')]);
  expect(findTypeScript(undefined, [])).toEqual([]);
});
