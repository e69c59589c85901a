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

function heal(text: string): Promise<HealedCommand> {
  fs.writeFileSync(path.join(root, 'main.py'), text);
  const rerunner = new Rerunner();
  const command = { line: 'python3 main.py', cwd: root };
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
