// `self-heal run` over checkers: they only look at the text, so a fix with which their report is gone is checked, not proved.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
let folder = '';

beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-checkers-')));
  // A compiler of its own: the sandbox shows nothing that lies outside.
  const compiler = path.join(REPO, 'node_modules/typescript');
  const wanted = /^(?:package\.json|bin(?:\/tsc)?|lib(?:\/(?:_?tsc\.js|typescript\.js|lib\..*\.d\.ts|package\.json))?)?$/;
  fs.cpSync(compiler, path.join(folder, 'node_modules/typescript'), {
    recursive: true,
    filter: (file) => wanted.test(path.relative(compiler, file).replaceAll(path.sep, '/')),
  });
  const compilerOptions = { strict: true, noEmit: true, target: 'ES2022', types: [] };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  fs.mkdirSync(path.join(folder, 'src'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const heal = (...args: string[]): { readonly code: number | null; readonly text: string } => {
  const env = { ...process.env, NO_COLOR: '1', PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'run', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 110_000,
  });
  return { code: status, text: stdout + stderr };
};
const TSC = ['--', 'node', 'node_modules/typescript/bin/tsc', '-p', '.'];

it('both mistakes that tsc reports are mended, checked by tsc itself, and called neither run nor proved', () => {
  const file = path.join(folder, 'src/a.ts');
  fs.writeFileSync(
    file,
    'export function shout(name: string): string {\n  return nme.toUpperCase();\n}\nconst total: number = 5;\nconsole.log(shout(String(totl)));\n',
  );
  const { code, text } = heal('--apply', ...TSC);
  expect(fs.readFileSync(file, 'utf8')).toContain(
    'return name.toUpperCase();\n}\nconst total: number = 5;\nconsole.log(shout(String(total)));',
  );
  expect(text).toMatch(/Checked by node node_modules\/typescript\/bin\/tsc -p/);
  expect(text).not.toMatch(/Run again/);
  expect(code).toBe(0);
  fs.rmSync(file);
}, 120_000);

it('a fix that makes tsc report something else is not taken', () => {
  const file = path.join(folder, 'src/b.ts');
  fs.writeFileSync(file, 'export const half = (count: number): number => cuont / 2;\nexport const cuant: string = "x";\n');
  heal('--apply', ...TSC);
  expect(fs.readFileSync(file, 'utf8')).toContain('=> count / 2');
  fs.rmSync(file);
}, 120_000);

for (const [name, args] of [
  ['mypy', ['mypy', 'a.py']],
  ['ruff', ['ruff', 'check', 'a.py']],
  ['flake8', ['flake8', 'a.py']],
] as const) {
  it.skipIf(!has(name))(
    `what ${name} reports is mended and checked by it`,
    () => {
      const file = path.join(folder, 'a.py');
      fs.writeFileSync(file, 'def area(width: int, height: int) -> int:\n    return wdth * height\n\n\nprint(area(3, 4))\n');
      const { text } = heal('--apply', '--', ...args);
      expect(fs.readFileSync(file, 'utf8')).toContain('return width * height');
      expect(text).toContain(`Checked by ${args.join(' ')}`);
    },
    60_000,
  );
}
