// The model, as a person meets it: set up in steps, asked, cancelled, at its limit, read afterwards, gone on to where rules end, removed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const MEAN = 'def mean(values):\n    total = sum(values)\n    return total / cnt\n\n\nprint(mean([1, 2, 3]))\n';
// Only a run shows it, and no rule knows what was meant.
const SHARES = `# pyright: basic, reportUndefinedVariable=false
def mean(values):
    return sum(values) / share


print(mean([1, 2, 3]))
`;
// Each path has a mistake of its own: what one has taught is no matter of the next.
const HALF = 'def half(values):\n    return values[: size / 2]\n\n\nprint(half([4, 6]))\n';
const LIMIT = 'def rate(total):\n    return total / quota\n\n\nprint(rate(3))\n';
const KEY = 'sk-of-the-person-0123456789';

/** What a person's own settings hold for us now. */
function settingsOf(vscode) {
  const all = ['User', 'Machine'].map((name) => {
    const file = path.join(vscode.home, 'data', name, 'settings.json');
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  });
  return Object.fromEntries(all.flatMap(Object.entries).filter(([name]) => name.startsWith('selfHeal.')));
}

function setModel(vscode, settings) {
  fs.writeFileSync(path.join(vscode.home, 'data', 'Machine', 'settings.json'), JSON.stringify(settings));
}

const withModel = (model, more = {}) => ({ 'selfHeal.model.baseUrl': model.url, 'selfHeal.model.name': 'test-model', ...more });

/** The server as it is at first: knows how a mean is made. */
function fresh(model) {
  Object.assign(model, {
    mode: 'answer',
    aborted: 0,
    key: undefined,
    models: ['test-model', 'test-model-small'],
    find: /return total \/ cnt/,
  });
  model.replace = (line) => line.replace('cnt', 'len(values)');
  model.requests.length = 0;
}

/** The list or the input of a step is there. */
async function step(person, title) {
  await person.page.mouse.move(800, 600); // off the list: a hover would cover it
  await person.page.locator('.quick-input-widget:visible .quick-input-title', { hasText: title }).waitFor({ timeout: 30_000 });
  await person.page.waitForTimeout(300);
}

const typeAndEnter = async (person, text) => {
  await person.page.keyboard.type(text);
  await person.page.waitForTimeout(300);
  await person.press('Enter');
};

/** The command, for the file that is open. */
async function runAndHeal(person) {
  await person.command('Self-Heal: Run and Heal');
}

export const models = {
  'model-set-up': {
    what: 'Set Up Model: places, a wrong address, a key that is wanted, the models, one call; Escape at any step leaves all as it was',
    files: { 'mean.py': MEAN },
    run: async ({ person, page, model, vscode }) => {
      fresh(model);
      model.key = KEY;
      setModel(vscode, {});
      await page.waitForTimeout(1_000);
      const before = JSON.stringify(settingsOf(vscode));
      await person.open('mean.py');
      assert.equal(await person.offersCommand('Self-Heal: Heal With Model'), false, 'not there without a model');
      assert.equal(await person.offersCommand('Self-Heal: Remove Model…'), false);

      await person.command('Self-Heal: Show Last Request');
      await person.toast('Nothing was sent to a model in this window').waitFor();
      await person.command('Notifications: Clear All Notifications');

      await person.command('Self-Heal: Set Up Model…');
      await step(person, 'where is it?');
      await person.until(
        'the search has ended',
        async () => (await page.locator('.quick-input-widget input[placeholder^="Looking"]').count()) === 0,
      );
      await person.shot('n01-places');
      await person.press('Escape');

      await person.command('Self-Heal: Set Up Model…');
      await step(person, 'where is it?');
      await typeAndEnter(person, 'another base');
      await step(person, 'Another base URL');
      await typeAndEnter(person, 'localhost:9');
      await page.locator('.quick-input-message', { hasText: 'begins with http' }).waitFor();
      await person.shot('n02-wrong-address');
      await person.press('Control+a');
      await typeAndEnter(person, model.url);
      await step(person, 'which model');
      await person.shot('n03-wants-a-key');
      await person.press('Enter');
      await step(person, 'the key');
      await person.shot('n04-key');
      await typeAndEnter(person, KEY);
      await step(person, 'which model');
      await person.pick('test-model-small').waitFor();
      await person.shot('n05-models');
      assert.equal(model.requests.length, 0, 'no model is asked before one is chosen');
      await person.press('Enter');
      await step(person, 'test-model answers');
      await person.shot('n06-tried');
      assert.equal(model.requests.length, 1);
      assert.ok(!/mean|values/.test(model.requests[0].body), 'nothing of the workspace is in it');
      await person.press('Escape');
      await page.waitForTimeout(800);
      assert.equal(JSON.stringify(settingsOf(vscode)), before, 'Escape at the last step leaves all as it was');
      assert.equal(await person.offersCommand('Self-Heal: Heal With Model'), false);

      await person.command('Self-Heal: Set Up Model…');
      await step(person, 'where is it?');
      await typeAndEnter(person, 'another base');
      await step(person, 'Another base URL');
      await typeAndEnter(person, model.url);
      await step(person, 'which model');
      await person.press('Enter');
      await step(person, 'the key'); // the one of before was not kept
      await typeAndEnter(person, KEY);
      await step(person, 'which model');
      await person.pick('test-model-small').waitFor();
      await person.press('Enter');
      await step(person, 'test-model answers');
      await person.press('Enter');
      await person.toast('is set up').waitFor();
      await person.shot('n07-set-up');
      const now = settingsOf(vscode);
      assert.equal(now['selfHeal.model.baseUrl'], model.url);
      assert.equal(now['selfHeal.model.name'], 'test-model');
      assert.ok(!JSON.stringify(now).includes(KEY), 'the key is in no settings file');
      await person.command('Notifications: Clear All Notifications');

      await person.clickLine('return total', 172);
      await person.command('Self-Heal: Heal With Model');
      await person.planOpen('test-model: ');
      assert.equal(model.requests.at(-1).headers.authorization, `Bearer ${KEY}`);
      await person.press('Escape');
      await person.previewGone();

      await person.command('Self-Heal: Remove Model…');
      await person.pick('and its key').waitFor();
      await person.shot('n08-remove');
      await person.press('Enter');
      await person.toast('is removed').waitFor();
      assert.equal(settingsOf(vscode)['selfHeal.model.name'], undefined);
      await person.until('it is offered no more', async () => !(await person.offersCommand('Self-Heal: Heal With Model')));
    },
  },

  'model-of-the-editor': {
    what: "a model of the editor's own is set up and asked",
    files: { 'mean.py': MEAN },
    run: async ({ person, page, vscode }) => {
      setModel(vscode, {});
      await page.waitForTimeout(1_000);
      await person.command('Self-Heal: Set Up Model…');
      await step(person, 'where is it?');
      await person.pick('test-models').waitFor();
      await typeAndEnter(person, 'test-models');
      await step(person, 'which model');
      await person.shot('n10-editor-models');
      await typeAndEnter(person, 'good');
      await step(person, 'answers');
      await person.shot('n11-editor-tried');
      await person.press('Enter');
      await person.toast('is set up').waitFor();
      assert.equal(settingsOf(vscode)['selfHeal.model.provider'], 'editor');
      assert.equal(settingsOf(vscode)['selfHeal.model.name'], 'test-models/good');
      setModel(vscode, {});
    },
  },

  model: {
    what: 'Heal With Model: a heal after a preview, a cancel midway, garbage; nothing is sent before; then what was sent can be read',
    files: { 'mean.py': MEAN },
    run: async ({ person, page, model, read, vscode }) => {
      fresh(model);
      setModel(vscode, withModel(model));
      await page.waitForTimeout(1_500);
      await person.open('mean.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('return total', 172);
      const menu = await person.quickFixMenu(/Heal with the model/);
      await person.shot('m1-menu');
      assert.equal(
        menu.at(-1),
        menu.find((text) => /Heal with the model/.test(text)),
        menu.join(' | '),
      );
      assert.equal(model.requests.length, 0, 'nothing is sent before it is chosen');

      model.mode = 'stall';
      await person.pickAction('Heal with the model');
      await person.until('the request is there', () => model.requests.length === 1);
      await person.toast('test-model').waitFor();
      await person.shot('m2-asking');
      await person.toast('test-model').locator('.monaco-button', { hasText: 'Cancel' }).click();
      await person.until('the request is ended', () => model.aborted === 1);
      await page.waitForTimeout(500);
      assert.equal(await person.planRow('Apply').count(), 0);
      assert.equal(await page.locator('.notification-toast').count(), 0, 'who cancels needs no telling');
      assert.equal(read('mean.py'), MEAN);

      model.mode = 'garbage';
      await person.command('Self-Heal: Heal With Model');
      await person.toast('a web page').waitFor({ timeout: 30_000 });
      await person.shot('m3-garbage');
      await person.command('Notifications: Clear All Notifications');

      model.mode = 'answer';
      await person.clickLine('return total', 172);
      await person.command('Self-Heal: Heal With Model');
      await person.planOpen('test-model: ');
      await person.shot('m4-preview');
      await person.press('Enter');
      await person.previewGone();
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      await person.save();
      await person.until('it is saved', () => /total \/ len\(values\)/.test(read('mean.py')));
      await person.shot('m5-healed');
      assert.ok(model.requests.every(({ url }) => url.startsWith('/v1/')));

      await person.command('Self-Heal: Show Last Request');
      await page.waitForSelector('.tab.active[data-resource-name^="Last Request"]');
      await page.locator('.editor-instance .view-line', { hasText: 'to test-model at 127.0.0.1' }).first().waitFor();
      await person.shot('m6-last-request');
      setModel(vscode, {});
    },
  },

  'model-limit': {
    what: "the day's limit is reached: a sentence, and the way to the setting",
    files: { 'limit.py': LIMIT },
    run: async ({ person, page, model, vscode }) => {
      fresh(model);
      setModel(vscode, withModel(model, { 'selfHeal.model.limits': { tokensPerDay: 10 } }));
      await page.waitForTimeout(1_500);
      await person.open('limit.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('return total', 172);
      await person.command('Self-Heal: Heal With Model');
      await person.toast('limit of 10 tokens').waitFor();
      await person.shot('o1-limit');
      assert.equal(model.requests.length, 0);
      await person.toast('limit of 10 tokens').locator('.monaco-button', { hasText: 'Open Setting' }).click();
      await page.locator('.settings-editor .setting-item-label', { hasText: 'Limits' }).first().waitFor();
      await page.waitForTimeout(1_000);
      await person.shot('o2-setting');
      setModel(vscode, {});
    },
  },

  'model-going-on': {
    what: 'Run and Heal goes on to the model where rules end: asked once, remembered, and forgotten again; then Heal This File',
    files: { 'shares.py': SHARES, 'half.py': HALF },
    run: async ({ person, page, model, vscode }) => {
      fresh(model);
      model.find = /return sum\(values\) \/ share/;
      model.replace = (line) => line.replace('/ share', '/ len(values)');
      setModel(vscode, {});
      await page.waitForTimeout(1_000);
      await person.open('shares.py');
      // Without a model nothing is asked.
      await runAndHeal(person);
      await person
        .toast(/No fix|fails/)
        .first()
        .waitFor({ timeout: 60_000 });
      await person.command('Notifications: Clear All Notifications');

      setModel(vscode, withModel(model));
      await page.waitForTimeout(1_500);
      await runAndHeal(person);
      await step(person, 'No rule heals');
      await person.shot('p1-going-on');
      assert.equal(model.requests.length, 0, 'nothing is sent before the answer');
      // Escape: not now, and nothing is remembered.
      await person.press('Escape');
      await person
        .toast(/No fix|fails/)
        .first()
        .waitFor({ timeout: 60_000 });
      assert.equal(model.requests.length, 0);
      await person.command('Notifications: Clear All Notifications');

      await runAndHeal(person);
      await step(person, 'No rule heals');
      await typeAndEnter(person, 'Always');
      await person.planOpen('Run and Heal: ');
      await person.shot('p2-plan');
      assert.ok(model.requests.length > 0);
      await person.press('Escape');
      await person.planGone();

      // Asked once.
      await runAndHeal(person);
      await person.planOpen('Run and Heal: ');
      await person.untick('as the model proposes'); // it is not ticked by itself: a person looks at a model's change first
      await person.press('Control+Enter');
      await person.planGone();
      await person.toast('Healed').waitFor();
      await person.shot('p3-healed');
      await person.command('Notifications: Clear All Notifications');
      await page.locator('.editor-instance .view-line', { hasText: 'len(values)' }).waitFor();

      await person.command('Self-Heal: Ask Again Before Going On to the Model');
      await person.toast('Forgotten').waitFor();
      await person.command('Notifications: Clear All Notifications');

      model.find = /size \/ 2/;
      model.replace = (line) => line.replace('size / 2', 'len(values) // 2');
      await person.open('half.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.command('Self-Heal: Heal This File');
      await step(person, 'No rule heals');
      await person.shot('p4-heal-this-file');
      await person.press('Enter');
      await person.planOpen('Heal half.py');
      await person.shot('p5-preview');
      await person.press('Control+Enter');
      assert.equal(await person.planRow('Nothing is ticked').count(), 1, 'what a person has to look at is not applied by a key alone');
      await person.untick('as the model proposes');
      await person.press('Control+Enter');
      await person.previewGone();
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      setModel(vscode, {});
    },
  },
};
