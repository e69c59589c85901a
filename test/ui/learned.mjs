// A person teaches a rule and looks after it: three fixes taken, the view with their rule, its file edited with its places shown, tested, applied, switched off.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const OURS = /\(Self-Heal/;
const TAUGHT = {
  'clean.py': { text: 'def clean(text: str) -> str:\n    return text.trim()\n', line: 'return text.trim', x: 130 },
  'hello.py': { text: 'name = input("Name? ")\nprint("Hello", name.trim())\n', line: 'print("Hello"', x: 180 },
  'rows.py': { text: 'rows = []\nfor line in open("rows.txt"):\n    rows.append(line.trim().split(","))\n', line: 'rows.append', x: 170 },
};
const WORDS = `import sys


def words(sentence: str) -> list[str]:
    found = []
    for word in sentence.split():
        found.append(word.trim().lower())
    return found


print(words(sys.argv[1].trim()))
`;

/** The view's rows. */
const rows = (page) => page.locator('.pane-body .tree-explorer-viewlet-tree-view .monaco-list-row');
const row = (page, text) => rows(page).filter({ hasText: text }).first();

export const learned = {
  'learned-rules': {
    what: 'the view Learned: three fixes are a rule; edited with its places shown, tested, applied everywhere, switched off',
    files: { ...Object.fromEntries(Object.entries(TAUGHT).map(([name, { text }]) => [name, text])), 'words.py': WORDS },
    run: async ({ person, page, workspace, read }) => {
      await person.open('clean.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label="Self-Heal"]') }).click();
      await page.locator('.pane-body', { hasText: 'Nothing learned yet' }).first().waitFor();
      await person.shot('learned-1-nothing-yet');

      for (const [name, { line, x }] of Object.entries(TAUGHT)) {
        await person.open(name);
        await person.until(`the squiggle of ${name}`, async () => (await person.squiggles()) === 1);
        await person.clickLine(line, x);
        const menu = await person.quickFixMenu(OURS);
        const fix = menu.find((text) => OURS.test(text) && /strip/.test(text));
        assert.ok(fix, menu.join(' | '));
        await person.pickAction(fix);
        await person.until(`${name} is healed`, async () => (await person.squiggles()) === 0);
        await person.save();
      }
      await row(page, "Change 'trim' to 'strip'").waitFor({ timeout: 30_000 });
      await person.until('all three are counted', async () =>
        /3 fixes, 3 places/.test((await row(page, "Change 'trim' to 'strip'").innerText()) ?? ''),
      );
      const label = await row(page, "Change 'trim' to 'strip'").locator('.label-name').boundingBox();
      await person.until('the hover', async () => {
        await page.mouse.move(label.x + 200, label.y + 300);
        await page.mouse.move(label.x + 10, label.y + 8, { steps: 5 });
        await page.waitForTimeout(2_000);
        return (await page.locator('.monaco-hover', { hasText: 'Learned from 3 fixes' }).count()) > 0;
      });
      await person.shot('learned-2-the-rule');

      // Edit: the rule of memory is written first, and its places are shown under it.
      await row(page, "Change 'trim' to 'strip'").click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Edit Rule' }).waitFor();
      await person.shot('learned-3-menu');
      await page.locator('.monaco-menu .action-item', { hasText: 'Edit Rule' }).click();
      await page.waitForSelector('.tab.active[data-resource-name$=".yml"]');
      await row(page, 'words.py:7').waitFor();
      await row(page, 'words.py:11').waitFor();
      await page.mouse.move(900, 500);
      await person.shot('learned-4-edited');
      const [file] = fs.readdirSync(path.join(workspace, '.self-heal', 'rules'));
      const replace = async (from, to) => {
        const line = page.locator('.editor-instance .view-line', { hasText: from }).first();
        await line.click({ position: { x: 60, y: 8 } });
        await person.press('End');
        await person.press('Shift+Home');
        await page.keyboard.type(to);
      };
      await replace('fix: strip', 'fix: $A.strip()');
      await page.locator('.pane-body .monaco-list-row', { hasText: 'the pattern does not have' }).first().waitFor();
      await page.mouse.move(900, 500);
      await person.shot('learned-5-mistake');
      await replace('pattern: trim', 'pattern: $A.trim()');
      await row(page, 'words.py:7').waitFor();
      await person.until('two places', async () => (await rows(page).filter({ hasText: 'words.py:' }).count()) === 2);
      await person.save();
      await page.mouse.move(900, 500);
      await person.shot('learned-6-live-matches');

      await person.command('Self-Heal: Test Rule');
      await person.pick("Change 'trim' to 'strip'").waitFor();
      await person.press('Enter');
      await person.toast('does what its').waitFor();
      await person.shot('learned-7-tested');
      await person.command('Notifications: Clear All Notifications');

      await row(page, "Change 'trim' to 'strip'").click({ button: 'right' });
      // A menu does not listen to the mouse in its first moments.
      await page.waitForTimeout(600);
      await page.locator('.monaco-menu .action-item', { hasText: 'Apply Rule Everywhere' }).click();
      await person.planOpen('Apply Everywhere');
      await person.shot('learned-8-everywhere');
      await person.press('Enter');
      await person.toast('Applied: 2 fixes in 1 file').waitFor();
      await person.command('File: Save All Files');
      await person.until('it is saved', () => read('words.py') === WORDS.replaceAll('.trim()', '.strip()'));
      await person.shot('learned-9-applied');
      await person.command('Notifications: Clear All Notifications');

      await row(page, "Change 'trim' to 'strip'").hover();
      await row(page, "Change 'trim' to 'strip'").locator('.action-label[aria-label*="Switch Rule Off"]').click();
      await row(page, 'switched off').waitFor();
      assert.match(fs.readFileSync(path.join(workspace, '.self-heal', 'rules', file), 'utf8'), /disabled: true/);
      await person.shot('learned-10-switched-off');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Explorer"]') }).click();
    },
  },
};

export const learnedUntrusted = {
  'learned-untrusted': {
    what: 'the view Learned in a folder that is not trusted: it says why it is empty',
    files: { 'tidy.py': 'def tidy(text)\n    return text\n' },
    run: async ({ person, page }) => {
      await person.open('tidy.py');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label="Self-Heal"]') }).click();
      await page.locator('.pane-body', { hasText: 'This folder is not trusted' }).first().waitFor();
      await person.shot('learned-11-untrusted');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Explorer"]') }).click();
    },
  },
};
