// The editor's own models: another extension offers some, and a heal asks one, without system messages and within a time.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { replyTo } from '../../support/healing-model-server';
import type { AskedModel, TestModels } from '../host/extensions/second-provider/models';
import { answerPlan, closeAll, diagnosticOf, openFile, pageOf, pause, previewOpen, setting, until } from './support';

const COUNT = 'def mean(values):\n    total = sum(values)\n    return total / cnt\n';

suite("The editor's own models", () => {
  let models: TestModels;
  suiteSetup(async function () {
    const extension = vscode.extensions.getExtension<TestModels>('self-heal-tests.test-second-provider');
    assert.ok(extension);
    models = await extension.activate();
    // An editor of before models could be offered has none.
    const offered = await until('the models are offered', async () => (await vscode.lm.selectChatModels()).length > 0, 5_000).catch(
      () => false,
    );
    if (!offered) this.skip();
  });
  setup(async () => {
    models.answer = undefined;
    models.asked.length = 0;
    await setting('model.provider', 'editor');
    await setting('model.name', 'test-models/good');
    await pause(300);
  });
  teardown(async () => {
    for (const name of ['provider', 'name']) await setting(`model.${name}`, undefined);
    await closeAll();
  });

  async function* asTheServer({ messages }: AskedModel): AsyncGenerator<string> {
    yield replyTo(
      { mode: 'answer', find: /return total \/ cnt/, replace: (line) => line.replace('cnt', 'len(values)') },
      JSON.stringify({ messages }),
    );
  }
  const heal = async (document: vscode.TextDocument): Promise<void> => {
    const { range } = await diagnosticOf(document, /cnt/);
    await vscode.commands.executeCommand('selfHeal.healWithModel', document.uri.toString(), range.start.line);
  };

  test('one heals, and is sent no system message', async () => {
    models.answer = asTheServer;
    const document = await openFile('mean_of.py', COUNT);
    const done = heal(document);
    await until('the preview', previewOpen);
    await answerPlan('apply', () => !previewOpen());
    await done;
    assert.equal(document.getText(), COUNT.replace('cnt', 'len(values)'));
    const [asked] = models.asked;
    assert.equal(asked?.id, 'good');
    assert.deepEqual(new Set(asked?.messages.map(({ role }) => role)), new Set(['user']));
    assert.match(await pageOf('selfHeal.showLastRequest'), /to test-models\/good at the editor \(test-models\)/);
  });

  test('one that does not take our options is asked without them', async () => {
    models.answer = async function* (asked): AsyncGenerator<string> {
      if (Object.keys(asked.options).length > 0) throw new Error('temperature is not supported');
      yield* asTheServer(asked);
    };
    const document = await openFile('mean_of.py', COUNT);
    const done = heal(document);
    await until('the preview', previewOpen);
    await answerPlan('apply', () => !previewOpen());
    await done;
    assert.deepEqual(
      models.asked.map(({ options }) => Object.keys(options).length > 0),
      [true, false],
    );
  });

  test('what it refuses is said in words, and changes nothing', async () => {
    const document = await openFile('mean_of.py', COUNT);
    for (const [thrown, said] of [
      [vscode.LanguageModelError.Blocked('quota of today'), /takes no more requests from you now.*quota of today/],
      [vscode.LanguageModelError.NoPermissions('no'), /may not use test-models\/good/],
      [new Error('the line is dead'), /gave no answer.*the line is dead/],
    ] as const) {
      models.answer = async function* (): AsyncGenerator<string> {
        throw thrown;
      };
      await heal(document);
      assert.ok(!previewOpen());
      assert.equal(document.getText(), COUNT);
      assert.match(await pageOf('selfHeal.showLastRequest'), said);
      await vscode.window.showTextDocument(document);
    }
  });

  test('a model that is not there is named', async () => {
    await setting('model.name', 'test-models/none');
    await pause(300);
    const document = await openFile('mean_of.py', COUNT);
    await heal(document);
    assert.equal(models.asked.length, 0);
    assert.match(await pageOf('selfHeal.showLastRequest'), /The editor has no model test-models\/none now/);
  });
});
