// The built CLI with and without a model: who is spoken to, and what `doctor` says of it.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  DONE,
  event,
  json,
  modelServer,
  RUDE,
  sse,
  streamed,
  usage,
  type Answer,
  type ModelServerAtHand,
} from '../support/rude-model-server';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const KEY = 'test-key-8823-do-not-show';

let folder = '';
let recorder = '';
const open: ModelServerAtHand[] = [];

beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-cli-model-')));
  recorder = path.join(folder, 'recorder.cjs');
  fs.writeFileSync(recorder, RECORDER);
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Loaded into the CLI and every Node that it starts: writes down each address that is connected to and each name that is looked up. */
const RECORDER = `
const fs = require('node:fs');
const note = (line) => fs.appendFileSync(process.env.RECORDED_TO, line + '\\n');
const net = require('node:net');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const [first] = given[0] instanceof Array ? given[0] : given;
  if (typeof first === 'object' ? first.port !== undefined : /^\\d+$/.test(String(first)))
    note('connect ' + (typeof first === 'object' ? (first.host ?? 'localhost') + ':' + first.port : (given[1] ?? 'localhost') + ':' + first));
  return connect.apply(this, given);
};
const dns = require('node:dns');
for (const where of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const before = where[name];
    where[name] = function (host, ...rest) {
      if (host && !net.isIP(host)) note('lookup ' + host);
      return before.call(this, host, ...rest);
    };
  }
const dgram = require('node:dgram');
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...given) {
  note('datagram');
  return send.apply(this, given);
};
`;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What was spoken to, each once, sorted. */
  readonly spokenTo: readonly string[];
}

async function cli(cwd: string, env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const recorded = path.join(folder, `recorded-${Math.random()}`);
  fs.writeFileSync(recorded, '');
  const child = spawn(process.execPath, ['--require', recorder, CLI, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SELF_HEAL_MODEL: '',
      SELF_HEAL_BASE_URL: '',
      NO_COLOR: '1',
      NODE_OPTIONS: `--require ${recorder}`,
      RECORDED_TO: recorded,
      PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      ...env,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 100_000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const spokenTo = [...new Set(fs.readFileSync(recorded, 'utf8').split('\n').filter(Boolean))].sort();
  return { code, out, err, spokenTo };
}

async function serve(answer: Answer): Promise<ModelServerAtHand> {
  const server = await modelServer(answer);
  open.push(server);
  return server;
}

function project(): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  fs.writeFileSync(path.join(root, 'app.py'), 'def total(items):\n    count = len(items)\n    return cuont\n\n\nprint(total([1]))\n');
  fs.writeFileSync(path.join(root, 'main.ts'), 'const count = 1;\nconsole.log(cuont);\n');
  // Nothing that a rule knows.
  fs.writeFileSync(path.join(root, 'left.py'), 'def total(items)\n    return sum(items)\n\n\nclass = total([1])\nprint(class\n');
  return root;
}

const BATCH_CASE = `${JSON.stringify({
  id: 'one',
  language: 'python',
  path: 'app.py',
  before: 'count = 1\nprint(cuont)\n',
  error_type: 'reportUndefinedVariable',
  message: '"cuont" is not defined',
  ranges: [{ startLine: 2, startCol: 7, endLine: 2, endCol: 12 }],
  category: 'error',
})}\n`;

test('no model given: not one byte leaves, whatever keys lie about', async () => {
  const root = project();
  fs.writeFileSync(path.join(root, 'cases.jsonl'), BATCH_CASE);
  const env = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', SELF_HEAL_API_KEY: 'k' };
  for (const args of [
    ['heal', 'app.py', 'main.ts', '--json'],
    ['run', '--', 'python3', 'app.py'],
    ['batch', '--input', 'cases.jsonl', '--output', 'out.jsonl'],
    ['doctor'],
  ]) {
    const { spokenTo, code, err } = await cli(root, env, ...args);
    expect(code, err).not.toBeNull();
    expect(spokenTo, args.join(' ')).toEqual([]);
  }
}, 300_000);

test('the recorder does see a byte that leaves', async () => {
  const { url, host } = await serve((response) => streamed(response, '1'));
  const { spokenTo } = await cli(project(), {}, 'doctor', '--model', 'small', '--base-url', url);
  expect(spokenTo).toEqual([`connect ${host}`]);
}, 120_000);

test('with a model, its base URL alone is spoken to, whatever it answers', async () => {
  const other = await serve((response) => streamed(response, 'stolen'));
  const answers: Answer[] = [
    (response) => streamed(response, '```python\nreturn count\n```'),
    (response) => response.writeHead(307, { location: `${other.url}/chat/completions` }).end(),
    RUDE['captive portal'],
  ];
  for (const [i, answer] of answers.entries()) {
    const { url, host, asked } = await serve(answer);
    const root = project();
    fs.writeFileSync(path.join(root, 'cases.jsonl'), BATCH_CASE);
    const every = [
      ['heal', 'left.py', '--json'],
      ['doctor'],
      ['run', '--', 'python3', 'app.py'],
      ['batch', '--input', 'cases.jsonl', '--output', 'out.jsonl'],
    ];
    for (const args of i === 0 ? every : every.slice(0, 2)) {
      const at = args.indexOf('--') < 0 ? args.length : args.indexOf('--');
      const { spokenTo, out, err } = await cli(
        root,
        { SELF_HEAL_API_KEY: KEY },
        ...args.slice(0, at),
        '--model',
        'small',
        '--base-url',
        url,
        ...args.slice(at),
      );
      expect(
        spokenTo.filter((line) => line !== `connect ${host}`),
        args.join(' '),
      ).toEqual([]);
      expect(out + err).not.toContain(KEY);
      // The heal did ask, and so did doctor.
      if (args !== every[2] && args !== every[3]) expect(asked.splice(0).length, args.join(' ')).toBeGreaterThan(0);
    }
  }
  expect(other.asked).toEqual([]);
}, 600_000);

test('a fix that --apply does not write is shown all the same, each once', async () => {
  // No rule knows what the body should be.
  const text = 'export function initials(words: string[]): string {\n}\n';
  const body = "  return words.map((word) => word.charAt(0)).join('');";
  const block = [
    'main.ts',
    '<<<<<<< SEARCH',
    text.trimEnd(),
    '=======',
    text.replace('{\n', `{\n${body}\n`).trimEnd(),
    '>>>>>>> REPLACE',
    '',
  ].join('\n');
  const { url } = await serve((response) => streamed(response, block));
  const root = project();
  fs.writeFileSync(path.join(root, 'main.ts'), text);
  fs.writeFileSync(path.join(root, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
  const { code, err, out } = await cli(root, {}, 'heal', 'main.ts', '--apply', '--model', 'small', '--base-url', url);
  expect(code, err).toBe(1);
  expect(fs.readFileSync(path.join(root, 'main.ts'), 'utf8')).toBe(text);
  expect(err.split(`+${body}`).length - 1).toBe(1);
  expect(err).toContain("The model's fix is not sure enough to be written unasked.");
  expect(out).toBe('');
}, 120_000);

test('doctor says whether the model answers, how fast and for how much', async () => {
  const good = await serve((response) => {
    sse(response).write(event('1'));
    setTimeout(() => response.end(event('\n2', 'stop') + usage(30, 51) + DONE), 150);
  });
  const env = { SELF_HEAL_MODEL: 'small', SELF_HEAL_BASE_URL: good.url, SELF_HEAL_PRICE: '1/10' };
  const { out } = await cli(project(), env, 'doctor');
  expect(out).toMatch(/ok +model +small at 127\.0\.0\.1:\d+ answers \(\d+\.\d s, \d+ tokens a second, this call cost 0\.00054\)/);

  const missing = await serve((response, { url }) =>
    url === '/v1/models'
      ? json(response, 200, { data: [{ id: 'large' }, { id: 'medium' }] })
      : json(response, 404, { error: { message: 'model "small" not found' } }),
  );
  const said = await cli(project(), { ...env, SELF_HEAL_BASE_URL: missing.url }, 'doctor');
  expect(said.out).toMatch(/!! +model .*not found.*\n +→ Its server has: large, medium\./);
  expect(said.code).toBe(1);

  const none = await cli(project(), {}, 'doctor');
  expect(none.out).toMatch(/-- +model +none; no network is used/);
}, 300_000);

test('cases for the model alone without a model are a mistake in the call', async () => {
  const root = project();
  fs.writeFileSync(path.join(root, 'cases.jsonl'), BATCH_CASE);
  const { code, err } = await cli(root, {}, 'batch', '--input', 'cases.jsonl', '--output', 'out.jsonl', '--model-only');
  expect(code).toBe(2);
  expect(err).toContain('--model-only');
  expect(fs.existsSync(path.join(root, 'out.jsonl'))).toBe(false);
}, 120_000);

test('a model without a server is a mistake in the call', async () => {
  const { code, err, spokenTo } = await cli(project(), {}, 'heal', 'app.py', '--model', 'small');
  expect(code).toBe(2);
  expect(err).toMatch(/no server: give --base-url/);
  expect(spokenTo).toEqual([]);
}, 60_000);
