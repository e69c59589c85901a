// F041 in the real program: `run --escalate` and the menu leave what is too complex to a person, and nothing else.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPairStore, recordHeal, signatureOf } from '../../src/engine';
import { at, LspClient } from './client';

const CLI = path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');

let folder = '';
beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-escalation-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** An error that comes through six files, with threads around its place. */
const PROGRAM: Readonly<Record<string, string>> = {
  'app.py': 'import part1\n\ndef main():\n    part1.first(3)\n\nmain()\n',
  ...Object.fromEntries(
    [1, 2, 3, 4].map((n) => [
      `part${n}.py`,
      `import part${n + 1}\n\ndef first(n):\n    return second(n)\n\ndef second(n):\n    return third(n)\n\ndef third(n):\n    return part${n + 1}.first(n)\n`,
    ]),
  ),
  'part5.py':
    'import threading\n\ndef first(number):\n    lock = threading.Lock()\n    worker = threading.Thread(target=print)\n    with lock:\n        worker.start()\n        return numbr + 1\n',
};

const run = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, NO_COLOR: '1' } });

it('F041: run --escalate shows a brief and no fix; without it a fix is shown as ever', () => {
  for (const [name, text] of Object.entries(PROGRAM)) fs.writeFileSync(path.join(folder, name), text);
  const plain = run('run', '--', 'python3', 'app.py');
  expect(plain.stderr).toContain('+        return number + 1');
  expect(plain.stderr).not.toContain('Needs a person');
  const escalated = run('run', '--escalate', '--apply', '--', 'python3', 'app.py');
  expect(escalated.status).toBe(1);
  expect(escalated.stderr).toContain('It needs a person');
  expect(escalated.stderr).toContain('# Needs a person: NameError in part5.py, line 8');
  expect(escalated.stderr).not.toContain('+        return number');
  expect(fs.readFileSync(path.join(folder, 'part5.py'), 'utf8')).toBe(PROGRAM['part5.py']);
});

it('F041: the menu has a fix, and with the setting a brief in its place', async () => {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  const opened = openPairStore({ folder: root });
  if (!opened.ok) throw new Error(opened.message);
  const message = '"totl" is not defined';
  const { shape } = signatureOf('reportUndefinedVariable', message);
  for (const i of [1, 2, 3])
    await recordHeal(opened.value, {
      schema: 1,
      id: String(i).padStart(32, '0'),
      at: '2026-01-01T00:00:00.000Z',
      via: 'lightbulb',
      language: 'python',
      errorType: 'reportUndefinedVariable',
      shape,
      source: 'Pyright',
      attempts: 1,
      outcome: 'reverted',
      why: '',
      ms: 1,
      patch: null,
    });
  opened.value.close();
  const text = `import threading\n\ndef run():\n    total = 1\n${'    total += 1\n'.repeat(150)}    threading.Thread(target=threading.RLock).start()\n    return totl\n`;
  const uri = pathToFileURL(path.join(root, 'a.py')).href;
  const client = await LspClient.start([root], { hasCommands: true });
  try {
    await client.open(uri, text);
    const wrong = at(text, 'totl', message, 'Pyright', 'reportUndefinedVariable');
    const titles = (await client.fixes(uri, [wrong])).map(({ title }) => title);
    expect(titles[0]).toContain("'total'");
    expect(titles.join()).not.toContain('Needs a person');
    await client.connection.sendNotification('selfHeal/settings', { escalate: true });
    let actions = await client.fixes(uri, [wrong]);
    for (let i = 0; i < 100 && !actions.some(({ title }) => title.startsWith('Needs')); i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      actions = await client.fixes(uri, [wrong]);
    }
    expect(actions.map(({ title }) => title)).toEqual(['Needs a person: copy a brief… (Self-Heal)']);
    expect(actions[0]?.command).toMatchObject({ command: 'selfHeal.copyBrief', arguments: [uri, 155] });
    const { brief }: { brief: string } = await client.connection.sendRequest('selfHeal/brief', { uri, line: 155 });
    expect(brief).toContain('# Needs a person: reportUndefinedVariable in a.py, line 156');
    const hover: unknown = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: wrong.range.start,
    });
    expect(JSON.stringify(hover)).toContain('needs a person');
  } finally {
    await client.stop();
  }
});
