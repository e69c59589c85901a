// The views Pairs and Runs as a person uses them, what files are healed with, the menus, a report of a problem, and the end of all that is kept.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const OURS = /\(Self-Heal/;
const pane = (page, name) => page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${name}"]`) });
const rows = (page, name) => pane(page, name).locator('.monaco-list-row');
const row = (page, name, text) => rows(page, name).filter({ hasText: text }).first();
/** Brings our views up; a click on their icon would take them away where they are up already. */
async function show(page) {
  if (await page.locator('.pane-header[aria-label^="Learned"]').count()) return;
  await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Self-Heal"]') }).click();
}

/** Opens a folded view, and folds one that would take its room. */
async function unfold(page, name, isOpen = true) {
  const header = pane(page, name).locator('.pane-header').first();
  await header.waitFor();
  if (((await header.getAttribute('aria-expanded')) === 'true') !== isOpen) await header.click();
}

/** An inline action of a row; it is there only under the mouse. */
async function act(page, target, label) {
  await target.hover();
  await target.locator(`.action-label[aria-label^="${label}"]`).first().click();
}

async function contextMenu(page, target, entry) {
  await target.click({ button: 'right' });
  await page.locator('.monaco-menu .action-item', { hasText: entry }).first().waitFor();
  await page.waitForTimeout(600);
}

const PLUM = 'plum = 1\nprint(plam)\n';
const PEAR = 'pear = 1\nprint(paer)\n';
const FALLS =
  '# pyright: reportUndefinedVariable=false\nweights = {"ann": 31}\n\n\ndef total():\n    return sum(wieghts.values())\n\n\nprint("all: " + total())\n';

export const views = {
  'views-pairs': {
    what: 'the view Pairs: empty, two fixes, the change, its place, set aside and used again, search, export, delete',
    files: { 'plum.py': PLUM, 'pear.py': PEAR },
    run: async ({ person, page, workspace, scratch, read }) => {
      await person.open('plum.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await show(page);
      await unfold(page, 'Problems', false);
      await unfold(page, 'Learned', false);
      await unfold(page, 'Pairs');
      await page.locator('.pane-body', { hasText: 'No pair yet' }).first().waitFor();
      await person.shot('pairs-1-nothing-yet');

      for (const [name, line] of [
        ['plum.py', 'print(plam)'],
        ['pear.py', 'print(paer)'],
      ]) {
        await person.open(name);
        await person.until(`the squiggle of ${name}`, async () => (await person.squiggles()) === 1);
        await person.clickLine(line, 75);
        const menu = await person.quickFixMenu(OURS);
        await person.pickAction(menu.find((text) => OURS.test(text)));
        await person.until(`${name} is healed`, async () => (await person.squiggles()) === 0);
        await person.save();
      }
      await row(page, 'Pairs', "'paer'").waitFor();
      assert.match(await rows(page, 'Pairs').first().innerText(), /paer/, 'the newest is first');
      const label = await row(page, 'Pairs', "'plam'").locator('.label-name').boundingBox();
      await person.until('the hover', async () => {
        await page.mouse.move(label.x + 200, label.y + 300);
        await page.mouse.move(label.x + 10, label.y + 8, { steps: 5 });
        await page.waitForTimeout(2_000);
        return (await page.locator('.monaco-hover', { hasText: 'Taken' }).count()) > 0;
      });
      await person.shot('pairs-2-rows');

      // Its change: a click on the row.
      await row(page, 'Pairs', "'plam'").click();
      await page.locator('.monaco-diff-editor:visible').first().waitFor();
      await page.waitForTimeout(800);
      await page.mouse.move(900, 500);
      await person.shot('pairs-3-change');
      // Its place, though a line was put above it.
      fs.writeFileSync(path.join(workspace, 'plum.py'), `# a plum\n\n${read('plum.py')}`);
      await page.waitForTimeout(1_000);
      await act(page, row(page, 'Pairs', "'plam'"), 'Go to');
      await page.waitForSelector('.tab.active[data-resource-name="plum.py"]');
      await person.until('its line', async () => /Ln 4/.test(await page.locator('.statusbar').innerText()));

      await act(page, row(page, 'Pairs', "'plam'"), 'Set Pair Aside');
      await person.until('it is set aside', async () => /set aside by you/.test(await row(page, 'Pairs', "'plam'").innerText()));
      await row(page, 'Pairs', "'plam'").locator('.monaco-tl-twistie').click();
      await row(page, 'Pairs', 'neither offered').waitFor();
      await page.mouse.move(900, 500);
      await person.shot('pairs-4-aside');
      await act(page, row(page, 'Pairs', "'plam'"), 'Use Pair Again');
      await person.until('it is used again', async () => !/set aside/.test(await row(page, 'Pairs', "'plam'").innerText()));

      // The button of the view finds what its key finds.
      await pane(page, 'Pairs').locator('.pane-header').first().hover();
      await pane(page, 'Pairs').locator('.pane-header .action-label[aria-label^="Search Pairs"]').click();
      await page.locator('.monaco-tree-type-filter:visible input').waitFor();
      await page.keyboard.type('paer');
      await person.shot('pairs-5-search');
      await person.press('Escape');
      await person.press('Escape');

      await contextMenu(page, row(page, 'Pairs', "'paer'"), 'Export These Pairs');
      await person.shot('pairs-6-menu');
      await page.locator('.monaco-menu .action-item', { hasText: 'Export These Pairs' }).click();
      await person.pick('JSON Lines').click();
      const target = path.join(scratch, 'one.jsonl');
      await person.choosePath(target);
      await person.toast('Exported 1 pair').waitFor();
      assert.match(fs.readFileSync(target, 'utf8'), /paer/);
      await person.command('Notifications: Clear All Notifications');

      await contextMenu(page, row(page, 'Pairs', "'paer'"), 'Delete Pair');
      await page.locator('.monaco-menu .action-item', { hasText: 'Delete Pair' }).click();
      await page.locator('.monaco-dialog-box').waitFor();
      await person.shot('pairs-7-delete');
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Delete' }).click();
      await person.until('it is gone', async () => (await rows(page, 'Pairs').filter({ hasText: "'paer'" }).count()) === 0);
      await unfold(page, 'Pairs', false);
      await unfold(page, 'Problems');
      await unfold(page, 'Learned');
      await person.command('View: Show Explorer');
    },
  },

  'views-runs': {
    what: 'the view Runs: empty, a run with two fixes, the change of each, the page, its record deleted',
    files: { 'falls.py': FALLS },
    run: async ({ person, page }) => {
      await person.open('falls.py');
      await show(page);
      await unfold(page, 'Problems', false);
      await unfold(page, 'Learned', false);
      await unfold(page, 'Runs');
      await page.locator('.pane-body', { hasText: 'No run yet' }).first().waitFor();
      await person.shot('runs-1-nothing-yet');
      await pane(page, 'Runs').locator('.monaco-button', { hasText: 'Run and Heal' }).click();
      await person.planOpen('Run and Heal');
      await person.press('Enter');
      await person.toast('Healed').waitFor();
      await row(page, 'Runs', 'falls.py').waitFor();
      assert.match(await row(page, 'Runs', 'falls.py').innerText(), /2 fixes/);
      await person.command('Notifications: Clear All Notifications');
      await row(page, 'Runs', 'falls.py').locator('.monaco-tl-twistie').click();
      await row(page, 'Runs', "'wieghts'").waitFor();
      await page.mouse.move(900, 500);
      await person.shot('runs-2-steps');
      await row(page, 'Runs', "'wieghts'").click();
      await page.locator('.monaco-diff-editor:visible').first().waitFor();
      await page.waitForTimeout(800);
      await person.shot('runs-3-change');
      await act(page, row(page, 'Runs', "'wieghts'"), 'Go to File');
      await page.waitForSelector('.tab.active[data-resource-name="falls.py"]');
      await person.until('its line', async () => /Ln 6/.test(await page.locator('.statusbar').innerText()));
      await act(page, row(page, 'Runs', 'falls.py'), 'Show Run');
      await page.waitForSelector('.tab.active[aria-label*="Run"]');
      await page.waitForTimeout(1_500);
      await person.shot('runs-4-page');
      await contextMenu(page, row(page, 'Runs', 'falls.py'), 'Delete Record of Run');
      await person.shot('runs-5-menu');
      await page.locator('.monaco-menu .action-item', { hasText: 'Delete Record of Run' }).click();
      await page.locator('.pane-body', { hasText: 'No run yet' }).first().waitFor();
      await unfold(page, 'Runs', false);
      await unfold(page, 'Problems');
      await unfold(page, 'Learned');
      await person.command('File: Save All Files');
      await person.command('View: Show Explorer');
    },
  },

  'views-tools': {
    what: 'what a file is healed with, in the editor’s own place for it: interpreter, checker, sandbox, model; and what is set wrongly',
    files: { 'tool.py': 'plate = 1\nprint(plaet)\n', 'tool.ts': 'export const a = 1;\n' },
    run: async ({ person, page, workspace }) => {
      await person.open('tool.py');
      const status = page.locator('.statusbar-item[id="status.languageStatus"]');
      await status.waitFor();
      await person.until('all four', async () => {
        await page.mouse.move(640, 400);
        await status.hover();
        await page.waitForTimeout(1_200);
        const text = await page.locator('.hover-language-status').allInnerTexts();
        return ['Python 3', 'no model', 'running'].every((word) => text.join('\n').includes(word));
      });
      await person.shot('tools-1-python');
      await person.open('tool.ts');
      await person.until('TypeScript', async () => {
        await page.mouse.move(640, 400);
        await status.hover();
        await page.waitForTimeout(1_200);
        return (await page.locator('.hover-language-status').allInnerTexts()).join('\n').includes('checked by TypeScript');
      });
      await person.shot('tools-2-typescript');
      const write = (name, text) => {
        fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
        fs.writeFileSync(path.join(workspace, name), text);
      };
      write('.vscode/settings.json', '{ "selfHeal.hover.enabled": "yes", "selfHeal.store.maxPairs": 0 }\n');
      write('.self-heal/config.json', '{ "confidence.auto": "high" }\n');
      const shown = async (file, ...words) => {
        await person.open(file);
        await person.until(words.join(', '), async () => {
          await page.mouse.move(640, 400);
          await status.hover();
          await page.waitForTimeout(1_200);
          const text = (await page.locator('.hover-language-status').allInnerTexts()).join('\n');
          return words.every((word) => text.includes(word));
        });
      };
      await shown('tool.py', '2 settings are not used', '1 mistake in the team’s settings');
      await person.shot('tools-3-wrong-settings');
      assert.equal(await page.locator('.notification-toast').count(), 0, 'nothing pops up for it');
      const link = page.locator('.hover-language-status > .element', { hasText: '2 settings' }).locator('a', { hasText: 'Show' }).first();
      const [box, size] = [await link.boundingBox(), page.viewportSize()];
      assert.ok(box.x + box.width <= size.width, 'its button is in the window');
      await link.click();
      await person.pick('“selfHeal.hover.enabled” is not used; it takes true or false.').waitFor();
      await person.pick('“confidence.auto” is not used').waitFor();
      await person.shot('tools-4-mistakes');
      await page.keyboard.type('maxPairs');
      await person.press('Enter');
      await page.waitForSelector('.tab.active[data-resource-name="settings.json"]');
      await person.until('at its line', async () =>
        /maxPairs/.test(await page.locator('.editor-instance .view-lines').first().innerText()),
      );
      await person.shot('tools-5-file');
      fs.rmSync(path.join(workspace, '.vscode'), { recursive: true });
      fs.rmSync(path.join(workspace, '.self-heal', 'config.json'));
      await page.mouse.move(640, 400);
    },
  },

  'views-menus': {
    what: 'the menus of editor, explorer, tab, terminal and source control hold what can be done there',
    files: { 'menus.py': 'grape = 1\nprint(graep)\n' },
    run: async ({ person, page, workspace }) => {
      const git = (...args) => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], { cwd: workspace });
      // The windows of the tests have Git off.
      const settings = path.join(workspace, '.vscode', 'settings.json');
      fs.mkdirSync(path.dirname(settings), { recursive: true });
      fs.writeFileSync(settings, '{ "git.enabled": true }\n');
      git('init', '-q');
      git('add', 'menus.py');
      git('commit', '-qm', 'first');
      await person.open('menus.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await page
        .locator('.editor-instance .view-line', { hasText: 'print' })
        .first()
        .click({ button: 'right', position: { x: 75, y: 8 } });
      await page.locator('.monaco-menu .action-item', { hasText: 'Self-Heal' }).first().hover();
      await page.locator('.monaco-menu .action-item', { hasText: 'Explain This Problem' }).first().waitFor();
      await person.shot('menus-1-editor');
      await person.press('Escape');
      await person.press('Escape');

      await page.locator('.explorer-folders-view .monaco-list-row[aria-label^="menus.py"]').click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Heal Errors' }).first().waitFor();
      await person.shot('menus-2-explorer');
      await page.waitForTimeout(600);
      await page.locator('.monaco-menu .action-item', { hasText: 'Heal Errors' }).first().click();
      await person.planOpen('Heal menus.py');
      await person.press('Escape');
      await person.planGone();

      await page.locator('.tab[data-resource-name="menus.py"]').click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Heal Errors' }).first().waitFor();
      await person.shot('menus-3-tab');
      await person.press('Escape');

      fs.writeFileSync(path.join(workspace, 'menus.py'), 'grape = 1\nprint(grape)\n');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Source Control"]') }).click();
      const changed = page.locator('.scm-view .monaco-list-row', { hasText: 'menus.py' }).first();
      await changed.waitFor({ timeout: 30_000 });
      await changed.click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Record This Fix' }).first().waitFor();
      await person.shot('menus-4-scm');
      await page.waitForTimeout(600);
      await page.locator('.monaco-menu .action-item', { hasText: 'Record This Fix' }).first().click();
      await person.pick('graep').waitFor({ timeout: 30_000 });
      await person.shot('menus-5-record');
      await person.press('Enter');
      await person.toast('is kept for like code').waitFor();

      await person.terminal();
      await page.locator('.terminal-wrapper.active .xterm-screen').click({ button: 'right' });
      await page.locator('.monaco-menu .action-item', { hasText: 'Run and Heal' }).first().waitFor();
      await person.shot('menus-6-terminal');
      await person.press('Escape');
      fs.rmSync(settings);
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.closePanel();
      await person.command('View: Show Explorer');
    },
  },

  'views-notice': {
    what: 'a notice that nobody asked for has “Don’t Show Again”, and it can be brought back',
    files: { 'note.py': 'print(1)\n' },
    run: async ({ person, page, workspace }) => {
      const settings = path.join(workspace, '.vscode', 'settings.json');
      fs.mkdirSync(path.dirname(settings), { recursive: true });
      fs.writeFileSync(settings, '{ "terminal.integrated.shellIntegration.enabled": false }\n');
      await person.open('note.py');
      await page.waitForTimeout(2_000);
      await person.terminal();
      await person.type('python3 note.py');
      await person.toast('Errors in terminals are not seen').waitFor({ timeout: 40_000 });
      await person.shot('notice-1-toast');
      assert.equal(await person.offersCommand('Self-Heal: Show Hidden Notices Again'), false);
      await person.toast('Errors in terminals are not seen').locator('.monaco-button', { hasText: "Don't Show Again" }).click();
      await person.until('it can be brought back', () => person.offersCommand('Self-Heal: Show Hidden Notices Again'));
      await person.command('Self-Heal: Show Hidden Notices Again');
      await person.until('nothing is hidden', async () => !(await person.offersCommand('Self-Heal: Show Hidden Notices Again')));
      fs.rmSync(settings);
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.closePanel();
    },
  },

  'views-leave': {
    what: 'Report Issue writes what is needed and sends nothing; Forget Everything lists what is kept, and it is gone',
    files: { 'leave.py': 'figs = 1\nprint(fgis)\n' },
    run: async ({ person, page, workspace, fillYear, read }) => {
      await person.open('leave.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.command('Self-Heal: Report Issue…');
      await page.waitForSelector('.tab.active[data-resource-name^="Untitled"]');
      await person.toast('nothing was sent').waitFor();
      await person.shot('leave-1-report');
      await page.keyboard.press('Control+End');
      await person.shot('leave-2-report-log');
      const text = await page.locator('.editor-instance .view-lines').first().innerText();
      assert.ok(!text.includes(workspace), 'the folder’s path is not in it');
      await person.command('Notifications: Clear All Notifications');

      fillYear(workspace);
      for (const name of ['metrics.json', 'signals.json']) fs.writeFileSync(path.join(workspace, '.self-heal', name), '{}');
      await person.command('Self-Heal: Forget Everything…');
      await person.pick('has taught').waitFor();
      await person.pick('.self-heal/metrics.json, .self-heal/signals.json').waitFor();
      await person.shot('leave-3-forget');
      await person.press('Enter');
      await page.locator('.monaco-dialog-box').waitFor();
      await person.shot('leave-4-asked');
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Forget' }).click();
      await person.toast('Forgotten').waitFor();
      for (const name of ['metrics.json', 'signals.json']) assert.throws(() => read(`.self-heal/${name}`), /ENOENT/);
      await person.command('Self-Heal: Show Report');
      await (await person.webview('Self-Heal in')).locator('p', { hasText: 'Nothing yet' }).waitFor();
      await person.shot('leave-5-forgotten');
    },
  },
};
