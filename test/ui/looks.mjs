// Each view with something in it, photographed in light and high contrast, in a window of 800 px and in one at 200 %. What a view shows must be there and within the window.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { COMPARED, writeAdapter } from '../support/adapter-folder.ts';
import { BILLS } from './plan.mjs';
import { themed } from './report.mjs';

const FALLS =
  '# pyright: reportUndefinedVariable=false\nweights = {"ann": 31}\n\n\ndef total():\n    return sum(wieghts.values())\n\n\nprint("all: " + total())\n';
const RULE = `id: trim-to-strip
language: Python
message: Change 'trim' to 'strip'
rule:
  pattern: $A.trim()
fix: $A.strip()
`;
const NAMES = ['Problems', 'Learned', 'Pairs', 'Adapters', 'Runs'];
/** A zoom of 200 % leaves half of the window's width and height. */
const SIZES = { 800: [800, 600], '200-percent': [640, 400] };

const pane = (page, name) => page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${name}"]`) });
const rows = (page, name) => pane(page, name).locator('.monaco-list-row');

/** One view unfolded, the others folded. */
async function alone(page, name) {
  for (const other of [...NAMES.filter((one) => one !== name), name]) {
    const header = pane(page, other).locator('.pane-header').first();
    await header.waitFor();
    if (((await header.getAttribute('aria-expanded')) === 'true') !== (other === name)) await header.click();
  }
  await page.mouse.move(500, 300);
}

/** The row begins within the window, and its name is not squeezed away. */
async function isSeen(page, name) {
  const [box, label, size] = [
    await rows(page, name).first().boundingBox(),
    await rows(page, name).first().locator('.label-name').first().boundingBox(),
    page.viewportSize(),
  ];
  return box !== null && label !== null && box.y + box.height <= size.height && label.x >= 0 && label.x < size.width && label.width > 40;
}

export const looks = {
  looks: {
    what: 'every view with something in it, in light and high contrast, at 800 px and at 200 %',
    files: {
      'falls.py': FALLS,
      'lamp.py': 'lighthouse = 1\nprint(lighthuse)\n',
      'crash.py': '# pyright: reportUndefinedVariable=false\nages = {"ann": 31}\nprint(sum(agse.values()))\n',
      'bills.py': BILLS,
    },
    run: async ({ person, page, workspace, fillYear }) => {
      fillYear(workspace);
      fs.mkdirSync(path.join(workspace, '.self-heal', 'rules'), { recursive: true });
      fs.writeFileSync(path.join(workspace, '.self-heal', 'rules', 'trim-to-strip.yml'), RULE);
      writeAdapter(workspace, 'coder-1b-2026-11-20', {
        comparison: COMPARED.better,
        trained_on_pairs: 312,
        priority: 'high',
        description: 'Trained on 312 fixes of this workspace.',
      });
      writeAdapter(workspace, 'names-only', { comparison: COMPARED.few, trained_on_pairs: 64, error_types: ['NameError'] });
      await person.open('crash.py');
      await person.open('lamp.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.terminal();
      await person.type('python3 crash.py');
      await person.until('the failure', async () => /1 failure/.test(await person.status().innerText()));
      await person.closePanel();
      await person.open('falls.py');
      await person.command('Self-Heal: Run and Heal');
      await person.pick('falls.py').click();
      await person.planOpen('Run and Heal');
      await person.press('Enter');
      await person.toast('Healed').waitFor();
      await person.command('Notifications: Clear All Notifications');
      await person.command('Self-Heal: Show Problems');
      await alone(page, 'Runs');
      await rows(page, 'Runs').first().waitFor();
      const whole = page.viewportSize();
      for (const theme of ['light', 'contrast']) {
        await themed(person, theme);
        for (const [size, [width, height]] of Object.entries(SIZES)) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(800);
          for (const name of NAMES) {
            await alone(page, name);
            await rows(page, name).first().waitFor();
            if ((await rows(page, name).first().getAttribute('aria-expanded')) === 'false')
              await rows(page, name).first().locator('.monaco-tl-twistie').click();
            await page.mouse.move(500, 300);
            await page.waitForTimeout(600);
            await person.shot(`looks-${name.toLowerCase()}-${theme}-${size}`);
            assert.ok(await isSeen(page, name), `${name}, ${theme}, ${size}`);
          }
          await person.open('bills.py');
          await person.command('Self-Heal: Heal This File');
          await person.planOpen('Heal bills.py');
          await person.shot(`looks-plan-${theme}-${size}`);
          await person.press('Escape');
          await person.planGone();
          await person.command('Self-Heal: Show Problems');
        }
        await page.setViewportSize(whole);
        await page.waitForTimeout(800);
      }
      await themed(person, 'light');
      await person.command('View: Show Explorer');
    },
  },
};
