// A person and their adapters: the view, what an adapter's record says, one that is better and one that nobody can tell of, pruning, a training with its dry run.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { BASE, COMPARED, adaptersOf, writeAdapter } from '../support/adapter-folder.ts';
import { writePairs } from '../support/many-pairs.mjs';

const TRAINER = path.resolve(import.meta.dirname, '../support/fake-trainer.mjs');
const PLOT =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200" width="640" height="200"><polyline fill="none" stroke="#3b82c4" stroke-width="2" points="40,20 120,90 240,130 400,150 600,158"/></svg>';

const rows = (page) => page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Adapters"]') }).locator('.monaco-list-row');
const row = (page, text) => rows(page).filter({ hasText: text }).first();
const dialog = (page) => page.locator('.monaco-dialog-box');
const button = (page, text) => dialog(page).locator('.monaco-button', { hasText: text });

function setMachine(vscode, settings) {
  fs.writeFileSync(path.join(vscode.home, 'data', 'Machine', 'settings.json'), JSON.stringify(settings));
}

/** The view is there and open, alone. */
async function openView(person) {
  const { page } = person;
  await page.locator('.activitybar .action-item', { has: page.locator('[aria-label="Self-Heal"]') }).click();
  for (const [name, open] of [
    ['Problems', false],
    ['Learned', false],
    ['Adapters', true],
  ]) {
    const header = page.locator(`.pane-header[aria-label^="${name}"]`).first();
    await header.waitFor();
    if (((await header.getAttribute('aria-expanded')) === 'true') !== open) await header.click();
  }
  await page.mouse.move(900, 500);
}

export const adapters = {
  'adapters-view': {
    what: 'the view Adapters: what it is for, records, one activated, one without evidence, its page, pruned to the trash',
    files: { 'half.py': 'def half(n)\n    return n / 2\n' },
    run: async ({ person, page, workspace }) => {
      await person.open('half.py');
      await person.until('the squiggle', async () => (await person.squiggles()) > 0);
      await openView(person);
      await page.locator('.pane-body', { hasText: 'No adapter yet' }).first().waitFor();
      await person.shot('adapters-1-none-yet');

      const judged = (rate, n) => ({
        success_rate: rate,
        feedback: Array.from({ length: n }, (_, i) => ({
          score: i % 3 === 0 ? 0 : 1,
          text: i % 3 === 0 ? 'rejected: Change ‘cnt’ to ‘count’' : 'accepted: Add the missing import',
          at: `2026-11-2${i % 10}T10:00:00.000Z`,
        })),
      });
      const at = writeAdapter(workspace, 'coder-1b-2026-11-20', {
        description: 'Trained on 312 fixes of this workspace.',
        comparison: COMPARED.better,
        trained_on_pairs: 312,
        priority: 'high',
        training: {
          method: 'sft',
          preset: 'default',
          config: { r: 8, lora_alpha: 16, learning_rate: 0.0002, target_modules: ['all-linear'] },
        },
        metrics: { train_loss: 0.61, eval_loss: 0.57, eval_loss_before: 2.04, train_runtime: 1445, epoch: 3 },
        ...judged(0.83, 12),
      });
      fs.writeFileSync(path.join(at, 'loss.svg'), PLOT);
      writeAdapter(workspace, 'names-only', { comparison: COMPARED.few, trained_on_pairs: 64, error_types: ['NameError'] });
      writeAdapter(workspace, 'old-try', { trained_on_pairs: 55, ...judged(0.31, 9) });
      await row(page, 'coder-1b-2026-11-20').waitFor();
      await row(page, 'old-try').waitFor();
      await row(page, 'coder-1b-2026-11-20').locator('.monaco-tl-twistie').click();
      await row(page, 'Trained on 312 pairs').waitFor();
      await page.mouse.move(900, 500);
      await person.shot('adapters-2-records');

      // Better: one click. What is not known to be better: asked.
      await row(page, 'coder-1b-2026-11-20').hover();
      await row(page, 'coder-1b-2026-11-20').locator('.action-label[aria-label*="Activate Adapter"]').click();
      await person.toast('coder-1b-2026-11-20 is active').waitFor();
      await row(page, 'active · better').waitFor();
      await person.shot('adapters-3-active');
      await person.command('Notifications: Clear All Notifications');
      assert.match(fs.readFileSync(path.join(adaptersOf(workspace), 'active.json'), 'utf8'), /coder-1b-2026-11-20/);

      await row(page, 'names-only').click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Show Adapter Record' }).waitFor();
      await person.shot('adapters-4-menu');
      await page.waitForTimeout(600);
      await page.locator('.monaco-menu .action-item', { hasText: 'Activate Adapter' }).first().click();
      await dialog(page).waitFor();
      await person.shot('adapters-5-not-enough-evidence');
      await button(page, 'Cancel').click();
      assert.match(
        fs.readFileSync(path.join(adaptersOf(workspace), 'active.json'), 'utf8'),
        /coder-1b-2026-11-20/,
        'Cancel leaves all as it was',
      );

      await person.command('Self-Heal: Show Adapter Record');
      await person.pick('coder-1b-2026-11-20').click();
      await page.locator('.tab.active', { hasText: 'Adapter coder-1b' }).waitFor();
      await page.waitForTimeout(2_500);
      await person.shot('adapters-6-record');
      await page.mouse.move(800, 400);
      await page.mouse.wheel(0, 600);
      await person.shot('adapters-7-record-training');

      await person.command('Self-Heal: Prune Adapters…');
      await person.pick('Less often than 50 %').waitFor();
      await page.mouse.move(900, 600);
      await person.shot('adapters-8-prune');
      await person.press('Enter');
      await dialog(page).waitFor();
      await person.shot('adapters-9-prune-asked');
      await button(page, 'Move to Trash').click();
      await person.toast('old-try').waitFor();
      await person.shot('adapters-10-pruned');
      await person.until('it is gone', () => !fs.existsSync(path.join(adaptersOf(workspace), 'old-try')));
      await person.command('Notifications: Clear All Notifications');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Explorer"]') }).click();
    },
  },
  'adapters-train': {
    what: 'Train Adapter: too few pairs, the dry run, progress in terminal and notification, cancelled, failed, done and registered',
    files: { 'mean.py': 'def mean(values)\n    return sum(values) / len(values)\n' },
    run: async ({ person, page, workspace, scratch, vscode, fillYear, cli }) => {
      setMachine(vscode, { 'selfHeal.lora.python': TRAINER });
      await person.open('mean.py');
      await openView(person);
      await person.command('Self-Heal: Train Adapter…');
      await page.locator('.quick-input-widget:visible .quick-input-title', { hasText: 'Base' }).waitFor();
      await person.shot('training-1-base');
      await page.keyboard.type(BASE);
      await person.press('Enter');
      await person.pick('Too few pairs').waitFor();
      await page.mouse.move(900, 700);
      await person.shot('training-2-too-few');
      await person.press('Enter');
      await person.toast('pair').waitFor();
      await person.shot('training-3-too-few-way-on');
      await person.command('Notifications: Clear All Notifications');

      // The path of the view may have left some in this window's folder.
      const registered = () =>
        fs.existsSync(adaptersOf(workspace))
          ? fs.readdirSync(adaptersOf(workspace)).filter((name) => !name.startsWith('.') && !name.endsWith('.json'))
          : [];
      const before = registered();
      fillYear(workspace);
      setMachine(vscode, { 'selfHeal.lora.python': TRAINER, 'selfHeal.lora.model': BASE });
      await page.waitForTimeout(2_000);
      // A year of the same few mistakes, over and over: next to none is left to learn from.
      await person.command('Self-Heal: Train Adapter…');
      await person.pick('left to learn from').waitFor();
      await page.mouse.move(900, 700);
      await person.shot('training-3-next-to-none');
      await person.press('Escape');
      await person.press('Escape');

      const pairs = path.join(scratch, 'pairs.jsonl');
      writePairs(pairs, 200);
      cli(workspace, 'pairs', 'prune', '--keep', '1');
      cli(workspace, 'pairs', 'import', pairs);
      const begin = async () => {
        await person.command('Self-Heal: Train Adapter…');
        await person.pick('It becomes the adapter').waitFor();
      };
      await begin();
      await page.mouse.move(900, 700);
      await person.shot('training-4-dry-run');
      await person.press('Enter');
      await page.locator('.terminal-wrapper.active .xterm-rows').first().waitFor();
      await person.until('steps', async () => /step +[0-9]+ of 40/.test(await person.terminalText()));
      await page.waitForTimeout(3_000);
      await person.shot('training-5-progress');
      await page.locator('.notification-toast .monaco-button', { hasText: 'Cancel' }).first().click();
      await person.until('it is cancelled', async () => /[Cc]ancelled/.test(await person.terminalText()));
      await person.shot('training-6-cancelled');
      assert.deepEqual(registered(), before, 'nothing is half registered');

      fs.writeFileSync(path.join(workspace, 'fail'), '');
      await begin();
      await person.press('Enter');
      await person.toast('lower the learning rate').waitFor({ timeout: 60_000 });
      await person.shot('training-7-failed');
      await person.command('Notifications: Clear All Notifications');
      fs.rmSync(path.join(workspace, 'fail'));

      await begin();
      await person.press('Enter');
      await person.toast('is trained on').waitFor({ timeout: 60_000 });
      await person.shot('training-8-done');
      await row(page, 'coder-1b').waitFor();
      const [id] = fs.readdirSync(adaptersOf(workspace)).filter((name) => name.startsWith('coder-1b') && !before.includes(name));
      assert.ok(fs.existsSync(path.join(adaptersOf(workspace), id, 'adapter_model.safetensors')));
      await person.toast('is trained on').locator('.monaco-button', { hasText: 'Show Record' }).click();
      await page.locator('.tab.active', { hasText: 'Adapter coder-1b' }).waitFor();
      // The page is a web view, which hands keys on only once it is loaded.
      await page.waitForTimeout(2_500);
      await page
        .locator('.part.panel .action-label[aria-label^="Hide Panel"], .part.panel .action-label[aria-label^="Close Panel"]')
        .first()
        .click();
      await page.mouse.move(800, 400);
      await page.mouse.wheel(0, 500);
      await person.shot('training-9-record');
      await person.command('View: Close All Editors');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Explorer"]') }).click();
    },
  },
};

export const adaptersUntrusted = {
  'adapters-untrusted': {
    what: 'the view Adapters in a folder that is not trusted: it says that nothing is trained or loaded',
    files: { 'tidy.py': 'def tidy(text)\n    return text\n' },
    run: async ({ person, page, workspace }) => {
      writeAdapter(workspace, 'fixes');
      await person.open('tidy.py');
      await openView(person);
      await page.locator('.pane-body', { hasText: 'nothing is trained or loaded' }).first().waitFor();
      assert.equal(await person.offersCommand('Self-Heal: Train Adapter…'), false);
      await person.shot('adapters-11-untrusted');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Explorer"]') }).click();
    },
  },
};
