// The two tools for models, called as the editor's chat calls them; and the server that is offered to the editor's clients of the Model Context Protocol.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, EXTENSION, openFile, until, workspaceRoot } from './support';

const ERROR = 'TypeError: can only concatenate str (not "int") to str';
const BROKEN = 'age = 3\nprint("age: " + age)\n';
const MENDED = 'age = 3\nprint("age: " + str(age))\n';

async function call(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

suite('Tools for models', () => {
  teardown(closeAll);

  test('the editor knows both, with the words for a model', async () => {
    const tools = await until('the tools', () => {
      const found = vscode.lm.tools.filter(({ name }) => name === 'heal_error' || name === 'find_past_fix');
      return found.length === 2 ? found : false;
    });
    for (const { description, inputSchema } of tools) {
      assert.match(description, /Call it /);
      assert.ok(inputSchema && 'properties' in inputSchema);
    }
  });

  test('heal_error shows a checked fix of an unsaved text and changes nothing', async () => {
    const document = await openFile('tool.py', 'age = 3\n');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), BROKEN);
    await vscode.workspace.applyEdit(edit);
    const text = await call('heal_error', {
      error: `Traceback (most recent call last):\n  File "${document.fileName}", line 2, in <module>\n    print("age: " + age)\n${ERROR}\n`,
    });
    assert.match(text, /^Fix for TypeError at .*tool\.py:2: /);
    assert.ok(text.includes('+print("age: " + str(age))'), text);
    assert.match(text, /Nothing was changed\. Next: apply the diff/);
    assert.equal(document.getText(), BROKEN);
  });

  test('with apply the fix is put in as one undo step, and find_past_fix knows it', async () => {
    const document = await openFile('applied.py', BROKEN);
    const text = await call('heal_error', { error: ERROR, file: document.fileName, line: 2, apply: true });
    assert.match(text, /The fix is in .*applied\.py\. Next: run what failed again/);
    assert.equal(document.getText(), MENDED);
    const past = await until('the pair', async () => {
      const found = await call('find_past_fix', { error: ERROR });
      return found.includes('str(age)') ? found : false;
    });
    assert.match(past, /^(?:One fix|\d fixes) of such an error/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), BROKEN);
  });

  test('a wrong call is told what to do instead', async () => {
    for (const [input, words] of [
      [{ error: ERROR, file: 'applied.py' }, /is no absolute path\. Perhaps '.*applied\.py' is meant/],
      [{ error: ERROR, file: '/etc/hosts.py' }, /is outside the workspace/],
      [{ error: ERROR, file: path.join(workspaceRoot(), 'none.py') }, /There is no such file/],
      [{ error: ERROR }, /The error names no file of this workspace/],
    ] as const)
      await assert.rejects(call('heal_error', input), words);
  });

  test('the server for other clients is what the editor is offered, and it starts', () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension);
    const { contributes } = extension.packageJSON as { contributes: { mcpServerDefinitionProviders: readonly { id: string }[] } };
    assert.deepEqual(
      contributes.mcpServerDefinitionProviders.map(({ id }) => id),
      ['selfHeal'],
    );
    const message = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    };
    const program = path.join(extension.extensionPath, 'dist', 'server.js');
    const said = execFileSync(process.execPath, [program, 'mcp', '--workspace', workspaceRoot()], {
      input: `${JSON.stringify(message)}\n`,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      timeout: 30_000,
      encoding: 'utf8',
    });
    const { result } = JSON.parse(said.trim().split('\n')[0] ?? '{}') as { result: { serverInfo: { name: string } } };
    assert.equal(result.serverInfo.name, 'self-heal');
  });
});
