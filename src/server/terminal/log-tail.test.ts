import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogTail } from './log-tail';

let root: string;
let app: string;
let log: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-log-'));
  app = path.join(root, 'app.py');
  log = path.join(root, 'app.log');
  fs.writeFileSync(app, 'items = []\nprint(items[3])\nprint(itms)\n');
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const HEAD = 'ERROR:root:it failed\nTraceback (most recent call last):\n';
const rest = (line: number, error: string): string => `  File "${app}", line ${line}, in <module>\n    print()\n${error}\n`;
const traceback = (line = 2, error = 'IndexError: list index out of range'): string => HEAD + rest(line, error);

const tailOf = (fromStart = false, file = log): LogTail => new LogTail({ file, root, roots: [root], fromStart });

/** Looks until nothing is new for a while. */
async function told(tail: LogTail, looks = 5): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < looks; i++)
    for (const { errorType, location, origin } of await tail.look()) found.push(`${origin} ${errorType} ${location.range.start.line + 1}`);
  return found;
}

test('only what is new is read; then all of it, once', async () => {
  fs.writeFileSync(log, traceback(3, "NameError: name 'itms' is not defined"));
  const tail = tailOf();
  expect(await told(tail)).toEqual([]);
  fs.appendFileSync(log, traceback());
  expect(await told(tail)).toEqual(['log IndexError 2']);
  expect(await told(tail)).toEqual([]);
  // It happens again, and is told again: who shows it knows what is shown already.
  fs.appendFileSync(log, traceback());
  expect(await told(tail)).toEqual(['log IndexError 2']);
});

test('a traceback that is written in two pieces, cut anywhere, with a pause between them', async () => {
  const whole = `INFO: début\n${traceback()}`;
  const bytes = Buffer.from(whole);
  for (const at of [8, 9, 40, bytes.length - 50, bytes.length - 6]) {
    fs.writeFileSync(log, '');
    const tail = tailOf();
    await told(tail, 1);
    fs.appendFileSync(log, bytes.subarray(0, at));
    expect(await told(tail, 2)).toEqual([]);
    fs.appendFileSync(log, bytes.subarray(at));
    expect(await told(tail)).toEqual(['log IndexError 2']);
  }
});

test('a second traceback that has begun when the first is told', async () => {
  fs.writeFileSync(log, '');
  const tail = tailOf();
  await told(tail, 1);
  fs.appendFileSync(log, traceback() + HEAD);
  expect(await told(tail)).toEqual(['log IndexError 2']);
  fs.appendFileSync(log, rest(3, "NameError: name 'itms' is not defined"));
  expect(await told(tail)).toEqual(['log NameError 3']);
});

test('a log that never rests', async () => {
  fs.writeFileSync(log, '');
  const tail = tailOf();
  await told(tail, 1);
  fs.appendFileSync(log, traceback());
  const found: string[] = [];
  for (let i = 0; i < 5; i++) {
    fs.appendFileSync(log, `INFO: request ${i}\n`);
    found.push(...(await told(tail, 1)));
  }
  expect(found).toEqual(['log IndexError 2']);
});

test('rotated: the rest of the old file, then the new one from its beginning', async () => {
  fs.writeFileSync(log, 'INFO: start\n');
  const tail = tailOf();
  await told(tail, 1);
  fs.appendFileSync(log, traceback());
  fs.renameSync(log, `${log}.1`);
  fs.writeFileSync(log, traceback(3, "NameError: name 'itms' is not defined"));
  expect(await told(tail)).toEqual(['log IndexError 2', 'log NameError 3']);
});

test('truncated, and written anew beyond the old end between two looks', async () => {
  fs.writeFileSync(log, 'INFO: a line\n'.repeat(100));
  const tail = tailOf();
  await told(tail, 1);
  fs.truncateSync(log, 0);
  fs.appendFileSync(log, traceback());
  expect(await told(tail)).toEqual(['log IndexError 2']);
  // Longer than before: only its bytes tell that it is another text.
  fs.writeFileSync(log, traceback(3, "NameError: name 'itms' is not defined") + 'INFO: another\n'.repeat(200));
  expect(await told(tail)).toEqual(['log NameError 3']);
});

test('removed, and made again', async () => {
  fs.writeFileSync(log, 'INFO: a line\n'.repeat(10));
  const tail = tailOf();
  await told(tail, 1);
  fs.rmSync(log);
  expect(await told(tail, 2)).toEqual([]);
  fs.writeFileSync(log, traceback());
  expect(await told(tail)).toEqual(['log IndexError 2']);
});

test('a flood of 50 MB is bounded: the end counts', async () => {
  fs.writeFileSync(log, '');
  const tail = tailOf();
  await told(tail, 1);
  const block = `${'x'.repeat(120)}\n`.repeat(10_000);
  for (let i = 0; i < 42; i++) fs.appendFileSync(log, block);
  fs.appendFileSync(log, traceback());
  expect(fs.statSync(log).size).toBeGreaterThan(50_000_000);
  const before = process.memoryUsage().rss;
  expect(await told(tail)).toEqual(['log IndexError 2']);
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
});

test('one line without an end, of 3 MB, and bytes that are no text', async () => {
  fs.writeFileSync(log, '');
  const tail = tailOf();
  await told(tail, 1);
  for (let i = 0; i < 30; i++) {
    fs.appendFileSync(log, Buffer.alloc(100_000, 0xc3));
    await told(tail, 1);
  }
  fs.appendFileSync(log, `\n${traceback()}`);
  expect(await told(tail)).toEqual(['log IndexError 2']);
});

test('nothing outside the folder, no folder, no pipe', async () => {
  const outside = path.join(os.tmpdir(), `self-heal-outside-${process.pid}.log`);
  fs.writeFileSync(outside, traceback());
  try {
    fs.symlinkSync(outside, log);
    expect(await told(tailOf(true))).toEqual([]);
    expect(await told(tailOf(true, root))).toEqual([]);
    // A link within the folder is a name like any other.
    fs.rmSync(log);
    fs.writeFileSync(path.join(root, 'today.log'), traceback());
    fs.symlinkSync(path.join(root, 'today.log'), log);
    expect(await told(tailOf(true))).toEqual(['log IndexError 2']);
  } finally {
    fs.rmSync(outside);
  }
});
