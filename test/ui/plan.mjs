// A plan, as a person decides on it: beside its diff at every width, fix by fix by keyboard and mouse, and its report leads to the places.
import assert from 'node:assert/strict';

/** A slip, a colon and an import left out. */
export const BILLS = `def total(prices):
    sum = 0
    for price in prices
        sum += pirce
    return sum


print(total([1, 2, 3]))
print(jsn.dumps({"a": 1}))
`;
/** What each is in pixels of the page: a window of 800, one of 1280 at 200 %, one of 800 at 200 %. */
const WINDOWS = { 800: [800, 600], '200-percent': [640, 400], '800-at-200-percent': [400, 320] };

/** The text that the diff shows on its right side. */
const rightSide = async (page) =>
  (await page.locator('.monaco-diff-editor:visible .modified-in-monaco-diff-editor .view-line').allInnerTexts())
    .join('\n')
    .replace(/\u00a0/g, ' ');

export const plans = {
  plan: {
    what: 'a plan beside its diff: ticked fix by fix by keyboard, the diff follows; its counts agree; its report leads to the places',
    files: { 'bills.py': BILLS },
    run: async ({ person, page, read }) => {
      await person.open('bills.py');
      await person.until('squiggles', async () => (await person.squiggles()) >= 2);
      await person.command('Self-Heal: Heal This File');
      await person.planOpen('Heal bills.py');
      await person.shot('plan-1');
      assert.equal(await page.locator('.part.sidebar .pane-header', { hasText: 'Learned' }).count(), 0, 'the plan has the room');

      // Space takes a tick away, and the diff shows it.
      await person.planRow("Change 'pirce' to 'price'").waitFor();
      assert.match(await rightSide(page), /\+= price/);
      await person.untick("Change 'pirce' to 'price'");
      await person.until('the diff follows', async () => /\+= pirce/.test(await rightSide(page)));
      const all = Number(/of (\d+) fixes/.exec(await person.planRow('Apply').innerText())?.[1]);
      await person.shot('plan-2-unticked');
      assert.match(await person.planRow('Apply').innerText(), new RegExp(`Apply ${all - 1} of ${all} fixes`));
      const left = Number(/(\d+) problems will be left/.exec(await person.planRow('will be left').innerText())?.[1]);

      // Escape is a no.
      await person.press('Escape');
      await person.planGone();
      await page.waitForTimeout(500);
      assert.equal(await page.locator('.explorer-folders-view').isVisible(), true, 'the view that was there is there again');
      await person.shot('plan-3-discarded');

      const size = page.viewportSize();
      for (const [name, [width, height]] of Object.entries(WINDOWS)) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(800);
        await person.open('bills.py');
        await person.command('Self-Heal: Heal This File');
        await person.planOpen('Heal bills.py');
        await person.shot(`plan-4-${name}`);
        await person.press('Escape');
        await person.planGone();
      }
      await page.setViewportSize(size);
      await page.waitForTimeout(800);

      // The button over the diff applies what is ticked.
      await person.open('bills.py');
      await person.command('Self-Heal: Heal This File');
      await person.planOpen('Heal bills.py');
      await person.untick("Change 'pirce' to 'price'");
      await page.locator('.part.editor .editor-actions [aria-label*="Apply Plan"]').first().click();
      await person.planGone();
      const said = await person.toast('Healed').innerText();
      assert.match(said, new RegExp(`Healed ${all - 1} problems?`));
      assert.match(said, new RegExp(`${left} are left`), 'as many as the plan said');
      await person.shot('plan-5-applied');
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Show Details' }).click();
      await page.waitForSelector('.tab.active[aria-label*="Heal bills.py"]');
      await page.waitForTimeout(2_000);
      await person.shot('plan-6-report');
      const frame = page.frameLocator('.webview.ready').frameLocator('#active-frame');
      await frame.locator('a', { hasText: 'line 4' }).first().click();
      await page.waitForSelector('.tab.active[data-resource-name="bills.py"]');
      await person.until('the caret is there', async () => /Ln 4\b/.test(await page.locator('.statusbar').innerText()));
      await person.shot('plan-7-link');
      await person.command('File: Save All Files');
      await person.until('it is saved', () => read('bills.py') !== BILLS);
      assert.match(read('bills.py'), /\+= pirce/);
    },
  },

  words: {
    what: 'hover and menu in one voice: a syntax error by its kind, the fix that the menu has, with its whole change; ways to choose from beside their diff',
    files: {
      'width.py': 'width = 3\nif width = 0:\n    print("none")\n',
      'names.py': 'price = 1\nprize = 2\nprint(prie)\n',
    },
    run: async ({ person, page, read }) => {
      const hover = async (text, x, says) => {
        await person.clickLine(text, x);
        await page.waitForTimeout(600);
        const there = page.locator('.monaco-hover:visible', { hasText: says });
        // A checker that has not answered yet has nothing to show.
        for (let i = 0; i < 4 && (await there.count()) === 0; i++) {
          await person.command('Show or Focus Hover');
          await there.waitFor({ timeout: 5_000 }).catch(() => undefined);
        }
        await there.waitFor();
        await page.waitForTimeout(500);
      };
      await person.open('width.py');
      await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
      await page.waitForTimeout(2_000);
      await hover('if width', 82, 'assigns');
      await person.shot('words-1-syntax');
      const said = await page.locator('.monaco-hover:visible').first().innerText();
      await person.press('Escape');
      await person.clickLine('if width', 82);
      const menu = await person.quickFixMenu(/Self-Heal/);
      await person.shot('words-2-menu');
      const first = menu.find((text) => /Self-Heal/.test(text)).replace(/ \(Self-Heal.*/, '');
      assert.ok(said.includes(first), `${said} | ${first}`);
      await person.press('Escape');

      await person.open('names.py');
      await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
      await page.waitForTimeout(2_000);
      await hover('print(prie', 60, 'Fix');
      await person.shot('words-3-name');
      await person.press('Escape');
      await person.clickLine('print(prie', 60);
      await person.command('Self-Heal: Show Low-Confidence Suggestions…');
      await person.planRow('Discard').waitFor();
      await page.waitForTimeout(1_500);
      await person.shot('words-4-ways');
      await person.press('Escape');
      await person.planGone();
      assert.match(read('names.py'), /prie/);
    },
  },
};
