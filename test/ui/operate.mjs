// What looks after a project, as a person starts and sees it: a watch in the status item and its terminal, how strong tests are, the self-test, a workflow for CI.
import assert from 'node:assert/strict';

const QUIET = '# pyright: basic, reportUndefinedVariable=false\n';
const FEES = `def fee(amount):
    if amount > 10:
        return amount + 1
    return 0
`;
const FEES_TEST = `import unittest

from fees import fee


class Fees(unittest.TestCase):
    def test_fee(self):
        self.assertEqual(fee(1), 0)
`;

/** The whole text of the file in front, typed anew and saved. */
async function writeAnew(person, text) {
  await person.page.locator('.editor-instance .view-lines').first().click();
  await person.press('Control+a');
  await person.page.keyboard.insertText(text);
  await person.save();
}

/** Types into the question that is open, once it is the one that says this. */
async function answer(person, prompt, text) {
  await person.page.locator('.quick-input-widget:visible', { hasText: prompt }).waitFor();
  await person.press('Control+a');
  await person.page.keyboard.type(text);
  await person.press('Enter');
}

/** The report of the message that says this, in a tab of its own. */
async function showReport(person, words) {
  const toast = person.toast(words);
  await toast.waitFor({ timeout: 90_000 });
  await toast.locator('.monaco-button', { hasText: 'Show Report' }).click();
  const frame = person.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  await frame.locator('h1').waitFor({ timeout: 30_000 });
  return frame;
}

export const operate = {
  watch: {
    what: 'a watch: no errors, healed and saved by itself, needs you, and ended',
    files: { 'watched.py': `${QUIET}total = 1\nprint(total)\n` },
    run: async ({ person, page, read }) => {
      await person.open('watched.py');
      await person.status().waitFor();
      await person.command('Self-Heal: Watch…');
      await answer(person, 'run without an error', 'python3 watched.py');
      await person.pick('Offer Fixes').waitFor();
      await person.shot('watch-1-what-is-done');
      await person.pick('Apply What Is Sure and Proved').click();
      await page.locator('.quick-input-widget:visible', { hasText: 'All Files at' }).waitFor();
      await person.shot('watch-2-when');
      await page
        .locator('.quick-input-widget:visible input[type="text"], .quick-input-widget:visible .quick-input-box input')
        .first()
        .focus();
      await person.press('Enter');
      await person.until('no errors', async () => /✨ no errors/.test(await person.status().innerText()));
      await writeAnew(person, `${QUIET}total = 1\nprint(totl)\n`);
      await person.until('healed', async () => /✅ healed/.test(await person.status().innerText()));
      assert.match(read('watched.py'), /print\(total\)/);
      await person.command('View: Toggle Panel Visibility');
      await person.shot('watch-3-healed');
      await writeAnew(person, `${QUIET}items = [1]\nprint(items[3])\n`);
      await person.until('needs you', async () => /❌ needs you/.test(await person.status().innerText()));
      await person.status().hover();
      await page.locator('.monaco-hover', { hasText: 'Watching' }).first().waitFor();
      await person.shot('watch-4-needs-you');
      assert.match(await person.terminalText(), /healed[\s\S]*needs you/);
      await page.mouse.move(500, 300);
      await person.command('Self-Heal: Stop Watch');
      await person.until('nothing of it is left', async () => !/no errors|healed|needs you/.test(await person.status().innerText()));
      assert.equal(await person.offersCommand('Self-Heal: Stop Watch'), false);
      await person.closePanel();
    },
  },
  strength: {
    what: 'Check Test Strength: weak tests, their lines as links, and the badge on a fix in that function',
    files: { 'fees.py': FEES, 'test_fees.py': FEES_TEST },
    run: async ({ person, page }) => {
      await person.open('fees.py');
      await person.clickLine('return amount + 1');
      await person.command('Self-Heal: Check Test Strength');
      const frame = await showReport(person, 'are weak');
      await person.shot('strength-1-report');
      await frame.locator('a', { hasText: 'fees.py, line 3' }).first().click();
      await page.waitForSelector('.tab.active[data-resource-name="fees.py"]');
      await person.until('line 3', async () => /Ln 3,/.test(await page.locator('.statusbar').innerText()));
      await person.press('Escape');
      await writeAnew(person, FEES.replace('return amount + 1', 'return amout + 1'));
      await person.until('the squiggle', async () => (await person.squiggles()) > 0);
      await person.clickLine('return amout', 110);
      await person.quickFixMenu(/tests weak/);
      await person.shot('strength-2-badge');
      await person.press('Escape');
    },
  },
  'self-test': {
    what: 'Self-Test: known mistakes in a copy, and a report with links to the places',
    files: {},
    run: async ({ person, page, read }) => {
      const before = read('test_fees.py');
      await person.command('Self-Heal: Self-Test');
      await page.locator('.notification-toast', { hasText: 'known mistakes' }).first().waitFor();
      await person.shot('self-test-1-progress');
      const frame = await showReport(person, 'mistakes');
      await person.shot('self-test-2-report');
      assert.ok((await frame.locator('li a').count()) > 0);
      assert.equal(read('test_fees.py'), before);
    },
  },
  'ci-workflow': {
    what: 'Create CI Workflow: asked for what is needed, written and opened, never over one that is there',
    files: { 'pytest.ini': '[pytest]\n' },
    run: async ({ person, page, read }) => {
      await person.command('Self-Heal: Create CI Workflow…');
      await answer(person, 'Which command runs the tests', 'python -m pytest');
      await page.locator('.quick-input-widget:visible', { hasText: 'npm pack' }).waitFor();
      await person.shot('ci-1-from');
      await answer(person, 'npm pack', './tools/self-heal.tgz');
      await page.waitForSelector('.tab.active[data-resource-name="self-healing.yml"]');
      await person.toast('opens a pull request').waitFor();
      await person.shot('ci-2-workflow');
      const text = read('.github/workflows/self-healing.yml');
      assert.match(text, /BRANCH: auto-fix\//);
      await person.command('Notifications: Clear All Notifications');
      await person.command('Self-Heal: Create CI Workflow…');
      await answer(person, 'Which command runs the tests', 'tox');
      await answer(person, 'npm pack', './tools/self-heal.tgz');
      await person.toast('left as it is').waitFor();
      await person.shot('ci-3-there-already');
      assert.equal(read('.github/workflows/self-healing.yml'), text);
    },
  },
};
