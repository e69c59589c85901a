// Errors that a program survives, run again in the real sandbox: what fails so counts as failed, and a patch behind which one comes up anew is
// not proved, whatever the exit code.

import { describe, expect, it } from 'vitest';
import { holds, rerunCase, type RerunCase } from '../../../../test/support/rerun-case';

const FORMS: readonly (readonly [name: string, line: string, file: string, (line: string) => string])[] = [
  ['another program has the last word', 'python3 a.py; echo done', 'a.py', (line) => `total = 3\n${line}\n`],
  [
    'a forced exit code',
    'python3 a.py',
    'a.py',
    (line) => `import os, traceback\ntotal = 3\ntry:\n    ${line}\nexcept Exception:\n    traceback.print_exc()\nos._exit(0)\n`,
  ],
  ['atexit', 'python3 a.py', 'a.py', (line) => `import atexit\ntotal = 3\n\ndef bye():\n    ${line}\n\natexit.register(bye)\n`],
  ['__del__', 'python3 a.py', 'a.py', (line) => `total = 3\n\nclass A:\n    def __del__(self):\n        ${line}\n\nA()\nprint("end")\n`],
  [
    'a task whose exception nobody asked for',
    'python3 a.py',
    'a.py',
    (line) =>
      `import asyncio\ntotal = 3\n\nasync def work():\n    ${line}\n\nasync def main():\n    task = asyncio.create_task(work())\n    await asyncio.sleep(0.01)\n\nasyncio.run(main())\n`,
  ],
  [
    'a thread',
    'python3 a.py',
    'a.py',
    (line) =>
      `import threading\ntotal = 3\n\ndef work():\n    ${line}\n\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\n`,
  ],
  [
    'a rejection that is only warned of',
    'node --unhandled-rejections=warn a.js',
    'a.js',
    (line) => `const total = 3;\nasync function work() {\n  ${line}\n}\nwork();\nsetTimeout(() => console.log('end'), 20);\n`,
  ],
  ['node, and another program has the last word', 'node a.js; true', 'a.js', (line) => `const total = 3;\n${line}\n`],
];
const written = (file: string, name: string): string => (file.endsWith('.py') ? `print(${name})` : `console.log(${name});`);

describe.runIf(holds)('an error that the program survives', () => {
  it.each(FORMS)('%s: the failure counts, and its mending is proved', async (_, line, file, text) => {
    const [before, after] = [text(written(file, 'totl')), text(written(file, 'total'))];
    const result = await rerunCase({ line, files: { [file]: before }, patch: { [file]: after } });
    expect(result.said).toBe('passed');
  });

  it.each(FORMS)('%s: the same error again is no success', async (_, line, file, text) => {
    const [before, after] = [text(written(file, 'totl')), text(written(file, 'totl, 1'))];
    const result = await rerunCase({ line, files: { [file]: before }, patch: { [file]: after } });
    expect(result.said).toMatch(/^failed: the same error came again/);
  });

  it.each<[string, RerunCase, RegExp]>([
    [
      'at exit',
      {
        line: 'python3 a.py',
        files: { 'a.py': 'import atexit\nprint(totl)\natexit.register(lambda: nope)\n' },
        patch: { 'a.py': 'import atexit\ntotl = 3\nprint(totl)\natexit.register(lambda: nope)\n' },
      },
      /^skipped: .*shows an error at line 4: NameError/,
    ],
    [
      'in __del__',
      {
        line: 'python3 a.py',
        files: {
          'a.py': 'class A:\n    def __del__(self):\n        nope\ntotal = 3\nprint(totl)\nA()\n',
        },
        patch: {
          'a.py': 'class A:\n    def __del__(self):\n        nope\ntotal = 3\nprint(total)\nA()\n',
        },
      },
      /^skipped: .*NameError/,
    ],
    [
      'in a logging handler',
      {
        line: 'python3 a.py',
        files: { 'a.py': 'import logging\ntotal = 3\nprint(totl)\nlogging.warning("%d", "x")\n' },
        patch: { 'a.py': 'import logging\ntotal = 3\nprint(total)\nlogging.warning("%d", "x")\n' },
      },
      /^skipped: .*line 4: TypeError/,
    ],
    [
      'a rejection without a place',
      {
        line: 'node --unhandled-rejections=warn a.js',
        files: { 'a.js': 'const total = 3;\nconsole.log(totl);\nPromise.reject("oops");\n' },
        patch: { 'a.js': 'const total = 3;\nconsole.log(total);\nPromise.reject("oops");\n' },
      },
      /^skipped: .*nothing handled/,
    ],
    [
      'a rejection without a place, and another program has the last word',
      {
        line: 'node a.js; echo done',
        files: { 'a.js': 'const total = 3;\nconsole.log(totl);\nPromise.reject("oops");\n' },
        patch: { 'a.js': 'const total = 3;\nconsole.log(total);\nPromise.reject("oops");\n' },
      },
      /^skipped: .*nothing handled/,
    ],
    [
      'the same words at another place than the failure',
      {
        line: 'python3 a.py; true',
        files: { 'a.py': 'def show():\n    print(totl)\n\nshow()\nprint(totl)\n' },
        patch: { 'a.py': 'def show():\n    print(3)\n\nshow()\nprint(totl)\n' },
      },
      /^(?:skipped|failed): /,
    ],
  ])('comes up anew behind the mended one: %s', async (_, one, why) => {
    const { problem, said } = await rerunCase(one);
    expect([problem.errorType, said]).toEqual([
      expect.stringMatching(/^(?:NameError|AttributeError|ReferenceError)$/),
      expect.stringMatching(why),
    ]);
  });

  it('what was printed all along, and survived, is not the doing of the patch', async () => {
    const text = (name: string): string =>
      `import traceback\n\ndef careful():\n    try:\n        int("x")\n    except ValueError:\n        traceback.print_exc()\n\ncareful()\ntotal = 3\nprint(${name})\n`;
    expect((await rerunCase({ line: 'python3 a.py', files: { 'a.py': text('totl') }, patch: { 'a.py': text('total') } })).said).toBe(
      'passed',
    );
  });
});
