// A right fix whose error is gone, and whose program ends well, is never less likely after its run than it was without: what the run could not
// see says nothing. Real programs in the real sandbox.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectText } from '../detect/detect';
import { settle } from '../detect/settle-columns';
import { openWorkspace, type OpenedWorkspace } from '../project/open-workspace';
import { DiskFiles } from '../project/workspace-files';
import { patched } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { Rerunner } from '../verify/rerun/rerunner';
import { findSandbox } from '../verify/sandbox/find-sandbox';
import { healFailure } from './heal-failure';
import { healProblem } from './heal-problem';
import type { Patch } from '../patch';

const { sandbox } = await findSandbox();

let root: string;
let opened: OpenedWorkspace;
beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-never-below-')));
  opened = await openWorkspace({
    root,
    files: new DiskFiles(root),
    trusted: true,
    typescriptFolders: [path.resolve(__dirname, '../../..')],
    index: true,
    onTrouble: () => undefined,
  });
});
afterEach(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

interface Failing {
  readonly line: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the failing file should be. */
  readonly mended: string;
}

const CASES: readonly (readonly [string, Failing])[] = [
  [
    'an import of a file that is spelt otherwise',
    {
      line: 'node main.mjs',
      files: { 'main.mjs': "import { hello } from './wrds.mjs';\nconsole.log(hello);\n", 'words.mjs': "export const hello = 'hi';\n" },
      mended: "import { hello } from './words.mjs';\nconsole.log(hello);\n",
    },
  ],
  [
    'a require',
    {
      line: 'node main.js',
      files: { 'main.js': "const { hello } = require('./wrds');\nconsole.log(hello());\n", 'words.js': "exports.hello = () => 'hi';\n" },
      mended: "const { hello } = require('./words');\nconsole.log(hello());\n",
    },
  ],
  [
    'the head of a for',
    {
      line: 'node main.js',
      files: { 'main.js': 'const values = [1, 2];\nfor (const value of vlues) {\n  console.log(value);\n}\n' },
      mended: 'const values = [1, 2];\nfor (const value of values) {\n  console.log(value);\n}\n',
    },
  ],
  [
    'the head of a for that counts',
    {
      line: 'node main.js',
      files: { 'main.js': 'const values = [1, 2];\nfor (let i = 0; i < vlues.length; i++) {\n  console.log(values[i]);\n}\n' },
      mended: 'const values = [1, 2];\nfor (let i = 0; i < values.length; i++) {\n  console.log(values[i]);\n}\n',
    },
  ],
  [
    'a syntax error',
    {
      line: 'node main.js',
      files: { 'main.js': 'const total = [1, 2;\nconsole.log(total);\n' },
      mended: 'const total = [1, 2];\nconsole.log(total);\n',
    },
  ],
  [
    'code that a test runner transforms',
    {
      line: 'node runner.js',
      files: {
        'runner.js':
          "const fs = require('fs');\nconst Module = require('module');\nconst load = Module._extensions['.js'];\nModule._extensions['.js'] = (module, file) =>\n  file.endsWith('half.js') ? module._compile('/* instrumented */ ' + fs.readFileSync(file, 'utf8'), file) : load(module, file);\nif (require('./half.js').half(4) !== 2) process.exit(1);\n",
        'half.js': 'exports.half = function (number) {\n  return nmber / 2;\n};\n',
      },
      mended: 'exports.half = function (number) {\n  return number / 2;\n};\n',
    },
  ],
  [
    'an import in Python that failed and was tried again',
    {
      line: 'python3 main.py',
      files: {
        'main.py': 'try:\n    import words\nexcept NameError:\n    import words\nprint(words.total)\n',
        'words.py': 'number = 3\ntotal = nmber * 2\n',
      },
      mended: 'number = 3\ntotal = number * 2\n',
    },
  ],
  [
    'a call in Python that failed and was tried again',
    {
      line: 'python3 main.py',
      files: {
        'main.py':
          'tries = 0\n\ndef fetch():\n    global tries\n    tries += 1\n    return load(trise)\n\ndef load(n):\n    return n\n\ntry:\n    fetch()\nexcept NameError:\n    fetch()\nprint("end")\n',
      },
      mended:
        'tries = 0\n\ndef fetch():\n    global tries\n    tries += 1\n    return load(tries)\n\ndef load(n):\n    return n\n\ntry:\n    fetch()\nexcept NameError:\n    fetch()\nprint("end")\n',
    },
  ],
];

describe.runIf(sandbox.holds)('never below what it was without a run', () => {
  it.each(CASES)('%s', async (_, { line, files, mended }) => {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
    const signal = new AbortController().signal;
    const run = await sandbox.run({ argv: ['/bin/sh', '-c', line], cwd: root, root, files: new Map(), signal });
    const found = detectText(`${run.stdout}\n${run.stderr}`, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
    if (!found) throw new Error(`it shows no error: ${run.stdout}${run.stderr}`);
    const source = new SourceText(fs.readFileSync(found.location.path, 'utf8'));
    const problem = {
      ...settle(found, (file, number) => (file === found.location.path ? source.line(number) : undefined)),
      command: { line, cwd: root },
    };
    const request = { problem, source, version: null, all: [problem], workspace: opened.workspace, signal };
    const unproved = await healProblem(request);
    const rerunner = new Rerunner();
    const healed = await healFailure({
      ...request,
      proof: { command: problem.command, texts: new Map(), runAgain: (asked) => rerunner.rerun({ ...asked, root, sandbox }) },
    });
    const right = (patches: readonly Patch[]): number | undefined =>
      patches.find(({ candidate }) => candidate.edits.some((edit) => edit.path === found.location.path && patched(source, edit) === mended))
        ?.confidence;
    const before = right(unproved);
    expect(before, `offered: ${unproved.map(({ candidate }) => candidate.title).join('; ')} for ${problem.message}`).toBeDefined();
    const said = healed.attempts.map(({ rung }) => `${rung.result}: ${rung.why ?? ''}`).join('; ');
    expect(right(healed.patches), said).toBeGreaterThanOrEqual(before ?? 1);
  });
});
