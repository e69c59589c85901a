// What looks after a project from within an editor, over LSP: the watch (F027, F147), the self-test (F148), test strength and what it does to the menu (F087),
// the message of a commit (F144), the workflow (F146). Real programs in the real sandbox.

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource, type CodeAction } from 'vscode-languageserver-protocol/node';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import {
  ApplyWatched,
  CheckTestStrength,
  CommitMessage,
  CreateWorkflow,
  SelfTest,
  SourcesChanged,
  Watch,
  type Refusal,
} from '../../src/protocol';
import { applied, at, LspClient, REPO } from './client';

const { sandbox } = await findSandbox();

let folder: string;
let client: LspClient | undefined;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-operate-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
  return text;
};
const onDisk = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const folderUri = (): string => pathToFileURL(folder).href;
const start = async (options = {}): Promise<LspClient> =>
  (client = await LspClient.start([folder], { forwardsDiagnostics: true, ...options }));

const BROKEN = 'total = 1\nprint(totl)\n';
const HEALED = 'total = 1\nprint(total)\n';
/** No fix at hand mends it. */
const BEYOND = 'def get(items, index):\n    return items[index]\n\n\nprint(get([1], 3))\n';

let watches = 0;

/** A watch that runs; `next` waits for its next state. */
function watching(lsp: LspClient, params: Omit<Watch.Params, 'progressToken' | 'command'> & { readonly line?: string }) {
  const states: Watch.State[] = [];
  let seen = 0;
  let wake = (): void => undefined;
  const { line = 'python3 main.py', ...rest } = params;
  const progressToken = `watch-${watches++}`;
  lsp.connection.onProgress(Watch.progress, progressToken, (progress) => {
    if ('begins' in progress) return;
    states.push(progress);
    wake();
  });
  const cancel = new CancellationTokenSource();
  const ended = lsp.connection.sendRequest(Watch.type, { command: { line, cwd: folder }, progressToken, ...rest }, cancel.token);
  const next = async (patient = 60_000): Promise<Watch.State> => {
    const until = Date.now() + patient;
    while (states.length <= seen) {
      if (Date.now() > until) throw new Error(`no further state after ${JSON.stringify(states)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        wake = () => (clearTimeout(timer), resolve());
      });
    }
    const state = states[seen++];
    if (!state) throw new Error('no state');
    return state;
  };
  const save = async (text: string): Promise<void> => {
    // A file system may tell times no finer than this.
    await new Promise((resolve) => setTimeout(resolve, 20));
    write('main.py', text);
    await lsp.connection.sendNotification(SourcesChanged.type, { folder: folderUri() });
  };
  return { states, next, save, stop: (): Promise<Watch.Answer | Refusal> => (cancel.cancel(), ended), ended };
}

test('off by default: in a window that asks for nothing no folder gets a file, and untrusted ones refuse what runs programs', async () => {
  write('main.py', BROKEN);
  const lsp = await start({ trusted: false });
  await lsp.open(uriOf('main.py'), BROKEN);
  expect(await watching(lsp, { fixes: 'apply' }).ended).toMatchObject({ reason: 'untrusted' });
  expect(await lsp.connection.sendRequest(SelfTest.type, { folder: folderUri(), count: 1 })).toMatchObject({ reason: 'untrusted' });
  expect(await lsp.connection.sendRequest(CheckTestStrength.type, { uri: uriOf('main.py'), line: 0 })).toMatchObject({
    reason: 'untrusted',
  });
  expect(fs.readdirSync(folder)).toEqual(['main.py']);
});

test('a watch that can’t be begun says why', async () => {
  write('main.py', BROKEN);
  const lsp = await start();
  expect(await watching(lsp, { fixes: 'report', line: 'git push' }).ended).toMatchObject({
    message: expect.stringContaining('not run') as string,
  });
  expect(await watching(lsp, { fixes: 'report', nightly: '25:00' }).ended).toMatchObject({
    message: expect.stringMatching(sandbox.holds ? /25:00/ : /./) as string,
  });
});

describe.runIf(sandbox.holds)('F027, F147: the watch', () => {
  test('says one of three things after each change, puts in only what is sure and proved, and runs no more than it must', async () => {
    write('main.py', 'print("all is well")\n');
    const lsp = await start();
    const asked: ApplyWatched.Params[] = [];
    lsp.connection.onRequest(ApplyWatched.type, (params) => {
      asked.push(params);
      // As the editor does: into the document, and saved.
      for (const file of params.files) write(path.basename(file.edit.textDocument.uri), file.after);
      return { applied: true };
    });
    const watch = watching(lsp, { fixes: 'apply' });
    expect(await watch.next()).toMatchObject({ state: 'no errors', places: [], ready: 0 });
    await watch.save(BROKEN);
    expect(await watch.next()).toMatchObject({ of: 'round', state: 'healed', places: [{ uri: uriOf('main.py'), line: 1 }] });
    expect(onDisk('main.py')).toBe(HEALED);
    expect(asked).toMatchObject([{ files: [{ before: BROKEN, after: HEALED, healed: [{ proof: 'runs' }] }] }]);
    // The editor tells of what we wrote, too: nothing new in it, so it is not run again.
    await watch.save(HEALED);
    await watch.save(BEYOND);
    const state = await watch.next();
    expect(state).toMatchObject({ state: expect.stringMatching(/no errors|needs you/) as string });
    const last = state.state === 'no errors' ? await watch.next() : state;
    expect(last).toMatchObject({ state: 'needs you', why: expect.stringMatching(/./) as string });
    expect(last.places.at(-1)).toMatchObject({ line: 1, text: expect.stringContaining('IndexError') as string });
    expect(onDisk('main.py')).toBe(BEYOND);
    expect(await watch.stop()).toEqual({});
    expect(asked).toHaveLength(1);
  }, 180_000);

  test('does not put in again what a person took back', async () => {
    write('main.py', BROKEN);
    const lsp = await start();
    await lsp.open(uriOf('main.py'), BROKEN);
    let asked = 0;
    lsp.connection.onRequest(ApplyWatched.type, async ({ files }) => {
      asked++;
      await lsp.change(uriOf('main.py'), files[0]?.after ?? '');
      write('main.py', files[0]?.after ?? '');
      return { applied: true };
    });
    const watch = watching(lsp, { fixes: 'apply' });
    expect(await watch.next()).toMatchObject({ state: 'healed' });
    await lsp.change(uriOf('main.py'), BROKEN);
    await watch.save(BROKEN);
    expect(await watch.next()).toMatchObject({ state: 'needs you', ready: 1, why: expect.stringContaining('not all') as string });
    await watch.stop();
    expect(asked).toBe(1);
    expect(onDisk('main.py')).toBe(BROKEN);
  }, 120_000);

  test('only offers where no more was asked for, and where the editor does not put it in; a second watch of the folder is refused', async () => {
    write('main.py', BROKEN);
    const lsp = await start();
    lsp.connection.onRequest(ApplyWatched.type, () => ({ applied: false, why: 'main.py has changes that are not saved.' }));
    const offering = watching(lsp, { fixes: 'offer' });
    expect(await offering.next()).toMatchObject({ state: 'needs you', ready: 1, why: 'With one fix it would end without an error.' });
    expect(
      await lsp.connection.sendRequest(Watch.type, {
        command: { line: 'python3 main.py', cwd: folder },
        fixes: 'offer',
        progressToken: 'x',
      }),
    ).toMatchObject({
      message: 'This folder is watched already.',
    });
    await offering.stop();
    const applying = watching(lsp, { fixes: 'apply' });
    expect(await applying.next()).toMatchObject({ state: 'needs you', ready: 1, why: expect.stringContaining('not saved') as string });
    await applying.stop();
    expect(onDisk('main.py')).toBe(BROKEN);
  }, 180_000);

  test('a night scan looks at all files once, changes nothing, and says where there are errors', async () => {
    write('main.py', 'print("all is well")\n');
    write('other.py', 'def f(:\n    pass\n');
    const lsp = await start();
    const soon = new Date(Date.now() + 60_000);
    const nightly = `${String(soon.getHours()).padStart(2, '0')}:${String(soon.getMinutes()).padStart(2, '0')}`;
    const watch = watching(lsp, { fixes: 'apply', nightly });
    expect(await watch.next()).toMatchObject({ of: 'round', state: 'no errors' });
    expect(await watch.next(120_000)).toMatchObject({
      of: 'night',
      state: 'needs you',
      why: expect.stringMatching(/^2 files were looked at; \d+ errors? in 1 of them$/) as string,
      places: expect.arrayContaining([expect.objectContaining({ uri: uriOf('other.py'), line: 0 })]) as unknown[],
    });
    await watch.stop();
    expect(watch.states.filter(({ of }) => of === 'night')).toHaveLength(1);
    expect(onDisk('other.py')).toBe('def f(:\n    pass\n');
  }, 200_000);
});

const FEES = `def fee(amount):
    if amount > 10:
        return amount + 1
    return 0


def unused(amount):
    return 0
`;
const feeTests = (...lines: readonly string[]): string =>
  `import unittest\n\nfrom fees import fee\n\n\nclass Fees(unittest.TestCase):\n    def test_fee(self):\n${lines.map((line) => `        ${line}\n`).join('')}`;

describe.runIf(sandbox.holds)('F087: test strength', () => {
  const check = (lsp: LspClient, line: number): Promise<CheckTestStrength.Answer | Refusal> =>
    lsp.connection.sendRequest(CheckTestStrength.type, { uri: uriOf('fees.py'), line });

  test('weak tests are told with their lines, and a fix in that function stands one tier lower until they are stronger', async () => {
    write('fees.py', FEES);
    write('test_fees.py', feeTests('self.assertEqual(fee(1), 0)'));
    const lsp = await start({ hasCommands: true });
    await lsp.open(uriOf('fees.py'), FEES);
    expect(await check(lsp, 1)).toEqual({
      name: 'fee',
      first: 0,
      last: 3,
      places: 2,
      mutants: [
        { line: 1, from: '>', to: '>=', outcome: 'survived' },
        { line: 2, from: '+', to: '-', outcome: 'survived' },
      ],
      killed: 0,
      survived: 2,
      unknown: 0,
      weak: true,
    });
    const broken = FEES.replace('return amount + 1', 'return amout + 1').replace(
      'def unused(amount):\n    return 0',
      'def unused(amount):\n    return amuont',
    );
    const diagnostics = [
      at(broken, 'amout', '"amout" is not defined', 'Pyright', 'reportUndefinedVariable'),
      at(broken, 'amuont', '"amuont" is not defined', 'Pyright', 'reportUndefinedVariable'),
    ];
    const seen = async (): Promise<CodeAction[][]> => {
      await lsp.change(uriOf('fees.py'), broken);
      await lsp.connection.sendNotification('selfHeal/diagnostics', {
        uri: uriOf('fees.py'),
        version: lsp.version(uriOf('fees.py')),
        diagnostics,
      });
      await lsp.until('fixes', () => (lsp.status?.fixes ?? 0) >= 2);
      return Promise.all(
        diagnostics.map(async (diagnostic) => (await lsp.fixes(uriOf('fees.py'), [diagnostic])).filter(({ edit }) => edit)),
      );
    };
    const [weak, other] = await seen();
    expect(weak?.[0]).toMatchObject({ title: expect.stringContaining('tests weak') as string, isPreferred: false });
    expect(other?.[0]).toMatchObject({ title: expect.not.stringContaining('tests weak') as string, isPreferred: true });
    await lsp.change(uriOf('fees.py'), FEES);
    write('test_fees.py', feeTests('self.assertEqual(fee(10), 0)', 'self.assertEqual(fee(20), 21)'));
    expect(await check(lsp, 1)).toMatchObject({ killed: 2, survived: 0, weak: false });
    const [strong] = await seen();
    expect(strong?.[0]).toMatchObject({ title: expect.not.stringContaining('tests weak') as string, isPreferred: true });
    expect(onDisk('fees.py')).toBe(FEES);
  }, 180_000);

  test('where no test reaches it, or nothing could be changed, nothing is said of it', async () => {
    write('fees.py', FEES);
    const lsp = await start();
    await lsp.open(uriOf('fees.py'), FEES);
    expect(await check(lsp, 1)).toEqual({ reason: 'no-tests', message: 'No test that can be run here reaches “fee”.' });
    expect(await check(lsp, 7)).toMatchObject({ reason: 'no-tests', message: expect.stringContaining('“unused”') as string });
  }, 120_000);
});

test('F148: the self-test says what became of each mistake, with its place in the real file, and leaves that alone', async () => {
  const text =
    'import math\n\n\ndef rounded(prices):\n    subtotal = 0\n    for price in prices:\n        subtotal += price\n    return math.ceil(subtotal)\n';
  write('prices.py', text);
  const lsp = await start();
  const answer = await lsp.connection.sendRequest(SelfTest.type, { folder: folderUri(), count: 2 });
  if ('reason' in answer) throw new Error(answer.message);
  expect(answer.slips.length).toBeGreaterThan(0);
  expect(answer.slips.length).toBeLessThanOrEqual(2);
  for (const { uri, outcome, why } of answer.slips) {
    expect(uri).toBe(uriOf('prices.py'));
    expect(['proved', 'healed', 'missed', 'unnoticed']).toContain(outcome);
    expect(why).not.toBe('');
  }
  expect(onDisk('prices.py')).toBe(text);
  expect(fs.readdirSync(folder)).toEqual(['prices.py']);
}, 180_000);

test('F144: the message names the heals that stand and are not committed, and no others', async () => {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=main');
  write('main.py', BROKEN);
  write('.gitignore', '.self-heal/\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  const lsp = await start();
  const uri = uriOf('main.py');
  const message = (committed: string): Promise<CommitMessage.Answer | Refusal> =>
    lsp.connection.sendRequest(CommitMessage.type, { root: folderUri(), files: [{ uri, committed }] });
  await lsp.open(uri, BROKEN);
  expect(await message(BROKEN)).toMatchObject({ reason: 'nothing-to-record' });
  const diagnostic = at(BROKEN, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
  await lsp.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [diagnostic] });
  const [fix] = (await lsp.fixes(uri, [diagnostic])).filter(({ edit }) => edit);
  if (!fix) throw new Error('no fix');
  await lsp.change(uri, applied(BROKEN, fix, uri));
  await lsp.connection.sendRequest('workspace/executeCommand', { command: fix.command?.command, arguments: fix.command?.arguments });
  const told = await message(git('show', 'HEAD:main.py'));
  if ('reason' in told) throw new Error(told.message);
  expect(told.fixes).toBe(1);
  expect(told.message).toMatch(
    /^🤖 Self-healing fix: reportUndefinedVariable: .*totl.*\n\nRoot cause: .+\nAttempts: 1\n\n- main\.py: .+\n\nAuto-generated by Self-Healing AI Agent\n$/,
  );
  // Committed, it is no longer among them.
  write('main.py', HEALED);
  git('commit', '--quiet', '-am', 'two');
  expect(await message(git('show', 'HEAD:main.py'))).toMatchObject({ reason: 'nothing-to-record' });
}, 60_000);

test('F146: the workflow is the one that the terminal writes', async () => {
  write('package.json', '{"scripts": {"test": "vitest run"}}');
  const lsp = await start();
  expect(await lsp.connection.sendRequest(CreateWorkflow.type, { folder: folderUri() })).toEqual({
    command: 'npm test',
    file: uriOf('.github/workflows/self-healing.yml'),
  });
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js'), 'ci', '--from', './t.tgz'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(
    await lsp.connection.sendRequest(CreateWorkflow.type, { folder: folderUri(), command: 'npm test', from: './t.tgz' }),
  ).toMatchObject({
    text: stdout,
  });
  expect(fs.readdirSync(folder)).toEqual(['package.json']);
});
