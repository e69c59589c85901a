// Heal With Model against a server on this machine: a heal, what was sent, a limit, garbage, no server. Nothing is sent unless it is asked for.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { healingModelServer, type HealingModelServer } from '../../support/healing-model-server';
import {
  answerPlan,
  closeAll,
  diagnosticOf,
  gone,
  hasSandbox,
  isOurs,
  menu,
  openFile,
  pageOf,
  pause,
  previewOpen,
  setting,
  until,
} from './support';

export const MEAN = 'def mean(values):\n    total = sum(values)\n    return total / cnt\n\n\nprint(mean([1, 2, 3]))\n';
export const HEALED_MEAN = MEAN.replace('cnt', 'len(values)');

async function configure(url: string): Promise<void> {
  await setting('model.baseUrl', url);
  await setting('model.name', 'test-model');
  await pause(300);
}

suite('Heal With Model', () => {
  let server: HealingModelServer;
  setup(async () => {
    server = await healingModelServer();
    server.find = /return total \/ cnt/;
    server.replace = (line) => line.replace('cnt', 'len(values)');
  });
  teardown(async () => {
    for (const name of ['baseUrl', 'name', 'limits', 'prices']) await setting(`model.${name}`, undefined);
    await closeAll();
    await server.stop();
  });

  const heal = async (document: vscode.TextDocument): Promise<void> => {
    const { range } = await diagnosticOf(document, /cnt/);
    await vscode.commands.executeCommand('selfHeal.healWithModel', document.uri.toString(), range.start.line);
  };

  test('stands behind our own fixes only when a model is set, and nothing is sent by opening the menu', async () => {
    const document = await openFile('offer.py', 'ribbon = 1\nprint(ribon)\n');
    const diagnostic = await diagnosticOf(document, /ribon/);
    const offered = async (): Promise<number> =>
      (await menu(document, diagnostic.range)).findIndex((action) => action.command?.command === 'selfHeal.healWithModel');
    assert.equal(await offered(), -1);
    await configure(server.url);
    const at = await until('it is offered', async () => Math.max(0, await offered()));
    assert.ok((await menu(document, diagnostic.range)).slice(at + 1).every((action) => !isOurs(action)));
    assert.deepEqual(server.requests, []);
  });

  test('a heal after a preview; then what was sent can be read, word for word', async () => {
    const document = await openFile('mean.py', MEAN);
    await configure(server.url);
    const done = heal(document);
    await until('the preview', previewOpen);
    assert.equal(document.getText(), MEAN, 'nothing is changed before the person agrees');
    await answerPlan('apply', () => !previewOpen());
    await done;
    assert.equal(document.getText(), HEALED_MEAN);
    await gone(document, /cnt/);
    const page = await pageOf('selfHeal.showLastRequest');
    const [sent] = server.requests;
    const { messages } = JSON.parse(sent?.body ?? '{}') as { messages: readonly { content: string }[] };
    for (const { content } of messages) assert.ok(page.includes(content), `it holds what was sent:\n${page}`);
    assert.match(page, new RegExp(`to test-model at ${server.host}`));
    assert.match(page, /len\(values\)/, 'and the answer');
    assert.ok(server.requests.every(({ url }) => url.startsWith('/v1/')));
  });

  test('Run and Heal goes on to it where rules end, when the person has said so; then nothing is asked again until that is forgotten', async function () {
    if (!hasSandbox()) this.skip();
    const text =
      '# pyright: basic, reportUndefinedVariable=false\ndef mean(values):\n    return sum(values) / share\n\n\nprint(mean([1, 2, 3]))\n';
    server.find = /return sum\(values\) \/ share/;
    server.replace = (line) => line.replace('share', 'len(values)');
    const document = await openFile('shares_of.py', text);
    await configure(server.url);
    const planOpen = (): boolean =>
      vscode.window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label.startsWith('Run and Heal: ')));
    for (const answers of [true, false]) {
      const done = vscode.commands.executeCommand('selfHeal.runAndHeal', document.uri);
      if (answers) {
        await pause(4_000);
        assert.ok(!planOpen());
        assert.deepEqual(server.requests, [], 'nothing is sent before the answer');
        // The question's second line: always in this workspace.
        await until('the plan', async () => {
          if (server.requests.length === 0) {
            await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
            await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          }
          return planOpen();
        });
      } else await until('the plan', planOpen);
      await answerPlan('discard', () => !planOpen());
      await done;
      assert.equal(document.getText(), text);
    }
    await vscode.commands.executeCommand('selfHeal.askAgainBeforeModel');
    const asked = server.requests.length;
    const done = vscode.commands.executeCommand('selfHeal.runAndHeal', document.uri);
    await pause(4_000);
    assert.equal(server.requests.length, asked);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal(server.requests.length, asked, 'a question that is closed is a no');
    assert.ok(!planOpen());
  });

  test('a limit that is reached ends it before anything is sent', async () => {
    const document = await openFile('mean.py', MEAN);
    await setting('model.limits', { tokensPerDay: 5 });
    await configure(server.url);
    await heal(document);
    assert.ok(!previewOpen());
    assert.equal(document.getText(), MEAN);
    assert.deepEqual(server.requests, []);
  });

  for (const mode of ['garbage', 'broke', 'empty'] as const) {
    test(`a server that is ${mode} changes nothing`, async () => {
      const document = await openFile('mean.py', MEAN);
      server.mode = mode;
      await configure(server.url);
      await heal(document);
      assert.ok(server.requests.length > 0);
      assert.ok(!previewOpen());
      assert.equal(document.getText(), MEAN);
    });
  }

  test('a fix that does not hold is not offered', async () => {
    const document = await openFile('mean.py', MEAN);
    server.mode = 'wrong';
    await configure(server.url);
    await heal(document);
    assert.ok(!previewOpen());
    assert.equal(document.getText(), MEAN);
  });

  test('no server there changes nothing', async () => {
    await server.stop();
    const document = await openFile('mean.py', MEAN);
    await configure(server.url);
    await heal(document);
    assert.equal(document.getText(), MEAN);
    server = await healingModelServer();
  });
});
