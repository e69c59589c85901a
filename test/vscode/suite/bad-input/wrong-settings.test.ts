// Settings full of wrong types: VS Code hands on whatever stands in settings.json. Each wrong one is as if it were not set; the right ones beside it hold.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, apply, closeAll, diagnosticOf, isOurs, menu, openFile, ourFix, pageOf, until } from '../support';

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[] };
}

/** No setting is of these types at once. */
const WRONG: readonly unknown[] = [17, { nested: [null] }, ['x', 4, null], 'no such value', null];

async function setAll(names: readonly string[], value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  for (const name of names) await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}

suite('Settings of wrong types', () => {
  const names = (): readonly string[] => {
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;
    return [manifest.contributes.configuration].flat().flatMap(({ properties }) => Object.keys(properties));
  };
  teardown(async () => {
    await setAll(names(), undefined);
    await closeAll();
  });

  test('whatever all of them are, fixes are offered, pages open, and a right one beside them holds', async () => {
    const all = names();
    assert.ok(all.length > 20);
    for (const [i, value] of WRONG.entries()) {
      await setAll(all, value);
      const document = await openFile(`wrong_${i}.py`, 'saffron = 1\nprint(safron)\n');
      const diagnostic = await diagnosticOf(document, /safron/);
      await ourFix(document, diagnostic);
      assert.match(await pageOf('selfHeal.showDebugInformation'), /Server: running/);
      // Of the wrong ones none hides the right one.
      await setAll(['selfHeal.enabled'], false);
      await until(`turned off beside ${JSON.stringify(value)}`, async () => !(await menu(document, diagnostic.range)).some(isOurs));
      await setAll(['selfHeal.enabled'], true);
      await vscode.window.showTextDocument(document);
      await apply(await ourFix(document, diagnostic));
      assert.equal(document.getText(), 'saffron = 1\nprint(saffron)\n');
    }
  });

  test('each is named with what it takes, what stands there is not, and nothing is named once it is right', async () => {
    const page = (): Promise<string> => pageOf('selfHeal.showDebugInformation');
    assert.doesNotMatch(await page(), /not used/);
    const secret = 'host-of-a-secret';
    const wrong: Readonly<Record<string, unknown>> = {
      'selfHeal.enabled': 'yes',
      'selfHeal.store.maxPairs': 0,
      'selfHeal.autoApply': 'always',
      'selfHeal.exclude.files': ['vendor/', 5],
      'selfHeal.model.baseUrl': secret,
      'selfHeal.lora.options': { r: 'many' },
    };
    for (const [name, value] of Object.entries(wrong)) await setAll([name], value);
    const shown = await page();
    for (const sentence of [
      '“selfHeal.enabled” is not used; it takes true or false.',
      '“selfHeal.store.maxPairs” is not used; it takes a whole number from 1 to 1000000.',
      '“selfHeal.autoApply” is not used; it takes one of "off", "onSave", "onRun".',
      '“selfHeal.exclude.files[1]” is not used; it takes a text, in quotes.',
      '“selfHeal.model.baseUrl” is not used. A base URL begins with http:// or https://.',
      '“selfHeal.lora.options.r” is not used; it takes a whole number, 1 or more.',
    ])
      assert.ok(shown.includes(`- ${sentence}\n`), `${sentence}\n${shown}`);
    assert.ok(!shown.includes(secret));
    await setAll(Object.keys(wrong), undefined);
    assert.doesNotMatch(await page(), /not used/);
  });

  test('a server that is started with them comes up', async () => {
    await setAll(names(), 17);
    await vscode.commands.executeCommand('selfHeal.restartServer');
    const document = await openFile('started.py', 'cinnamon = 1\nprint(cinamon)\n');
    await ourFix(document, await diagnosticOf(document, /cinamon/));
  });
});
