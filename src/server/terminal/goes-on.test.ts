// Programs that show errors and go on: servers and watchers. Their failures are seen while they run.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientState } from '../session/client-state';
import { Documents } from '../session/documents';
import { KnownProblems } from '../session/known-problems';
import { CommandFailures } from './command-failures';

let folder: string;
let failures: CommandFailures;
let known: KnownProblems;

beforeEach(() => {
  vi.useFakeTimers();
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-goes-on-')));
  for (const name of ['main.py', 'app.ts']) fs.writeFileSync(path.join(folder, name), 'x = 1\n\nprint(y)\n\nprint(z)\n');
  const client = new ClientState();
  const documents = new Documents();
  Object.assign(documents, { all: () => [], get: () => undefined });
  known = new KnownProblems(documents, client, { isExcluded: () => false } as never, () => 0);
  failures = new CommandFailures(
    { client, documents, known, folders: { all: [folder], isExcluded: () => false }, notebooks: { around: () => [] } } as never,
    () => new Date(0),
  );
});
afterEach(() => {
  failures.clear();
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const uri = (name = 'main.py'): string => pathToFileURL(at(name)).href;
const traceback = (line: number, name: string): string =>
  `Traceback (most recent call last):\n  File "${at('main.py')}", line ${String(line)}, in <module>\n    print(${name})\n          ^\nNameError: name '${name}' is not defined\n`;
const shown = (name?: string): string[] =>
  known.failuresIn(uri(name)).map(({ problem }) => `${String(problem.location.range.start.line)} ${problem.message}`);
const commands = (): (number | undefined)[] => known.failuresIn(uri()).map(({ problem }) => problem.command?.exitCode);
const edit = (line: number): void =>
  failures.edited(uri(), [{ range: { start: { line, character: 0 }, end: { line, character: 1 } }, text: 'q' }]);
function start(line = 'flask run', id = 1): void {
  failures.started({ id, line, cwd: folder });
}
function prints(text: string, ms = 3_000, id = 1): void {
  failures.output(id, text);
  vi.advanceTimersByTime(ms);
}
const Y = "2 name 'y' is not defined";
const Z = "4 name 'z' is not defined";

test('the error of a request is shown while the server goes on, and what it prints next takes nothing back', () => {
  start();
  prints(' * Running on http://127.0.0.1:5000\n');
  expect(shown()).toEqual([]);
  prints(`[2026-11-28 00:54:44,421] ERROR in app: Exception on / [GET]\n${traceback(3, 'y')}`);
  expect(shown()).toEqual([Y]);
  // It is not run again beside itself.
  expect(known.failuresIn(uri()).map(({ problem }) => problem.command)).toEqual([undefined]);
  prints('127.0.0.1 - - [28/Nov/2026 00:54:45] "GET /ok HTTP/1.1" 200 -\n');
  expect(shown()).toEqual([Y]);
  prints(traceback(5, 'z'));
  expect(shown()).toEqual([Y, Z]);
});

test('a traceback that is still being printed waits until it is whole', () => {
  start();
  const text = traceback(3, 'y');
  for (const part of [text.slice(0, 60), text.slice(60, 130), text.slice(130)]) prints(part, 900);
  expect(shown()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(shown()).toEqual([Y]);
});

test('an error is told once, though what the server prints next looks like more of its message', () => {
  start();
  prints(traceback(3, 'y').replace(/NameError.*/, 'ValueError: no such price'));
  edit(2);
  expect(shown()).toEqual([]);
  prints('Debugger PIN: 102-092-178\n');
  prints('Debugger is active\n');
  expect(shown()).toEqual([]);
  // Said again, it is there again.
  prints(traceback(3, 'y').replace(/NameError.*/, 'ValueError: no such price'));
  expect(shown()).toEqual(['2 no such price']);
});

test('a server that is never quiet shows its errors all the same', () => {
  start();
  prints(traceback(3, 'y'), 500);
  for (let i = 0; i < 8; i++) prints(`INFO request ${String(i)}\n`, 500);
  expect(shown()).toEqual([Y]);
});

test('what was mended while it ran is not shown again when it ends, and the rest can be proved then', () => {
  start();
  prints(traceback(3, 'y') + traceback(5, 'z'));
  edit(2);
  expect(shown()).toEqual([Z]);
  prints('INFO still here\n');
  expect(shown()).toEqual([Z]);
  failures.ended(1, 1);
  expect(shown()).toEqual([Z]);
  expect(commands()).toEqual([1]);
});

test('Ctrl+C takes nothing back, whatever the exit code; a program that ended well does', () => {
  start();
  prints(traceback(3, 'y'));
  failures.output(1, '^CINFO:     Shutting down\nINFO:     Finished server process [7]\n');
  failures.ended(1, 0);
  expect(shown()).toEqual([Y]);
  start('flask run', 2);
  prints(traceback(5, 'z'), 3_000, 2);
  // The same command speaks for itself.
  expect(shown()).toEqual([Z]);
  failures.ended(2, 0);
  expect(shown()).toEqual([]);
});

test.each([
  ["\u001b[33m * Detected change in '/home/ada/main.py', reloading\u001b[0m\n * Restarting with stat\n"],
  ["WARNING:  WatchFiles detected changes in 'main.py'. Reloading...\n"],
  ['/home/ada/main.py changed, reloading.\nWatching for file changes with StatReloader\n'],
  ['[2026-11-28 10:00:00 +0000] [7] [INFO] Worker reloading: /home/ada/main.py modified\n'],
  ['\u001b[32m[nodemon] restarting due to changes...\u001b[39m\n[nodemon] starting `node app.js`\n'],
  ["\u001b[2J\u001b[HRestarting 'app.mjs'\n"],
  ['10:02:11 PM [tsx] change in ./app.ts Restarting...\n'],
  ['\u001bc\u001b[33m RERUN \u001b[39m src/a.ts x1\n'],
  [' \u001b[32m✓\u001b[39m Compiled in 80ms (512 modules)\n'],
])('a program that starts over has said nothing yet: %j', (line) => {
  start('npm run dev');
  prints(traceback(3, 'y'));
  expect(shown()).toEqual([Y]);
  prints(`INFO all is well\n${line}`);
  expect(shown()).toEqual([]);
  prints(traceback(3, 'y'));
  expect(shown()).toEqual([Y]);
  failures.ended(1, 1);
  expect(shown()).toEqual([Y]);
});

test('a bundler that serves shows what does not resolve', () => {
  start('npx vite');
  const overlay = `10:02:11 PM [vite] (client) Pre-transform error: Failed to resolve import "./nope" from "app.ts". Does the file exist?\n  Plugin: vite:import-analysis\n  File: ${at('app.ts')}:3:6\n  1  |  x = 1\n`;
  prints(overlay);
  expect(shown('app.ts')).toEqual(['2 Failed to resolve import "./nope" from "app.ts".']);
});

test('a watcher that says when it is done is not asked in between', () => {
  start('npx tsc --watch');
  const error = "app.ts(3,7): error TS2304: Cannot find name 'y'.\n";
  prints(
    `\u001bc[10:00:00 PM] Starting compilation in watch mode...\n\n${error}\n[10:00:01 PM] Found 1 error. Watching for file changes.\n`,
  );
  expect(shown('app.ts')).toEqual(["2 Cannot find name 'y'."]);
  prints('\u001bc[10:01:00 PM] File change detected. Starting incremental compilation...\n\n');
  expect(shown('app.ts')).toEqual(["2 Cannot find name 'y'."]);
  prints('[10:01:02 PM] Found 0 errors. Watching for file changes.\n');
  expect(shown('app.ts')).toEqual([]);
});

test('many servers at once, each flooding, are looked at without holding more', () => {
  const line = 'INFO handled a request like any other\n'.repeat(30_000);
  for (let id = 1; id <= 10; id++) {
    start(`serve ${String(id)}`, id);
    failures.output(id, traceback(3, `y${String(id)}`));
    for (let i = 0; i < 3; i++) failures.output(id, line);
  }
  vi.advanceTimersByTime(3_000);
  expect(shown()).toHaveLength(10);
});
