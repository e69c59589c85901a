// The package for Node as somebody else gets it: packed by npm, unpacked into a project of its own, used by Node and by TypeScript; and every example of
// docs/api.md, which must print what the page says.

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const page = fs.readFileSync('docs/api.md', 'utf8');
const project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-consumer-')));
const tsc = path.resolve('node_modules/typescript/bin/tsc');

interface Example {
  readonly title: string;
  readonly code: string;
  readonly prints: string;
}

/** Fenced blocks of the page, with what the text block behind each says that it prints. */
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
const examples = blocks.flatMap(({ language, code }, i): Example[] => {
  const next = blocks[i + 1];
  return language === 'js'
    ? [
        {
          title: code.match(/import \{([^}]*)\} from 'self-heal'/)?.[1]?.trim() ?? '?',
          code,
          prints: next?.language === 'text' ? next.code : '',
        },
      ]
    : [];
});

beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { maxBuffer: 10_000_000 });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  const folder = path.join(project, 'node_modules', 'self-heal');
  fs.mkdirSync(folder, { recursive: true });
  await run('tar', ['xzf', path.join(project, packed?.filename ?? ''), '-C', folder, '--strip-components=1']);
  fs.writeFileSync(path.join(project, 'package.json'), '{"name": "consumer", "private": true, "type": "module"}');
}, 120_000);
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

test('holds what it needs, and nothing of the sources or the tests', () => {
  const files = fs.readdirSync(path.join(project, 'node_modules', 'self-heal'), { recursive: true, encoding: 'utf8' });
  for (const name of [
    'dist/api.js',
    'dist/api/index.d.ts',
    'dist/api/vscode.d.ts',
    'dist/cli.js',
    'dist/otlp.js',
    'dist/server.js',
    'dist/tree-sitter-python.wasm.br',
    'README.md',
    'LICENSE',
  ])
    expect(files).toContain(name);
  expect(files.filter((name) => /^(?:src|test|scripts|node_modules|out|samples)(?:\/|$)|healer/.test(name))).toEqual([]);
});

describe('the examples of the page', () => {
  test('are there for every name', () => {
    for (const name of [
      'PatchGenerator',
      'Patch',
      'PatchStatus',
      'SuccessPairCollector',
      'RetryStrategy',
      'SelfHealingConfig',
      'SelfHealingService',
      'AdapterManager',
      'AdapterMetadata',
      'AdapterPriority',
      'AnomalyDetector',
      'LoRaConfig',
      'LoRaTrainer',
      'TrainingMetrics',
    ])
      expect(
        examples.some(({ title }) => title.split(/,\s*/).includes(name)),
        name,
      ).toBe(true);
  });
  test.each(examples)('$title', { timeout: 60_000 }, async ({ code, prints }) => {
    const folder = fs.mkdtempSync(path.join(project, 'example-'));
    fs.writeFileSync(path.join(folder, 'example.mjs'), code);
    const began = performance.now();
    const { stdout, stderr } = await run(process.execPath, ['example.mjs'], { cwd: folder, timeout: 50_000 });
    expect(stderr).toBe('');
    expect(stdout.trimEnd()).toBe(prints.trimEnd());
    // The program ends by itself, though nobody told the engine to give back what it keeps warm.
    expect(performance.now() - began).toBeLessThan(40_000);
  });
});

test('require works too, and deep imports do not', async () => {
  fs.writeFileSync(
    path.join(project, 'old.cjs'),
    `const { PatchGenerator, version } = require('self-heal');
console.log(typeof PatchGenerator, version, require('self-heal/package.json').name);
for (const name of ['self-heal/dist/server.js', 'self-heal/dist/api/healer.js', 'self-heal/src/engine']) {
  try { require(name); console.log('reached ' + name); } catch (error) { console.log(error.code); }
}`,
  );
  const { stdout } = await run(process.execPath, ['old.cjs'], { cwd: project });
  expect(stdout.trim().split('\n')).toEqual(['function 1.0.0 self-heal', ...Array<string>(3).fill('ERR_PACKAGE_PATH_NOT_EXPORTED')]);
});

test('TypeScript knows the types: what is right compiles, what is wrong does not', { timeout: 120_000 }, async () => {
  const compile = async (name: string, code: string): Promise<string> => {
    fs.writeFileSync(path.join(project, name), code);
    const types = path.resolve('node_modules/@types');
    const args = [
      tsc,
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--lib',
      'es2023',
      '--module',
      'nodenext',
      '--skipLibCheck',
      'false',
      '--typeRoots',
      types,
      '--types',
      'node,vscode',
      name,
    ];
    return run(process.execPath, args, { cwd: project }).then(
      () => '',
      (error: { stdout?: string }) => error.stdout ?? 'failed',
    );
  };
  const right = `
import { Patch, PatchGenerator, PatchStatus, SelfHealingConfig, SuccessPairCollector, type PatchResult } from 'self-heal';
const collector = new SuccessPairCollector({ storage_dir: 'x' });
const generator = new PatchGenerator({ max_retries: 3, success_pair_collector: collector });
const patch: Patch = await generator.generate_patch('code', 'error');
const result: PatchResult = await generator.generatePatch({ errorMessage: 'e', codeContext: 'c' });
const code: string = patch.patched_code + patch.patchedCode;
const status: PatchStatus = PatchStatus.APPLIED;
const [isValid, message]: [boolean, string | null] = await generator.validate_patch(patch);
const again: Patch = Patch.from_dict(patch.to_dict());
const retries: number = new SelfHealingConfig({ max_retries: 2 }).max_retries;
console.log(result.patched_code?.length, code, status, isValid, message, again, retries);
`;
  expect(await compile('right.ts', right)).toBe('');
  const wrong = `
import { PatchGenerator } from 'self-heal';
const generator = new PatchGenerator({ maxRetrys: 3 });
const patch = await generator.generatePatch('code', 'error');
patch.patchedCode = 'x';
patch.become('lost');
`;
  const said = await compile('wrong.ts', wrong);
  for (const line of [3, 5, 6]) expect(said).toContain(`wrong.ts(${line},`);
  const extension = blocks.find(({ language }) => language === 'ts')?.code ?? '';
  expect(await compile('extension.ts', extension)).toBe('');
});
