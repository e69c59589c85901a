// "Run and Heal" where the sandbox itself is what a program dies of: that is said, and nothing is mended.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkspace, type OpenedWorkspace } from '../../src/engine/project/open-workspace';
import { DiskFiles } from '../../src/engine/project/workspace-files';
import { healCommand, sandboxRunner, type HealedCommand } from '../../src/engine/heal/heal-command';
import { Rerunner } from '../../src/engine/verify/rerun/rerunner';
import { searchSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const { sandbox } = await searchSandbox(process.platform, { ...process.env, SERVICE_API_KEY: 'a-secret-of-the-user' });

let root: string;
let opened: OpenedWorkspace;
beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-run-and-heal-')));
  opened = await openWorkspace({
    root,
    files: new DiskFiles(root),
    trusted: true,
    typescriptFolders: [],
    index: false,
    onTrouble: () => undefined,
  });
});
afterEach(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

function heal(text: string, line = 'python3 main.py'): Promise<HealedCommand> {
  fs.writeFileSync(path.join(root, 'main.py'), text);
  const rerunner = new Rerunner();
  const command = { line, cwd: root };
  const texts = new Map<string, string>();
  return healCommand({
    command,
    workspace: opened.workspace,
    runner: sandboxRunner({ command, sandbox, root, texts, limits: { ms: 8_000 } }),
    texts,
    signal: new AbortController().signal,
    runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }),
  });
}

describe.runIf(sandbox.holds)('a program that the sandbox keeps something from', () => {
  test.each([
    [
      'a secret of the environment',
      'import os\nkey = os.environ["SERVICE_API_KEY"]\nprint(len(key))\n',
      /^It needs a variable of the environment that is kept from it, so/,
    ],
    ['the network', 'import socket\nsocket.create_connection(("192.0.2.1", 80), 2)\n', /^It needs the network, so/],
    ['input', 'name = input("Name: ")\nprint(name)\n', /^It waits for input, so/],
  ])('%s', async (_, text, why) => {
    const ran = await heal(text);
    expect(ran).toMatchObject({ ended: 'told', files: [], rounds: [], why: expect.stringMatching(why) as string });
    expect(fs.readdirSync(root)).toEqual(['main.py']);
  });

  test('after a fix, too: what was mended before stays', async () => {
    const ran = await heal('import os\ntotal = 1\nprint(totl)\nprint(os.environ["SERVICE_API_KEY"])\n');
    expect(ran).toMatchObject({ ended: 'told', why: expect.stringContaining('kept from it') as string });
    expect(ran.files.map(({ after }) => after)).toEqual(['import os\ntotal = 1\nprint(total)\nprint(os.environ["SERVICE_API_KEY"])\n']);
  });
});

describe.runIf(sandbox.holds)('a program that exits with 0 though its own code failed does not run', () => {
  const forms: [name: string, text: (name: string) => string, line: string][] = [
    [
      'a thread',
      (name) =>
        `import threading\ntotal = 3\n\ndef work():\n    print(${name})\n\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\n`,
      'python3 main.py',
    ],
    ['at exit', (name) => `import atexit\ntotal = 3\n\ndef bye():\n    print(${name})\n\natexit.register(bye)\n`, 'python3 main.py'],
    ['another program has the last word', (name) => `total = 3\nprint(${name})\n`, 'python3 main.py; echo done'],
  ];

  test.each(forms)('%s: it is healed', async (_, text, line) => {
    const ran = await heal(text('totl'), line);
    expect(ran).toMatchObject({ ended: 'runs', rounds: [{ problem: { errorType: 'NameError' } }] });
    expect(ran.files.map(({ after }) => after)).toEqual([text('total')]);
  });

  test.each(forms)('%s: where nothing mends it, it is said that it fails', async (_, text, line) => {
    const ran = await heal(text('nothing_like_it'), line);
    expect(ran.ended).not.toBe('runs');
    expect(ran).toMatchObject({ files: [], left: { errorType: 'NameError' } });
  });
});
