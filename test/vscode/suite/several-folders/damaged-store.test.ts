// A pair store that can't be read: it is said, and set aside only on the person's word; then a new one begins.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, openFile, ourFix, pageOf, pause, until } from '../support';
import { pathOf } from './folders';

const DAMAGED = Buffer.from('This is no database, although it is called one.'.repeat(100));

const files = (): readonly string[] => fs.readdirSync(path.join(pathOf('app'), '.self-heal'));
const statusSentence = async (): Promise<string> => /^- Status: (.*)$/m.exec(await pageOf('selfHeal.showDebugInformation'))?.[1] ?? '';

async function acceptFix(name: string): Promise<void> {
  const document = await openFile(name, 'basket = 1\nprint(baskt)\n', pathOf('app'));
  await apply(await ourFix(document, await diagnosticOf(document, /baskt/)));
}

suite('A damaged store', () => {
  teardown(closeAll);

  test('is said to be damaged and left as it is; set aside, a new one begins and the trouble is over', async () => {
    const folder = path.join(pathOf('app'), '.self-heal');
    const store = path.join(folder, 'pairs.db');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(store, DAMAGED);
    await acceptFix('first-pair.py');
    const sentence = await until('the status speaks of the store', async () => {
      const said = await statusSentence();
      return said.includes('pairs.db') && said;
    });
    assert.match(sentence, /damaged|not a pair store/);
    assert.deepEqual(fs.readFileSync(store), DAMAGED);

    await vscode.commands.executeCommand('selfHeal.setStoreAside');
    const aside = await until('it is set aside', () => files().find((name) => /^pairs\.corrupt-.*\.db$/.test(name)));
    assert.deepEqual(fs.readFileSync(path.join(folder, aside)), DAMAGED);
    await until('the trouble is over', async () => !(await statusSentence()).includes('pairs.db'));

    await acceptFix('second-pair.py');
    await until(
      'a new store has begun',
      () => fs.existsSync(store) && fs.readFileSync(store).subarray(0, 15).toString() === 'SQLite format 3',
    );

    await vscode.commands.executeCommand('selfHeal.setStoreAside');
    await pause(500);
    assert.equal(files().filter((name) => name.startsWith('pairs.corrupt-') && name.endsWith('.db')).length, 1, 'a good store stays');
    assert.ok(fs.existsSync(store));
  });
});
