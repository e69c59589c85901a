// Secrets planted in whatever a model is shown: none is ever in a message, and where they can't be searched for nothing is sent.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { gatherModelContext } from '../../../src/engine/diagnose/model-context';
import { FORMATS } from '../../../src/engine/generate/model/formats/registry';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { feedback, toPrompt } from '../../../src/engine/generate/model/prompt';
import { redactTogether } from '../../../src/engine/learn/redact/redact';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { failure } from '../../../src/engine/result';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { TOKENS } from '../planted-secrets';
import { contextOf, requestOf, ROOT, textsAfter, type Folder } from './context';

const place = (file: string, line: number) => ({
  path: path.join(ROOT, file),
  range: { start: { line, character: 0 }, end: { line, character: 0 } },
});
const SECRETS = Object.entries(TOKENS).slice(0, 45);

/** The secret in everything that a model can be told. */
const planted = (secret: string): Folder => ({
  files: {
    'app.py': `from lib import send, Sender\nKEY = "${secret}"\n\n\nclass App:\n    key = "${secret}"\n\n    def __init__(self, key="${secret}"):\n        self.key = key\n\n    def go(self):\n        # ${secret}\n        send("${secret}", cuont)\n`,
    'lib.py': `TOKEN = "${secret}"\n\n\ndef send(key="${secret}", count=1):\n    return "${secret}"\n\n\nclass Sender:\n    key = "${secret}"\n`,
    'test_app.py': `from app import App\n\n\ndef test_go():\n    assert App("${secret}").go() == "${secret}"\n`,
  },
  at: 'cuont',
  attempt: 2,
  budget: 6000,
  redact: redactTogether,
  titles: [`Replace by ${secret}`],
  examples: [{ message: `wrong ${secret}`, before: `a = "${secret}"`, after: `b = "${secret}"` }],
  problem: {
    message: `name 'cuont' is not defined (${secret})\n+ expected ${secret}`,
    related: [{ location: place('lib.py', 3), message: `declared with ${secret}` }],
    frames: [
      { location: place('test_app.py', 4), own: true, name: 'test_go', code: `App("${secret}").go()` },
      { location: place('app.py', 12), own: true, name: 'go', code: `send("${secret}", cuont)` },
    ],
    command: { line: `TOKEN=${secret} python app.py --key ${secret}`, cwd: ROOT },
  },
});

test.each(SECRETS)('%s is in no message', async (_name, secret) => {
  const context = await contextOf(planted(secret));
  expect(context.files.length).toBe(3);
  expect(context.facts).toEqual(expect.arrayContaining(['function', 'other-files', 'titles', 'examples', 'definitions', 'imports']));
  for (const format of FORMATS) {
    const { messages } = await toPrompt({ context, format, refuted: [`failed with ${secret}`] });
    const more = feedback(
      'x',
      [await context.hide(`it printed ${secret}`, 500), await context.hide(`${'x'.repeat(490)}${secret}`, 500)],
      format,
      context,
    );
    const sent = JSON.stringify([...messages, ...more]);
    expect(sent).not.toContain(secret);
    // Not in pieces either.
    for (const part of secret.split(/[^A-Za-z0-9]/).filter((one) => one.length >= 20)) expect(sent).not.toContain(part);
    expect(sent).toContain('__HIDDEN_');
  }
});

test('what only one file gives away is hidden in all others', async () => {
  const secret = 'Zebra-Lamp-Orbit-77';
  const folder: Folder = {
    files: {
      'app.py': 'from lib import go\nprint(go("Zebra-Lamp-Orbit-77", cuont))\n',
      'lib.py': `password = "${secret}"\n\n\ndef go(a, b):\n    return a\n`,
    },
    at: 'cuont',
    redact: redactTogether,
    problem: { message: `wrong: ${secret}` },
    titles: [secret],
  };
  const context = await contextOf(folder);
  const { messages } = await toPrompt({ context, format: searchReplace, refuted: [`no: ${secret}`] });
  expect(JSON.stringify([messages, await context.hide(`again ${secret}`, 100)])).not.toContain(secret);
});

test('a secret in the last commit of the line', async () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'commit-secret-')));
  try {
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, stdio: 'ignore' });
    const secret = TOKENS['GitHub classic'] ?? '';
    const file = path.join(folder, 'a.py');
    git('init', '-q');
    fs.writeFileSync(file, `x = "${secret}"\n`);
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    fs.writeFileSync(file, 'x = cuont\n');
    git('commit', '-q', '-a', '-m', `Take ${secret} away`);
    const request = requestOf({ files: { 'a.py': 'x = cuont\n' }, at: 'cuont', attempt: 3, redact: redactTogether, mayRun: true });
    const problem = { ...request.problem, location: { ...request.problem.location, path: file } };
    const gathered = await gatherModelContext({ ...request, problem, workspace: { root: folder, files: new DiskFiles(folder) } });
    if (!gathered.ok) throw new Error(gathered.message);
    expect(gathered.value.notes.map(({ text }) => text).join('\n')).toMatch(/Take __HIDDEN__ away\n-x = "__HIDDEN__"\n\+x = cuont/);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test.each(['throws', 'fails'])('where the search %s, there is no context, no prompt and no feedback', async (how) => {
  const redact = (): ReturnType<typeof redactTogether> =>
    how === 'throws' ? Promise.reject(new Error('broken')) : Promise.resolve(failure('scan-failed', 'no'));
  expect(await gatherModelContext({ ...requestOf(planted('x')), redact })).toMatchObject({ ok: false, reason: 'secret-scan-failed' });
  let calls = 0;
  const once: typeof redactTogether = (...args) => (calls++ === 0 ? redactTogether(...args) : redact());
  const context = await contextOf({ ...planted('x'), redact: once });
  await expect(toPrompt({ context, format: searchReplace, refuted: ['x'] })).rejects.toThrow();
  await expect(context.hide('x', 100)).rejects.toThrow();
});

const SECRET = TOKENS['AWS id'] ?? '';
const KEYED = `import os\n\nACCESS = "${SECRET}"\n\n\ndef total(items):\n    key, count = "${SECRET}", len(items)\n    return cuont\n`;
const keyed: Folder = { files: { 'app.py': KEYED }, at: 'cuont', redact: redactTogether };

test('hidden values come back as they were, in either form', async () => {
  const shown = await contextOf(keyed);
  const token = (line: number): string => shown.files[0].lines.get(line)?.secrets[0] ?? '';
  const fixed = { 'app.py': KEYED.replace('"ACCESS"', '').replace('len(items)', 'size(items)').replace('cuont', 'count') };
  const search = `    key, count = "${token(6)}", len(items)\n    return cuont`;
  const replace = `    key, count = "${token(6)}", size(items)\n    return count`;
  expect(textsAfter(await searchReplace.read(`<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`, shown), shown)).toEqual(
    fixed,
  );
  expect(textsAfter(await wholeFunction.read(`\`\`\`\ndef total(items):\n${replace}\n\`\`\``, shown), shown)).toEqual(fixed);
});

test.each<[string, (token: string) => string]>([
  ['lost', () => '    key, count = "other", len(items)\n    return count'],
  ['doubled', (token) => `    key, count = "${token}" + "${token}", len(items)\n    return count`],
  ['that of another line', (token) => `    key, count = "${token}", len("__HIDDEN_1__")\n    return count`],
])('a hidden value is refused where it is %s', async (_name, replace) => {
  const shown = await contextOf(keyed);
  const token = shown.files[0].lines.get(6)?.secrets[0] ?? '';
  const search = `    key, count = "${token}", len(items)\n    return cuont`;
  expect(
    textsAfter(await searchReplace.read(`<<<<<<< SEARCH\n${search}\n=======\n${replace(token)}\n>>>>>>> REPLACE`, shown), shown),
  ).toMatch(/^misplaced: .*__HIDDEN_\d__/);
});

test('secrets over several lines stay on their lines', async () => {
  const redact = async (texts: readonly string[]) =>
    ({
      ok: true,
      value: { texts: texts.map((text) => text.replace('AAAA\nBBBB', '‹redacted:private-key›\n').replace('s3cr', '‹redacted:password›')) },
    }) as const;
  const text = 'k = """\nAAAA\nBBBB\n"""\np, q = "s3cr", 1\n';
  const shown = await contextOf({ files: { 'a.py': text }, redact });
  const [file] = shown.files;
  expect([...file.lines.values()].map((line) => line.text).join('\n')).not.toMatch(/AAAA|s3cr/);
  const line = file.lines.get(4)?.text ?? '';
  const read = await searchReplace.read(`<<<<<<< SEARCH\n${line}\n=======\n${line.replace('1', '2')}\n>>>>>>> REPLACE`, shown);
  expect(textsAfter(read, shown)).toEqual({ 'a.py': text.replace(', 1', ', 2') });
});

test('a line that is too long, or holds hidden characters, is shown but can not be edited', async () => {
  const shown = await contextOf({ files: { 'a.py': `x = "${'a'.repeat(5000)}"\ny = "\u202e"\nz = 1\n` }, at: 2, budget: 4000 });
  expect(shown.files[0].lines.get(0)?.text.length).toBeLessThan(1000);
  for (const [at, ok] of [
    [0, false],
    [1, false],
    [2, true],
  ] as const) {
    const line = shown.files[0].lines.get(at)?.text ?? '';
    const read = await searchReplace.read(`<<<<<<< SEARCH\n${line}\n=======\nz = 2\n>>>>>>> REPLACE`, shown);
    expect(read.kind === 'edits').toBe(ok);
  }
  expect(new SourceText('').lineCount).toBe(1);
});
