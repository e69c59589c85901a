import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eslintLinter, eslintOfFolders, findEslints, readEslintMessages } from './eslint';
import { onPath } from './find-python';
import { toolsOf } from './open-workspace';
import { findRuff, hasRuffConfig, readRuffReport, ruffLinter } from './ruff';
import { workspacePrograms } from './workspace-programs';

const REPO = path.resolve(__dirname, '../../..');
let root = '';
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-linters-')));
  fs.mkdirSync(path.join(root, 'web'));
  fs.symlinkSync(path.join(REPO, 'node_modules'), path.join(root, 'web/node_modules'));
  fs.writeFileSync(
    path.join(root, 'web/eslint.config.mjs'),
    "console.log('a configuration that prints');\nexport default [{ rules: { eqeqeq: 'error', 'prefer-const': 'error' } }, { ignores: ['old.js'] }];\n",
  );
  fs.mkdirSync(path.join(root, 'py/pkg'), { recursive: true });
  fs.writeFileSync(path.join(root, 'py/pyproject.toml'), '[project]\nname = "p"\n[tool.ruff.lint]\nselect = ["F"]\n');
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** The machine's Ruff, else one from PyPI; undefined where neither can be had. */
function ruffOfMachine(): string | undefined {
  const known = onPath('ruff');
  if (known) return known;
  const folder = path.join(os.tmpdir(), 'self-heal-test-ruff');
  const own = path.join(folder, 'bin', 'ruff');
  try {
    if (!fs.existsSync(own))
      execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', folder, 'ruff'], { timeout: 60_000, stdio: 'ignore' });
    return fs.existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
const ruff = ruffOfMachine();

describe('what Ruff says', () => {
  const place = (row: number, column: number): object => ({ row, column });
  it('has its columns in code points, and its fixes as offsets', () => {
    const text = 'print("🐍"); import os\n';
    const report = JSON.stringify([
      {
        code: 'F401',
        message: '`os` imported but unused',
        location: place(1, 20),
        end_location: place(1, 22),
        fix: {
          applicability: 'safe',
          message: 'Remove unused import: `os`',
          edits: [{ content: '', location: place(1, 11), end_location: place(1, 22) }],
        },
      },
      { code: null, message: 'SyntaxError: Expected', location: place(1, 1), end_location: place(1, 2), fix: null },
      { code: 'F821', message: 'Undefined name `x`', location: place(9, 1), end_location: place(9, 2), fix: null },
    ]);
    expect(readRuffReport(report, text)).toEqual([
      {
        code: 'F401',
        message: '`os` imported but unused',
        severity: 'warning',
        range: { start: { line: 0, character: 20 }, end: { line: 0, character: 22 } },
        fixes: [{ kind: 'automatic', title: 'Remove unused import: `os`', edits: [{ start: 11, end: 22, text: '' }] }],
      },
    ]);
  });
  it.each(['', 'no JSON', '{}', '[1, null, {"code": "F401"}]'])('that is not its report is none: %s', (report) => {
    expect(readRuffReport(report, 'x\n') ?? []).toEqual([]);
  });
  it('is asked for by a configuration between the file and the folder', () => {
    expect(hasRuffConfig(root, path.join(root, 'py/pkg/a.py'))).toBe(true);
    expect(hasRuffConfig(root, path.join(root, 'web/a.py'))).toBe(false);
  });
  it.skipIf(!ruff)('of a text, with its fixes and the rule that a problem names', async () => {
    const linter = ruffLinter({ root: path.join(root, 'py'), command: ruff ?? '', inspects: true });
    const file = path.join(root, 'py/pkg/a.py');
    const text = 'import os\n\n\ndef f(a=[]):\n    return a == None\n';
    const codes = async (rule?: string): Promise<readonly string[]> =>
      ((await linter.check(file, text, rule)) ?? []).map(({ code }) => code);
    expect(await codes()).toEqual(['F401']);
    expect(await codes('B006')).toEqual(['F401', 'B006']);
    expect(await codes('--select=ALL')).toEqual(['F401']);
    const [unused, mutable] = (await linter.check(file, text, 'B006')) ?? [];
    expect(unused?.fixes[0]).toMatchObject({ kind: 'automatic', edits: [{ start: 0, end: 10, text: '' }] });
    expect(mutable?.fixes[0]?.kind).toBe('unsafe');
    expect(fs.existsSync(file)).toBe(false);
    expect(linter.inspects(file)).toBe(true);
    expect(linter.inspects(path.join(root, 'other.py'))).toBe(false);
    expect(await ruffLinter({ root, command: process.execPath, inspects: true }).check(file, text)).toBeUndefined();
  });
});

describe('what ESLint says', () => {
  it('becomes findings with offsets; what does not parse and what lies outside is left out', () => {
    const text = 'let a = 1;\nif (a == 2) {}\n';
    const messages = [
      {
        ruleId: 'prefer-const',
        severity: 1,
        message: 'm',
        line: 1,
        column: 5,
        endLine: 1,
        endColumn: 6,
        fix: { range: [0, 3], text: 'const' },
      },
      {
        ruleId: 'eqeqeq',
        severity: 2,
        message: 'n',
        line: 2,
        column: 7,
        suggestions: [{ desc: "Use '==='.", fix: { range: [17, 19], text: '===' } }],
      },
      { ruleId: null, fatal: true, severity: 2, message: 'Parsing error', line: 1, column: 1 },
      { ruleId: 'x', severity: 2, message: 'o', line: 1, column: 1, fix: { range: [-1, 0], text: '' } },
    ];
    expect(readEslintMessages(messages, text)).toEqual([
      {
        code: 'prefer-const',
        severity: 'warning',
        message: 'm',
        range: { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } },
        fixes: [{ kind: 'automatic', title: '', edits: [{ start: 0, end: 3, text: 'const' }] }],
      },
      {
        code: 'eqeqeq',
        severity: 'error',
        message: 'n',
        range: { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } },
        fixes: [{ kind: 'suggestion', title: "Use '==='.", edits: [{ start: 17, end: 19, text: '===' }] }],
      },
      {
        code: 'x',
        severity: 'error',
        message: 'o',
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        fixes: [],
      },
    ]);
    expect(readEslintMessages('none', text)).toBeUndefined();
  });

  it('comes from the folder’s own package, by the folder’s own configuration, whatever that prints', async () => {
    const [found] = findEslints(path.join(root, 'web'));
    expect(found).toMatchObject({ config: path.join(root, 'web/eslint.config.mjs') });
    if (!found) return;
    const linter = eslintLinter({ ...found, root: path.join(root, 'web'), inspects: true });
    try {
      const file = path.join(root, 'web/a.js');
      const said = await linter.check(file, 'let a = 1;\nexport const b = typeof a == "number";\n');
      expect(said?.map(({ code, fixes }) => [code, fixes[0]?.kind, fixes[0]?.edits[0]?.text])).toEqual([
        ['prefer-const', 'automatic', 'const a = 1;'],
        ['eqeqeq', 'automatic', '==='],
      ]);
      expect(await linter.check(path.join(root, 'web/old.js'), 'let a = 1;\n')).toEqual([]);
      // Of another folder it is not asked.
      expect(await linter.check(path.join(root, 'a.js'), 'let a = 1;\n')).toBeUndefined();
    } finally {
      linter.dispose();
    }
    expect(await linter.check(path.join(root, 'web/a.js'), 'let a = 1;\n')).toBeUndefined();
  }, 60_000);

  it('is found below the workspace, too, and each file is looked at by the nearest configuration', async () => {
    // The root itself has neither a configuration nor a package.
    const found = findEslints(root);
    expect(found.map(({ config }) => path.relative(root, config))).toEqual(['web/eslint.config.mjs']);
    const inner = path.join(root, 'web/packages/shop');
    fs.mkdirSync(inner, { recursive: true });
    fs.writeFileSync(path.join(inner, 'eslint.config.mjs'), "export default [{ rules: { 'no-var': 'error' } }];\n");
    fs.mkdirSync(path.join(root, 'web/dist'));
    fs.writeFileSync(path.join(root, 'web/dist/eslint.config.mjs'), 'export default [];\n');
    const both = findEslints(root);
    expect(both.map(({ config }) => path.relative(root, config))).toEqual(['web/eslint.config.mjs', 'web/packages/shop/eslint.config.mjs']);
    expect(workspacePrograms(root).filter(({ name }) => name === 'ESLint')).toHaveLength(1);
    const linter = eslintOfFolders(both, { root, inspects: true });
    try {
      const codes = async (file: string, text: string): Promise<readonly string[] | undefined> =>
        (await linter.check(path.join(root, file), text))?.map(({ code }) => code);
      expect(await codes('web/b.js', 'var a = 1;\nexport const b = typeof a == "number";\n')).toEqual(['eqeqeq']);
      expect(await codes('web/packages/shop/b.js', 'var a = 1;\nexport const b = typeof a == "number";\n')).toEqual(['no-var']);
      expect(await codes('py/b.js', 'var a = 1;\n')).toBeUndefined();
    } finally {
      linter.dispose();
      fs.rmSync(path.join(root, 'web/packages'), { recursive: true });
      fs.rmSync(path.join(root, 'web/dist'), { recursive: true });
    }
  }, 60_000);

  it('is nothing where its process dies or never answers', async () => {
    const broken = path.join(root, 'broken');
    fs.mkdirSync(path.join(broken, 'eslint'), { recursive: true });
    fs.writeFileSync(path.join(broken, 'eslint/package.json'), '{"version": "9.0.0", "main": "x.js"}');
    const options = { folder: path.join(broken, 'eslint'), config: path.join(broken, 'eslint.config.js'), root: broken, inspects: true };
    for (const body of ['process.exit(3)', 'while (true) {}', 'throw new Error("no")', 'process.stdout.write("garbage")']) {
      fs.writeFileSync(path.join(broken, 'eslint/x.js'), body);
      const linter = eslintLinter({ ...options, timeoutMs: 1_500 });
      expect(await linter.check(path.join(broken, 'a.js'), 'x\n')).toBeUndefined();
      linter.dispose();
    }
  }, 60_000);
});

describe('which linters are started', () => {
  const options = { typescriptFolders: [], workspacePrograms: true };
  const sources = (more: Partial<Parameters<typeof toolsOf>[0]>): readonly string[] => {
    const tools = toolsOf({ ...options, root: path.join(root, 'web'), trusted: true, ...more });
    tools.dispose();
    return tools.linters.map(({ source }) => source).filter((source) => source === 'eslint');
  };
  it('none of a folder that is not trusted, or whose programs are left alone, or whose extension offers the same', () => {
    expect(sources({})).toEqual(['eslint']);
    expect(sources({ trusted: false })).toEqual([]);
    // Its configuration is a program of the folder.
    expect(sources({ workspacePrograms: false })).toEqual([]);
    expect(sources({ noLinters: ['eslint'] })).toEqual([]);
  });
  it('they are named among the programs that came with the folder', () => {
    const folder = path.join(root, 'py');
    fs.mkdirSync(path.join(folder, '.venv/bin'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.venv/bin/ruff'), '#!/bin/sh\n', { mode: 0o755 });
    expect(findRuff(folder, undefined, { PATH: '' })).toBe(path.join(folder, '.venv/bin/ruff'));
    expect(workspacePrograms(folder).map(({ name }) => name)).toContain('Ruff');
    expect(workspacePrograms(path.join(root, 'web')).map(({ name }) => name)).toContain('ESLint');
    // Where ESLint itself lies elsewhere the configuration is what is run.
    fs.mkdirSync(path.join(root, 'web/part'));
    fs.writeFileSync(path.join(root, 'web/part/eslint.config.mjs'), 'export default [];\n');
    expect(workspacePrograms(path.join(root, 'web/part')).find(({ name }) => name === 'ESLint')?.path).toBe(
      path.join(root, 'web/part/eslint.config.mjs'),
    );
  });
});
