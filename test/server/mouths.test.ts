// One mistake, told in many ways: through the real server each shows the same squiggle and gets the same fix. And errors of a language that is only listed.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { LspClient } from './client';

const TEXT = 'ages = {"tom": 3}\nprint(ages["tmo"])\n';
let folder = '';
let uri = '';
let client: LspClient;

beforeAll(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-mouths-')));
  fs.mkdirSync(path.join(folder, 'src'));
  fs.writeFileSync(path.join(folder, 'src/people.py'), TEXT);
  fs.writeFileSync(path.join(folder, 'src/count.c'), 'int main(void) {\n  return cuont;\n}\n');
  uri = pathToFileURL(path.join(folder, 'src/people.py')).href;
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true, trusted: true });
  await client.open(uri, TEXT);
});
afterAll(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const shown = (): readonly unknown[] => client.published.get(uri) ?? [];
const traceback = (file: string): string =>
  `Traceback (most recent call last):\n  File "${file}", line 2, in <module>\n    print(ages["tmo"])\n          ~~~~^^^^^^^\nKeyError: 'tmo'\n`;
const frame = (file: string): object => ({
  filename: 'src/people.py',
  abs_path: file,
  lineno: 2,
  function: '<module>',
  context_line: 'print(ages["tmo"])',
});

const MOUTHS: readonly (readonly [name: string, text: (file: string) => string])[] = [
  ['a traceback', traceback],
  ['a traceback of a container', () => traceback('/app/src/people.py')],
  ['a traceback behind a log', (file) => traceback(file).replace(/^/gm, 'web_1  | ')],
  [
    'pytest',
    (file) =>
      `=== FAILURES ===\n____ test_a ____\n\n>       print(ages["tmo"])\nE       KeyError: 'tmo'\n\n${file}:2: KeyError\n=== 1 failed in 0.1s ===\n`,
  ],
  [
    'pytest, short',
    (file) =>
      `=== FAILURES ===\n____ test_a ____\n${file}:2: in <module>\n    print(ages["tmo"])\nE   KeyError: 'tmo'\n=== 1 failed in 0.1s ===\n`,
  ],
  [
    'loguru',
    (file) =>
      `2026-01-31 12:00:00.000 | ERROR    | __main__:<module>:2 - failed\nTraceback (most recent call last):\n\n> File "${file}", line 2, in <module>\n    print(ages["tmo"])\n          └ {'tom': 3}\n\nKeyError: 'tmo'\n`,
  ],
  [
    'IPython',
    (file) =>
      `KeyError                                  Traceback (most recent call last)\nFile ${file}:2\n      1 ages = {"tom": 3}\n----> 2 print(ages["tmo"])\n\nKeyError: 'tmo'\n`,
  ],
  ['a log of one JSON object a line', (file) => `${JSON.stringify({ level: 'error', exc_info: traceback(file) })}\n`],
  [
    'structlog’s dictionaries',
    (file) =>
      `${JSON.stringify({ event: 'failed', exception: [{ exc_type: 'KeyError', exc_value: "'tmo'", frames: [{ filename: file, lineno: 2, name: '<module>' }] }] })}\n`,
  ],
  [
    'Sentry’s event',
    (file) =>
      JSON.stringify(
        { platform: 'python', exception: { values: [{ type: 'KeyError', value: "'tmo'", stacktrace: { frames: [frame(file)] } }] } },
        null,
        2,
      ),
  ],
  [
    'Sentry’s event of a container',
    () =>
      JSON.stringify({
        platform: 'python',
        exception: { values: [{ type: 'KeyError', value: "'tmo'", stacktrace: { frames: [frame('/usr/src/app/src/people.py')] } }] },
      }),
  ],
  [
    'OpenTelemetry’s span',
    (file) => JSON.stringify({ events: [{ name: 'exception', attributes: { 'exception.stacktrace': traceback(file) } }] }, null, 2),
  ],
];

test.each(MOUTHS)('%s', { timeout: 60_000 }, async (_, text) => {
  const answer = await client.connection.sendRequest('selfHeal/readErrors', {
    text: text(path.join(folder, 'src/people.py')),
    origin: 'pasted',
  });
  expect(answer).toMatchObject({ places: [{ uri, line: 1, message: "KeyError: 'tmo'" }], elsewhere: 0 });
  await client.until('the squiggle', () => shown().length === 1, 20_000);
  expect(shown()).toMatchObject([{ source: 'Self-Heal', code: 'KeyError', range: { start: { line: 1 } } }]);
  const fixes = await client.fixes(uri, client.published.get(uri) ?? []);
  expect(fixes.map(({ title }) => title).join()).toContain("Change the key to 'tom'");
  expect(await client.connection.sendRequest('selfHeal/clearFailures', {})).toEqual({ cleared: 1 });
  await client.until('no squiggle', () => shown().length === 0, 10_000);
});

it('an error of a C compiler is listed with what belongs to it, and gone once the command succeeds', async () => {
  const file = pathToFileURL(path.join(folder, 'src/count.c')).href;
  const run = async (id: number, exitCode: number, text: string): Promise<void> => {
    await client.connection.sendNotification('selfHeal/terminal/started', { id, line: 'cd src && gcc count.c', cwd: folder });
    await client.connection.sendNotification('selfHeal/terminal/output', { id, chunk: text });
    await client.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode });
  };
  await run(
    1,
    1,
    'count.c:2:10: error: ‘cuont’ undeclared (first use in this function)\r\ncount.c:1:5: note: in this function\r\ncount.c:2:3: warning: odd [-Wodd]\r\n',
  );
  await client.until('the squiggles', () => (client.published.get(file) ?? []).length === 2, 20_000);
  expect(client.published.get(file)).toMatchObject([
    {
      severity: 1,
      source: 'Self-Heal',
      range: { start: { line: 1 } },
      relatedInformation: [{ message: 'in this function', location: { range: { start: { line: 0, character: 4 } } } }],
    },
    { severity: 2, code: '-Wodd' },
  ]);
  await run(2, 0, '');
  await client.until('no squiggle', () => (client.published.get(file) ?? []).length === 0, 10_000);
}, 60_000);

it('a program that watches files: each round shows what it says, while the program runs', async () => {
  fs.writeFileSync(path.join(folder, 'src/a.ts'), "export const a: number = 'x';\n");
  const file = pathToFileURL(path.join(folder, 'src/a.ts')).href;
  const chunk = async (text: string): Promise<void> =>
    client.connection.sendNotification('selfHeal/terminal/output', { id: 3, chunk: text });
  await client.connection.sendNotification('selfHeal/terminal/started', { id: 3, line: 'npx tsc --watch', cwd: folder });
  await chunk(
    "src/a.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.\r\n\r\n12:00 - Found 1 error. Watching for file changes.\r\n",
  );
  await client.until('the squiggle', () => (client.published.get(file) ?? []).length === 1, 20_000);
  await chunk('12:01 - Found 0 errors. Watching for file changes.\r\n');
  await client.until('no squiggle', () => (client.published.get(file) ?? []).length === 0, 10_000);
  await client.connection.sendNotification('selfHeal/terminal/ended', { id: 3, exitCode: 130 });
}, 60_000);
