// What others can put in our way: names that lead to devices and pipes, names and messages that a terminal would obey, messages that are
// none. Against the real, built server and CLI.

import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { at, LspClient, REPO } from './client';

const DIST = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist');
const onLinux = process.platform === 'linux';
const onUnix = process.platform !== 'win32';
/** The server's own size is some 100 MB; a device without end would be gigabytes by then. */
const MAX_MB = 600;

let folder: string;
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-hostile-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const inside = (name: string): string => path.join(folder, name);
const uriOf = (name: string): string => pathToFileURL(inside(name)).href;
const write = (name: string, text: string | Buffer): void => {
  fs.mkdirSync(path.dirname(inside(name)), { recursive: true });
  fs.writeFileSync(inside(name), text);
};

function megabytes({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function cli(args: readonly string[], env: NodeJS.ProcessEnv = {}): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(DIST, 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    // Without pyright, which takes its time: what is tried here does not ask for it.
    env: {
      ...process.env,
      NO_COLOR: '1',
      PATH: (process.env['PATH'] ?? '')
        .split(':')
        .filter((dir) => !dir.includes('node_modules'))
        .join(':'),
      ...env,
    },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Bytes that a terminal obeys, and marks that turn text round. */
const OBEYED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/;

const TYPO = 'total = 1\nprint(totl)\n';
const typo = (text: string): Diagnostic => at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
const failedIn = (file: string): string =>
  `Traceback (most recent call last):\n  File "${file}", line 2, in <module>\n    print(totl)\nNameError: name 'totl' is not defined\n`;

describe.runIf(onUnix)('a name that leads to what never ends or never begins', () => {
  const PLACES: readonly (readonly [name: string, make: (file: string) => void])[] = [
    ['a link to /dev/zero', (file) => fs.symlinkSync('/dev/zero', file)],
    ['a link to /dev/urandom', (file) => fs.symlinkSync('/dev/urandom', file)],
    ['a pipe', (file) => void execFileSync('mkfifo', [file])],
  ];

  test.each(PLACES)('in a traceback: %s; the server answers on, no larger than before', async (_name, make) => {
    make(inside('bad.py'));
    client = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true });
    const run = async (id: number, output: string): Promise<void> => {
      await client?.connection.sendNotification('selfHeal/terminal/started', { id, line: 'python3 bad.py', cwd: folder });
      await client?.connection.sendNotification('selfHeal/terminal/output', { id, chunk: output });
      await client?.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode: 1 });
    };
    await run(1, failedIn(inside('bad.py')));
    // Another file's failure is healed as ever.
    write('app.py', TYPO);
    await client.open(uriOf('app.py'), TYPO);
    await client.connection.sendNotification('selfHeal/diagnostics', { uri: uriOf('app.py'), version: 1, diagnostics: [typo(TYPO)] });
    const [fix] = await client.fixes(uriOf('app.py'), [typo(TYPO)]);
    expect(fix?.title).toContain("'total'");
    // What is no file that could be opened has no line to show a failure at.
    expect(client.published.get(uriOf('bad.py')) ?? []).toEqual([]);
    if (onLinux) expect(megabytes(client.process)).toBeLessThan(MAX_MB);
  });

  test.each(PLACES)('in an import of Python and of TypeScript: %s', async (_name, make) => {
    make(inside('zero.py'));
    make(inside('zero.ts'));
    fs.mkdirSync(inside('node_modules/zero'), { recursive: true });
    make(inside('node_modules/zero/package.json'));
    client = await LspClient.start([folder], { editorTypeScript: path.join(REPO, 'node_modules/typescript') });
    const python = 'from zero import nothing\nprint(nothing)\n';
    write('app.py', python);
    await client.open(uriOf('app.py'), python);
    await client.fixes(
      uriOf('app.py'),
      [at(python, 'nothing', '"nothing" is unknown import symbol', 'Pyright', 'reportAttributeAccessIssue')],
      {
        patient: 5_000,
      },
    );
    const script = "import { one } from './zero';\nimport zero from 'zero';\nconst total = one;\nconsole.log(totl, zero);\n";
    write('app.ts', script);
    await client.open(uriOf('app.ts'), script, 'typescript');
    const [fix] = await client.fixes(uriOf('app.ts'), [at(script, 'totl', "Cannot find name 'totl'. Did you mean 'total'?", 'ts', '2552')]);
    expect(fix?.title).toContain('total');
    if (onLinux) expect(megabytes(client.process)).toBeLessThan(MAX_MB + 300);
  });

  test.each(PLACES)('as an argument of the CLI: %s', (_name, make) => {
    make(inside('bad.py'));
    make(inside('pairs.jsonl'));
    expect(cli(['heal', 'bad.py'])).toMatchObject({ code: 2, err: 'self-heal: bad.py: it is no file.\n' });
    expect(cli(['pairs', 'import', 'pairs.jsonl'])).toMatchObject({
      code: 2,
      err: `self-heal: The pairs were not imported from ${inside('pairs.jsonl')}: it is no regular file.\n`,
    });
    expect(cli(['batch', '--input', 'pairs.jsonl', '--output', 'out'])).toMatchObject({ code: 2 });
    expect(
      cli(['run', '--', 'python3', '-c', `import sys; sys.stderr.write(${JSON.stringify(failedIn(inside('bad.py')))}); sys.exit(1)`]),
    ).toMatchObject({ code: 1 });
  });

  test.each(PLACES)('in the case of a batch: %s', (_name, make) => {
    make(inside('zero.py'));
    make(inside('zero.ts'));
    const range = { startLine: 3, startCol: 7, endLine: 3, endCol: 11 };
    const cases = [
      { id: 1, language: 'python', path: 'a.py', before: 'from zero import x\ntotal = 1\nprint(totl)\n', error_type: 'NameError' },
      {
        id: 2,
        language: 'typescript',
        path: 'a.ts',
        before: "import { x } from './zero';\nconst total = x;\ntotl;\n",
        error_type: 'TS2304',
      },
    ].map((one) => ({ ...one, root: folder, message: "name 'totl' is not defined", ranges: [range] }));
    write('cases.jsonl', cases.map((one) => JSON.stringify(one)).join('\n'));
    expect(cli(['batch', '--input', 'cases.jsonl', '--output', 'out.jsonl'])).toMatchObject({ code: 0 });
    expect(fs.readFileSync(inside('out.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });

  test('as the place to export to: never over a pipe, a device or a folder, and one sentence says why', () => {
    execFileSync('mkfifo', [inside('pipe')]);
    fs.symlinkSync('/dev/null', inside('null'));
    for (const [name, what] of [
      ['pipe', 'a pipe'],
      ['null', 'a device'],
      ['.', 'a folder'],
    ] as const)
      expect(cli(['pairs', 'export', '--output', name])).toMatchObject({
        code: 2,
        out: '',
        err: `self-heal: The pairs were not exported to ${path.resolve(folder, name)}: it is ${what}, no file.\n`,
      });
    expect(fs.lstatSync(inside('pipe')).isFIFO()).toBe(true);
    expect(cli(['pairs', 'export', '--output', '/dev/stdout'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('a message that is none ends the server, and nothing waits or grows', () => {
  const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const hello = frame(
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
  );

  async function greeted(command: readonly string[]): Promise<ChildProcess> {
    const server = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] });
    server.stdin.on('error', () => undefined);
    server.stdin.write(hello);
    await once(server.stdout, 'data');
    return server;
  }

  async function endOf(server: ChildProcess): Promise<{ code: unknown; said: string }> {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    const [code] = (await once(server, 'close')) as unknown[];
    clearTimeout(timer);
    return { code, said };
  }

  const BROKEN: readonly (readonly [name: string, bytes: string | Buffer, why: string])[] = [
    ['a line of text', 'hello world\r\n\r\n', 'its header has a line without a colon'],
    ['a web request', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'its header has a line without a colon'],
    ['random bytes', Buffer.from([0, 255, 17, 3]), 'its header is no text'],
    ['a header without end', 'x'.repeat(100_000), 'its header has no end'],
    ['no length', 'Content-Type: x\r\n\r\n{}', 'it has no length'],
    ['a negative length', 'Content-Length: -5\r\n\r\n{}', 'its length is no number of bytes'],
    ['a length of zero', 'Content-Length: 0\r\n\r\n', 'its length is no number of bytes'],
    ['words for a length', 'Content-Length: many\r\n\r\n', 'its length is no number of bytes'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 'it has two lengths'],
    ['a huge length', 'Content-Length: 99999999999\r\n\r\n{', 'it is too long'],
  ];

  test.each(BROKEN)('%s', async (_name, bytes, why) => {
    const server = await greeted([path.join(DIST, 'server.js'), '--stdio']);
    server.stdin?.write(bytes);
    expect(await endOf(server)).toEqual({
      code: 1,
      said: `self-heal: the client sent a message that can't be read (${why}), so the server ends.\n`,
    });
  });

  test('the same for the server of the CLI', async () => {
    const server = await greeted([path.join(DIST, 'cli.js'), 'serve', '--stdio']);
    server.stdin?.write('Content-Length: -5\r\n\r\n{}');
    expect(await endOf(server)).toMatchObject({ code: 1 });
  });

  test('a stream that stops within a message', async () => {
    const server = await greeted([path.join(DIST, 'server.js'), '--stdio']);
    server.stdin?.end('Content-Length: 500\r\n\r\n{"a');
    expect(await endOf(server)).toMatchObject({ code: 1 });
  });

  test('what is framed well and makes no sense is answered or passed over: the next request is answered', async () => {
    client = await LspClient.start([folder]);
    for (const body of ['{"a":', '[]', '7', 'null', '"x"', '[1,2]', '{"jsonrpc":"2.0","method":7}', '['.repeat(100_000)])
      client.process.stdin?.write(frame(body));
    expect(await client.connection.sendRequest('selfHeal/explain', { uri: uriOf('a.py'), line: 1 })).toMatchObject({ reason: 'not-open' });
  });
});

describe.runIf(onUnix)('words of others are shown, not obeyed', () => {
  const NAME = 'a\x1b]0;owned\x07\u202e\nself-heal: all is well.py';

  test('by the CLI: names, messages, code, titles', () => {
    const text = `# \x1b[2J\u202e\nx = 1\r# \x9b2J\nif x\n    print("\x1b]8;;http://x\x07", x)\n`;
    write(NAME, text);
    const shown = cli(['heal', NAME]);
    expect(shown.out).toContain('\\x1b[2J');
    expect(shown.err).toContain('\\x1b]0;owned\\x07\\u202e\\nself-heal: all is well.py');
    for (const said of [shown.out, shown.err]) expect(said).not.toMatch(OBEYED);
    expect(shown.err.split('\n').filter((line) => line.startsWith('self-heal: all is well'))).toEqual([]);
    // A script gets what is there.
    const json = cli(['heal', '--json', NAME]).out;
    expect(json).not.toMatch(OBEYED);
    const { files } = JSON.parse(json) as { files: { file: string; diff: string }[] };
    expect(files[0]).toMatchObject({ file: NAME });
    expect(files[0]?.diff).toContain('\x1b]8;;http://x\x07');
    for (const args of [
      ['heal', `gone\x1b[31m`],
      [`verb\x1b[31m`],
      ['heal', 'x.py', '--workspace', '\x1b[31m'],
      ['batch', '--input', '\x1b[31m', '--output', 'x'],
    ])
      expect(cli(args).err).not.toMatch(OBEYED);
    write('b.js', 'const none = null;\nnone["\\u202ex"];\n');
    const ours = cli(['run', '--', 'node', 'b.js'])
      .err.split('\n')
      .filter((line) => /^(?:self-heal:| {2}b\.js)/.test(line));
    expect(ours.join('\n')).toContain('\\u202ex');
    expect(ours.join('\n')).not.toMatch(OBEYED);
  });

  test('tabs, line ends and any script stay in a diff', () => {
    write('a.py', 'if x\r\n\tprint("日本語 👩‍💻")\r\n');
    expect(cli(['heal', 'a.py']).out).toContain('+if x:\r\n \tprint("日本語 👩‍💻")\r\n');
  });

  test('by the server: diagnostics, menu, hover, page, log', async () => {
    client = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true });
    const text = 'total = 1\nprint(totl) # \u202e\x1b[31m\n';
    write('a.py', text);
    await client.open(uriOf('a.py'), text);
    const diagnostic = typo(text);
    await client.connection.sendNotification('selfHeal/diagnostics', { uri: uriOf('a.py'), version: 1, diagnostics: [diagnostic] });
    const actions = await client.fixes(uriOf('a.py'), [diagnostic]);
    expect(actions.length).toBeGreaterThan(0);
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf('a.py') },
      position: { line: 1, character: 7 },
    });
    const page = await client.connection.sendRequest('selfHeal/explain', { uri: uriOf('a.py'), line: 1 });
    const offers = await client.connection.sendRequest('selfHeal/offersAt', { uri: uriOf('a.py'), line: 1 });
    await client.connection.sendNotification('selfHeal/terminal/started', { id: 1, line: 'python3 a.py', cwd: folder });
    await client.connection.sendNotification('selfHeal/terminal/output', {
      id: 1,
      chunk: `Traceback (most recent call last):\n  File "${inside('a.py')}", line 1, in <module>\n    total = 1\nValueError: \u202eturned \u2066round\n`,
    });
    await client.connection.sendNotification('selfHeal/terminal/ended', { id: 1, exitCode: 1 });
    await client.until('the failure', () => (client?.published.get(uriOf('a.py')) ?? []).length > 0);
    const failure = JSON.stringify(client.published.get(uriOf('a.py')));
    expect(failure).toContain('\\\\u202eturned');
    const said = [...actions.map(({ title }) => title), failure, ...client.log, ...textsIn([hover, page, offers])];
    expect(said.filter((each) => each !== undefined && OBEYED.test(each))).toEqual([]);
  });

  function textsIn(value: unknown): string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
  }
});

describe.runIf(onUnix)('heal --apply', () => {
  const BROKEN = 'def f()\n    return 1\n';
  const WHOLE = 'def f():\n    return 1\n';

  test.each([0o4755, 0o2755, 0o6755, 0o1644, 0o600])('keeps the mode %o', (mode) => {
    write('a.py', BROKEN);
    fs.chmodSync(inside('a.py'), mode);
    expect(cli(['heal', '--apply', 'a.py'])).toMatchObject({ code: 0 });
    expect([fs.readFileSync(inside('a.py'), 'utf8'), fs.statSync(inside('a.py')).mode & 0o7777]).toEqual([WHOLE, mode]);
  });

  test('keeps all names of a file, and the link that led to it', () => {
    write('a.py', BROKEN);
    fs.linkSync(inside('a.py'), inside('b.py'));
    fs.symlinkSync('a.py', inside('c.py'));
    expect(cli(['heal', '--apply', 'c.py'])).toMatchObject({ code: 0 });
    expect(fs.readFileSync(inside('b.py'), 'utf8')).toBe(WHOLE);
    expect([fs.statSync(inside('a.py')).nlink, fs.lstatSync(inside('c.py')).isSymbolicLink()]).toEqual([2, true]);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.self-heal') && name !== '.self-heal')).toEqual([]);
  });
});

describe('a client that says nothing of trust', () => {
  /** An interpreter of the folder's own, that leaves a mark when it is started. */
  function ownPython(): void {
    const real = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim();
    write('.venv/pyvenv.cfg', `home = ${path.dirname(real)}\n`);
    write('.venv/bin/python', `#!/bin/sh\ntouch '${inside('started')}'\nexec '${real}' "$@"\n`);
    fs.chmodSync(inside('.venv/bin/python'), 0o755);
  }

  async function heals(options: { trusted?: boolean } | null): Promise<{ titles: string[]; started: boolean; stored: boolean }> {
    client = await LspClient.start([folder], options);
    write('a.py', TYPO);
    await client.open(uriOf('a.py'), TYPO);
    const actions = await client.fixes(uriOf('a.py'), [typo(TYPO)]);
    const [first] = actions;
    await client.change(uriOf('a.py'), 'total = 1\nprint(total)\n');
    if (first?.command)
      await client.connection.sendRequest('workspace/executeCommand', {
        command: first.command.command,
        arguments: first.command.arguments,
      });
    await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href });
    const titles = actions.map(({ title }) => title);
    return { titles, started: fs.existsSync(inside('started')), stored: fs.existsSync(inside('.self-heal')) };
  }

  test.runIf(onUnix).each([
    ['no options', null],
    ['options without it', {}],
    ['a word for it', { trusted: 'yes' as unknown as boolean }],
  ])(
    'is not trusted with %s: no program of the folder is started, no store opened; a fix is offered all the same',
    async (_name, options) => {
      ownPython();
      const given = options && !('trusted' in options) ? { trusted: undefined as unknown as boolean } : options;
      const { titles, started, stored } = await heals(given);
      expect(titles[0]).toContain("'total'");
      expect([started, stored]).toEqual([false, false]);
      expect(client?.log.some((line) => line.includes('"trusted": true'))).toBe(true);
      expect(await client?.connection.sendRequest('selfHeal/runAndHeal', { command: { line: 'python3 a.py', cwd: folder } })).toMatchObject(
        { reason: 'untrusted' },
      );
    },
  );

  test.runIf(onUnix)('is trusted where it says so', async () => {
    ownPython();
    expect(await heals({ trusted: true })).toMatchObject({ started: true, stored: true });
  });
});
