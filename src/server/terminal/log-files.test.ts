import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientState } from '../session/client-state';
import { LogFiles } from './log-files';

let root: string;
let files: LogFiles | undefined;
let told: string[];
const faults: unknown[] = [];

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-logs-')));
  fs.mkdirSync(path.join(root, 'logs'));
  fs.writeFileSync(path.join(root, 'app.py'), 'items = []\nprint(items[3])\n');
  told = [];
  faults.length = 0;
});
afterEach(() => {
  files?.dispose();
  fs.rmSync(root, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

const traceback = (message: string): string =>
  `Traceback (most recent call last):\n  File "${path.join(root, 'app.py')}", line 2, in <module>\n    print(items[3])\nIndexError: ${message}\n`;
const put = (name: string, text: string): void => fs.appendFileSync(path.join(root, name), text);

function start(logs: readonly string[], trusted = true): ClientState {
  const client = new ClientState();
  client.initialized({ trusted });
  client.change({ defaults: { logs } });
  files = new LogFiles(
    { client, folders: { all: [root] }, log: { fault: (_, error) => void faults.push(error) } },
    (problems) => void told.push(...problems.map(({ message }) => message)),
    { lookMs: 10, findMs: 30 },
  );
  files.changed();
  return client;
}
const following = (count: number): Promise<void> => vi.waitFor(() => expect(files?.count).toBe(count), { timeout: 5_000 });
/** Longer than it takes to find a file and look at it often. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

test('what the patterns name is followed, and what appears later is read from its beginning', async () => {
  put('logs/a.log', traceback('old'));
  put('logs/a.txt', 'x\n');
  put('other.log', 'x\n');
  start(['logs/*.log']);
  await following(1);
  await aWhile();
  put('logs/a.log', traceback('new'));
  put('logs/b.log', traceback('of a new file'));
  put('logs/a.txt', traceback('elsewhere'));
  put('other.log', traceback('elsewhere'));
  await vi.waitFor(() => expect([...told].sort()).toEqual(['new', 'of a new file']), { timeout: 5_000 });
  await aWhile();
  expect(told).toHaveLength(2);
});

test('a file that was rotated to a name that is followed too is not read again', async () => {
  put('logs/a.log', 'INFO: start\n');
  start(['logs/*.log*']);
  await following(1);
  put('logs/a.log', traceback('once'));
  await vi.waitFor(() => expect(told).toEqual(['once']), { timeout: 5_000 });
  fs.renameSync(path.join(root, 'logs/a.log'), path.join(root, 'logs/a.log.1'));
  put('logs/a.log', traceback('twice'));
  await vi.waitFor(() => expect(told).toEqual(['once', 'twice']), { timeout: 5_000 });
  await aWhile();
  expect(told).toEqual(['once', 'twice']);
});

test('at most 20, those that were written to last; none of packages', async () => {
  for (let i = 0; i < 30; i++) {
    put(`logs/${i}.log`, 'x\n');
    fs.utimesSync(path.join(root, `logs/${i}.log`), 1_000 + i, 1_000 + i);
  }
  fs.mkdirSync(path.join(root, 'node_modules'));
  put('node_modules/p.log', 'x\n');
  start(['*.log']);
  await following(20);
  await aWhile();
  put('logs/0.log', traceback('of the oldest, which is the newest now'));
  put('node_modules/p.log', traceback('of a package'));
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 5_000 });
});

test('nothing where the workspace is not trusted, no file is named, or they lead outside', async () => {
  start(['*.log'], false);
  put('logs/a.log', 'x\n');
  await aWhile();
  expect(files?.count).toBe(0);
  files?.dispose();
  start(['../**/*.log', '/etc/*', '[', '']);
  await aWhile();
  expect(files?.count).toBe(0);
});

test('another setting, and trust that comes later, begin anew', async () => {
  put('logs/a.log', 'x\n');
  const client = start(['*.log'], false);
  client.grantTrust();
  files?.changed();
  await following(1);
  client.change({ defaults: { logs: [] } });
  files?.changed();
  expect(files?.count).toBe(0);
  client.change({ enabled: false, defaults: { logs: ['*.log'] } });
  files?.changed();
  await aWhile();
  expect(files?.count).toBe(0);
});
