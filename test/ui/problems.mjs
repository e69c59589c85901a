// The view Problems as a person uses it: a crash and a squiggle are listed with what is known of them, found by VS Code's own search, walked by key, healed from the row, dismissed.
import assert from 'node:assert/strict';

const CRASH = '# pyright: reportUndefinedVariable=false\nages = {"ann": 31}\nprint(sum(agse.values()))\n';
const rows = (page) => page.locator('.pane', { has: page.locator('[aria-label^="Problems"]') }).locator('.monaco-list-row');
const row = (page, text) => rows(page).filter({ hasText: text }).first();

export const problems = {
  'problems-view': {
    what: 'the view Problems: empty, then a crash and a squiggle; numbers of the status; search, Next Fix, heal, undo, dismiss',
    files: { 'calm.py': 'print(1)\n', 'crash.py': CRASH, 'lamp.py': 'lighthouse = 1\nprint(lighthuse)\n' },
    run: async ({ person, page }) => {
      // A text without a mistake first: the view says what will appear.
      await person.open('calm.py');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Self-Heal"]') }).click();
      await page.locator('.pane-body', { hasText: 'no fix is waiting' }).first().waitFor();
      await person.shot('problems-1-nothing-yet');

      await person.open('lamp.py');
      await row(page, 'lamp.py:2').waitFor();
      await person.terminal();
      await person.type('python3 crash.py');
      await row(page, 'crash.py:3').waitFor();
      await person.type('python3 crash.py');
      await person.until('seen twice', async () => /2 times/.test(await row(page, 'crash.py:3').innerText()));
      assert.match(await rows(page).first().innerText(), /agse/, 'the newest is first');
      // As many rows as the status item says.
      await person.until('its fix', async () => /2 fixes, 1 failure/.test(await person.status().innerText()));
      await page.locator('.pane-header', { hasText: '2 fixes, 1 failure' }).first().waitFor();
      assert.equal(await rows(page).count(), 2);
      await person.closePanel();
      await row(page, 'agse').hover();
      await page.locator('.monaco-hover', { hasText: 'Seen by the command python3 crash.py' }).first().waitFor();
      await person.shot('problems-2-rows');

      // VS Code's own search in a tree.
      await row(page, 'agse').click();
      await page.waitForSelector('.tab.active[data-resource-name="crash.py"]');
      await person.press('Control+Alt+f');
      await page.locator('.monaco-tree-type-filter:visible input').waitFor();
      await page.keyboard.type('lighthuse');
      await person.until('one row is found', async () =>
        /lighthuse/.test(
          await page.locator('.pane .monaco-list-row.focused, .pane .monaco-highlighted-label .highlight').first().innerText(),
        ),
      );
      await person.shot('problems-3-search');
      await person.press('Escape');

      // By key from this file to the next.
      await person.clickLine('ages = ', 20);
      await person.until('line 2', async () => /Ln 2/.test(await page.locator('.statusbar').innerText()));
      await person.press('Control+F8');
      await person.until('line 3', async () => /Ln 3/.test(await page.locator('.statusbar').innerText()));
      await person.press('Control+F8');
      await page.waitForSelector('.tab.active[data-resource-name="lamp.py"]');

      await row(page, 'lighthuse').hover();
      await row(page, 'lighthuse').locator('.action-label[aria-label="Heal"]').click();
      await person.until('it is healed', async () => (await person.squiggles()) === 0);
      await person.toast('Healed').waitFor();
      await person.until('its row is gone', async () => (await rows(page).count()) === 1);
      await person.shot('problems-4-healed');
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Undo' }).click();
      await person.until('the squiggle is back', async () => (await person.squiggles()) === 1);
      // What was refused just now is not offered at once again; the row and the status agree on that, too.
      await person.until('the numbers agree', async () => {
        const [said] = /\d+ fix(es)?, 1 failure/.exec(await person.status().innerText()) ?? [];
        return said !== undefined && (await page.locator('.pane-header', { hasText: said }).count()) === 1;
      });

      await row(page, 'agse').locator('.monaco-tl-twistie').click();
      await row(page, 'Seen by').waitFor();
      await page.mouse.move(900, 400);
      await person.shot('problems-5-record');
      await row(page, 'agse').hover();
      await row(page, 'agse').locator('.action-label[aria-label="Dismiss"]').click();
      await person.until('it is dismissed', async () => !/failure/.test(await person.status().innerText()));
      await person.status().click();
      await person.pick('Show Problems').waitFor();
      await person.shot('problems-6-actions');
      await person.press('Escape');
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.command('View: Show Explorer').catch(() => undefined);
    },
  },
};
