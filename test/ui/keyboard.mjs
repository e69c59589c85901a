// The main ways through Self-Heal by keys alone: from a problem to its fix and back, a plan, the rows of the views and their menus, the report. No mouse is used; the page counts.
import assert from 'node:assert/strict';

const BASKET = 'basket = 1\nprint(baskt)\n';
const BILLS = `def total(prices):
    sum = 0
    for price in prices:
        sum += pirce
    return sum


print(toatl([1, 2, 3]))
`;

const STOCK = 'quantity = 3\nprint(quantty)\n';

/** Counts what only a mouse does. */
const countMice = (page) =>
  page.evaluate(() => {
    globalThis.mice = 0;
    for (const name of ['mousedown', 'pointerdown', 'wheel'])
      addEventListener(name, () => globalThis.mice++, { capture: true, passive: true });
  });

/** What has the focus, in the words that a screen reader says. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const row = element?.querySelector('.monaco-list-row.focused') ?? element?.closest('.monaco-list-row');
    return (row ?? element)?.getAttribute('aria-label') ?? (row ?? element)?.textContent ?? '';
  });

export const keyboard = {
  keyboard: {
    what: 'by keys alone: problem, fix, undo; a plan with a fix unticked; rows of Problems and Pairs with their menus; the report',
    files: { 'basket.py': BASKET, 'bills.py': BILLS, 'stock.py': STOCK },
    run: async ({ person, page, read }) => {
      await countMice(page);
      /** Of the first that is there now. */
      const text = async (locator) =>
        (await locator.count()) === 0
          ? ''
          : locator
              .first()
              .innerText({ timeout: 1_000 })
              .catch(() => '');
      /** The palette, and Enter once the wanted row is the first one. */
      const command = async (title) => {
        // What was opened just now takes the focus once more, and with it the palette's keys.
        await page.waitForTimeout(800);
        await person.press('F1');
        await page.waitForSelector('.quick-input-widget:visible input:focus');
        await page.keyboard.type(title);
        const first = page.locator('.quick-input-widget .monaco-list-row.focused');
        await person.until(`${title} is the first in the palette`, async () => (await text(first)).replace(/\s+/g, ' ').startsWith(title));
        await page.waitForTimeout(300);
        await person.press('Enter');
        await page.waitForTimeout(300);
      };
      const caretAt = (line) =>
        person.until(`line ${line}`, async () => new RegExp(`Ln ${line},`).test(await page.locator('.statusbar').innerText()));
      const down = async (what, matches, locator) => {
        for (let i = 0; i < 30; i++) {
          if (matches.test(await text(locator))) return;
          await person.press('ArrowDown');
          await page.waitForTimeout(150);
        }
        throw new Error(`By ArrowDown ${what} was not reached`);
      };
      const focusedRow = page.locator('.sidebar .monaco-list:focus-within .monaco-list-row.focused');
      /** The menu of the row that has the focus. */
      const rowMenu = async (entry) => {
        await person.press('Shift+F10');
        await page.locator('.monaco-menu .action-item', { hasText: entry }).first().waitFor();
        await page.waitForTimeout(300);
        await down(`“${entry}” in the menu`, new RegExp(`^\\s*${entry}`), page.locator('.monaco-menu .action-item.focused'));
      };

      // A problem, its menu, the fix.
      await person.open('basket.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.status().waitFor();
      await person.until('its fix is ready', async () => /1 fix/.test(await person.status().innerText()));
      await person.press('Control+F8');
      await caretAt(2);
      const menu = await person.quickFixMenu(/\(Self-Heal/);
      const at = menu.findIndex((text) => /\(Self-Heal/.test(text));
      assert.ok(at >= 0, menu.join(' | '));
      await down('the fix', /\(Self-Heal/, page.locator('.action-widget .monaco-list-row.focused'));
      await person.shot('keyboard-1-menu');
      await person.press('Enter');
      await person.until('it is healed', async () => (await person.squiggles()) === 0);
      await person.save();
      assert.equal(read('basket.py'), BASKET.replace('baskt', 'basket'));

      // The view Pairs: its row, its change, its menu.
      // The first time it is still empty, and its rows can't have the focus.
      await command('Self-Heal: Focus on Pairs View');
      await page.locator('.pane .monaco-list[aria-label="Pairs"] .monaco-list-row', { hasText: 'baskt' }).first().waitFor();
      await command('Self-Heal: Focus on Pairs View');
      await down('the pair', /baskt/, focusedRow);
      assert.match(await focused(page), /baskt/);
      await person.shot('keyboard-2-pairs');
      await person.press('Enter');
      await page.locator('.monaco-diff-editor:visible').first().waitFor();
      await command('Self-Heal: Focus on Pairs View');
      await rowMenu('Go to Pair in File');
      await person.shot('keyboard-3-row-menu');
      await person.press('Enter');
      await page.waitForSelector('.tab.active[data-resource-name="basket.py"]');
      await caretAt(2);

      // Taken back.
      await command('Self-Heal: Undo Last Heal');
      await person.until('it is taken back', async () => (await person.squiggles()) === 1);
      await person.save();
      assert.equal(read('basket.py'), BASKET);

      // A plan: down to a fix, Space, and Ctrl+Enter.
      await person.open('bills.py');
      await person.until('squiggles', async () => (await person.squiggles()) === 2);
      await command('Self-Heal: Heal This File');
      await page.locator('.tab.active', { hasText: 'Heal bills.py' }).waitFor({ timeout: 60_000 });
      await person.until(
        'the list of the plan listens',
        async () => (await page.locator('.monaco-list[aria-label="Plan"]:focus').count()) > 0,
      );
      await person.untick("Change 'pirce' to 'price'");
      await person.shot('keyboard-4-plan');
      await person.press('Control+Enter');
      await person.planGone();
      await person.save();
      await person.until('what is ticked is in the file', () => /total\(\[1/.test(read('bills.py')));
      assert.match(read('bills.py'), /\+= pirce/);

      // The view Problems: the row, its record, its menu.
      // Of another file: what was taken back or unticked is not offered again in the same text.
      await person.open('stock.py');
      await person.until('its squiggle', async () => (await person.squiggles()) === 1);
      await command('Self-Heal: Show Problems');
      await page.locator('.pane .monaco-list-row', { hasText: 'quantty' }).first().waitFor();
      await down('the problem', /quantty/, focusedRow);
      await person.press('ArrowRight');
      await page.locator('.pane .monaco-list-row', { hasText: 'Seen by' }).first().waitFor();
      await person.shot('keyboard-5-problems');
      await rowMenu('Explain');
      await person.press('Enter');
      await page.waitForSelector(
        '.tab.active:not([data-resource-name="bills.py"]):not([data-resource-name="basket.py"]):not([data-resource-name="stock.py"])',
      );
      await person.shot('keyboard-6-explained');
      await command('Self-Heal: Show Problems');
      await down('the problem', /quantty/, focusedRow);
      await rowMenu('Heal');
      await person.press('Enter');
      await page.waitForSelector('.tab.active[data-resource-name="stock.py"]');
      await person.until('it is healed from its row', async () => (await person.squiggles()) === 0);
      await person.save();

      // The other views, each by its name; where nothing is in one, its button is reached with Tab.
      for (const name of ['Learned', 'Adapters', 'Runs']) {
        await command(`Self-Heal: Focus on ${name} View`);
        await person.until(`${name} has the focus`, () =>
          page.evaluate(
            (title) =>
              document.activeElement?.closest('.pane')?.querySelector('.pane-header')?.getAttribute('aria-label')?.startsWith(title) ===
              true,
            name,
          ),
        );
      }
      await person.until('the button of the empty view', async () => {
        await person.press('Tab');
        return /Run and Heal/.test(await focused(page));
      });
      await person.shot('keyboard-7-runs');

      // The report: Tab goes through the page.
      await command('Self-Heal: Show Report');
      const frame = await person.webview('Self-Heal in');
      await page.waitForTimeout(1_500);
      const seen = new Set();
      for (let i = 0; i < 12; i++) {
        await person.press('Tab');
        seen.add(await frame.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));
      }
      assert.ok(seen.size >= 4, [...seen].join('\n'));
      await person.shot('keyboard-8-report');
      assert.equal(await page.evaluate(() => globalThis.mice), 0, 'no mouse was used');
    },
  },
};
