import { expect, test } from 'vitest';
import { FollowedCommand } from './followed-command';

const TRACEBACK = 'Traceback (most recent call last):\n  File "app.py", line 1, in <module>\nNameError: name "x" is not defined\n';

/** A server that notes what it is told, and one command of a terminal. */
function follow({ holdsFiles = true, starts = true } = {}): {
  readonly told: string[];
  readonly command: FollowedCommand;
  readonly starts: () => number;
} {
  const told: string[] = [];
  let started = 0;
  const command = new FollowedCommand(
    { id: 7, line: 'python3 app.py', cwd: '/project' },
    {
      start: async () => {
        started++;
        if (!starts) throw new Error('no server');
      },
      notify: ({ method }, params) => void told.push(`${method.split('/').at(-1)} ${JSON.stringify(params)}`),
    },
    async () => holdsFiles,
  );
  return { told, command, starts: () => started };
}

async function* output(...chunks: readonly string[]): AsyncGenerator<string> {
  for (const chunk of chunks) yield chunk;
}

const ALL = (text: string, exitCode: number): readonly string[] => [
  'started {"id":7,"line":"python3 app.py","cwd":"/project"}',
  `output ${JSON.stringify({ id: 7, chunk: text })}`,
  `ended {"id":7,"exitCode":${exitCode}}`,
];

test('a command that succeeds starts no server', async () => {
  const { command, told, starts } = follow();
  await command.read(output('all is well\n'));
  expect(await command.end(0)).toBe(false);
  expect(starts()).toBe(0);
  expect(told).toEqual([]);
});

test('a command that fails starts the server, which hears all of it', async () => {
  const { command, told, starts } = follow();
  await command.read(output('one\n', 'two\n'));
  expect(await command.end(1)).toBe(true);
  expect(starts()).toBe(1);
  expect(told).toEqual(ALL('one\ntwo\n', 1));
});

test.each([
  "\u001b[96mapp.ts\u001b[0m:\u001b[93m3\u001b[0m:\u001b[93m7\u001b[0m - \u001b[91merror\u001b[0m\u001b[90m TS2304: \u001b[0mCannot find name 'y'.\n",
  '10:02:11 PM [vite] \u001b[31m(client)\u001b[39m Pre-transform error: Failed to resolve import "./nope"\n',
  '\u001b[1m\u001b[31mERROR\u001b[39m\u001b[22m in \u001b[1m./src/index.js 1:17-36\u001b[39m\u001b[22m\n',
])('a watcher that goes on starts the server by the error it shows: %j', async (text) => {
  const { command, starts } = follow();
  await command.read(output('watching\n', text));
  await new Promise((resolve) => setImmediate(resolve));
  expect(starts()).toBe(1);
});

test('Ctrl+C is no failure, and neither is an end without an exit code', async () => {
  for (const exitCode of [130, undefined]) {
    const { command, starts } = follow();
    await command.read(output('^C\n'));
    expect(await command.end(exitCode)).toBe(false);
    expect(starts()).toBe(0);
  }
});

test.each([
  ['Python', TRACEBACK],
  ['a chained one of which only the end is here', '  File "/project/app.py", line 3, in main\n    x\n'],
  ['Node', '/project/app.js:3\n\nTypeError: x is not a function\n    at main (/project/app.js:3:5)\n'],
  ['Node, with the line ends of a terminal', 'TypeError: x\r\n    at main (/project/app.js:3:5)\r\n    at node:internal/main:1:2\r\n'],
])('a traceback starts the server although the command goes on or ends well: %s', async (_, text) => {
  const { command, told } = follow();
  await command.read(output(text.slice(0, 20), text.slice(20)));
  await command.end(0);
  expect(told).toEqual(ALL(text, 0));
});

test.each([
  'error: failed to push some refs\n',
  'meet me at 10:30:00\n',
  'app.py:3: a comment\n',
  ' '.repeat(200_000),
  '\n'.repeat(200_000),
])('what is no traceback starts nothing', async (text) => {
  const { command, starts } = follow();
  await command.read(output(text));
  await command.end(0);
  expect(starts()).toBe(0);
});

test('in a folder that has nothing to heal neither an exit code nor a traceback starts it', async () => {
  const { command, starts } = follow({ holdsFiles: false });
  await command.read(output(TRACEBACK));
  expect(await command.end(1)).toBe(false);
  expect(starts()).toBe(0);
});

test('a server that runs already is told at once, and once', async () => {
  const { command, told } = follow();
  await command.tell();
  await command.tell();
  await command.read(output(TRACEBACK));
  await command.end(1);
  expect(told).toEqual(ALL(TRACEBACK, 1));
});

test('of a flood the end is kept, where the traceback stands', async () => {
  const { command, told } = follow();
  await command.read(output(...Array.from({ length: 100 }, () => 'x'.repeat(20_000)), TRACEBACK));
  await command.end(1);
  const { chunk } = JSON.parse(told[1]?.slice('output '.length) ?? '') as { readonly chunk: string };
  expect(chunk.length).toBeLessThanOrEqual(256 * 1024);
  expect(chunk.endsWith(TRACEBACK)).toBe(true);
});

test('without a server nothing is sent, and nothing fails', async () => {
  const { command, told } = follow({ starts: false });
  await command.read(output(TRACEBACK));
  expect(await command.end(1)).toBe(false);
  expect(told).toEqual([]);
});
