// The report of a year: in every theme and width, gone through by keyboard, its files saved, kept over a reload, and looked at by axe.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';

/** As the list of themes calls them, and what the window is then. */
export const THEMES = {
  light: ['Light Modern', 'vs'],
  dark: ['Dark Modern', 'vs-dark'],
  contrast: ['Dark High Contrast', 'hc-black'],
  'light-contrast': ['Light High Contrast', 'hc-light'],
};
/** A zoom of 200 % leaves a page half the width and height. */
const SIZES = { wide: [1280, 800], narrow: [800, 700], zoomed: [640, 400] };

/** What axe finds, and what could not be told. */
async function faults(frame) {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { violations, passes } = await globalThis.axe.run(document);
    if (!passes.some(({ id }) => id === 'color-contrast')) return ['axe has looked at nothing'];
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`,
    );
  });
}

async function sized(page, name) {
  const [width, height] = SIZES[name];
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(1_500);
}

export async function themed(person, name) {
  const [label, kind] = THEMES[name];
  await person.command('Preferences: Color Theme');
  await person.page.waitForSelector('.quick-input-widget:visible input');
  await person.page.keyboard.type(label);
  await person.pick(label).click();
  await person.page.locator(`.monaco-workbench.${kind}`).first().waitFor();
  await person.page.waitForTimeout(1_000);
}

/** Where the page is scrolled to. */
const scrollTo = (frame, selector) =>
  frame
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView());
/** The script has drawn all charts. */
const drawn = (person, frame) =>
  person.until('the charts', () =>
    frame.evaluate(() => document.querySelectorAll('.plot.drawn .uplot').length === document.querySelectorAll('figure[id]').length),
  );

export const report = {
  'report-empty': {
    what: 'the report where nothing was healed yet: it says what will be there',
    files: { 'plain.py': 'print("hello")\n' },
    run: async ({ person }) => {
      await person.open('plain.py');
      await person.command('Self-Heal: Show Report');
      const frame = await person.webview('Self-Heal in');
      await frame.locator('p', { hasText: 'Nothing yet' }).waitFor();
      assert.deepEqual(await faults(frame), []);
      await person.shot('y0-report-empty');
    },
  },

  'report-year': {
    what: 'the report of a year: in four themes, narrow and at 200 %, axe finds nothing; nothing moves, nothing is loaded from elsewhere',
    files: { 'plain.py': 'print("hello")\n' },
    run: async ({ person, page, workspace, fillYear }) => {
      await person.open('plain.py');
      fillYear(workspace);
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await person.command('Self-Heal: Show Report');
      await (await person.webview('Self-Heal in')).locator('figure').first().waitFor();
      try {
        for (const theme of Object.keys(THEMES)) {
          await themed(person, theme);
          const frame = await person.webview('Self-Heal in');
          await drawn(person, frame);
          assert.deepEqual(await faults(frame), [], theme);
          await frame.evaluate(() => window.scrollTo(0, 0));
          await person.shot(`y1-report-${theme}`);
          for (const id of ['rates', 'time', 'sources', 'reuse', 'kept', 'calibration']) {
            await scrollTo(frame, `#chart-${id}`);
            await person.shot(`y2-report-${theme}-${id}`);
          }
        }
        await themed(person, 'light');
        for (const size of ['narrow', 'zoomed']) {
          await sized(page, size);
          const frame = await person.webview('Self-Heal in');
          await drawn(person, frame);
          const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(overflow, 0, `nothing stands out of the page, ${size}`);
          assert.deepEqual(await faults(frame), [], size);
          await frame.evaluate(() => window.scrollTo(0, 0));
          await person.shot(`y3-report-${size}`);
          for (const id of ['heals', 'sources', 'calibration']) {
            await scrollTo(frame, `#chart-${id}`);
            await person.shot(`y3-report-${size}-${id}`);
          }
        }
        const frame = await person.webview('Self-Heal in');
        assert.deepEqual(await frame.evaluate(() => document.getAnimations().length), 0);
      } finally {
        await sized(page, 'wide');
        await themed(person, 'light');
      }
      const origin = new URL(page.url()).host;
      const strangers = asked.filter(
        (url) =>
          /^(https?|wss?):/.test(url) &&
          ![origin, 'localhost'].some((host) => url.includes(host)) &&
          !/vscode-cdn\.net|vscode-resource/.test(url),
      );
      assert.deepEqual(strangers, []);
    },
  },

  'report-keys': {
    what: 'the report by keyboard: weeks gone through, a series hidden, numbers opened, another range; kept over a reload; CSV, picture and page saved',
    files: { 'plain.py': 'print("hello")\n' },
    run: async ({ person, page, workspace, scratch, fillYear }) => {
      await person.open('plain.py');
      if (!fs.existsSync(path.join(workspace, '.self-heal'))) fillYear(workspace);
      await person.command('Self-Heal: Show Report');
      let frame = await person.webview('Self-Heal in');
      await drawn(person, frame);
      // Everything that a mouse reaches, a Tab reaches.
      await frame.locator('input[name="range"]').last().focus();
      const reached = new Set();
      for (let i = 0; i < 80; i++) {
        await person.press('Tab');
        const where = await frame.evaluate(() => {
          const active = document.activeElement;
          return `${active?.closest('figure')?.id ?? 'page'} ${active?.dataset?.do ?? active?.getAttribute('role') ?? active?.localName}`;
        });
        if (where === 'page body') break;
        reached.add(where);
      }
      for (const id of ['heals', 'rates', 'time', 'sources', 'reuse', 'kept', 'calibration'])
        for (const what of ['csv', 'png', 'slider', 'button', 'summary'])
          assert.ok(reached.has(`chart-${id} ${what}`), `${id} ${what}: ${[...reached].join(', ')}`);
      for (const what of ['refresh', 'page']) assert.ok(reached.has(`page ${what}`), what);

      const plot = frame.locator('#chart-heals .plot');
      await plot.focus();
      const last = await plot.getAttribute('aria-valuetext');
      await person.press('ArrowLeft');
      await person.press('ArrowLeft');
      const told = await plot.getAttribute('aria-valuetext');
      assert.match(told, /^Week from 2026-11-\d\d, Ended \d+, Healed \d+$/);
      assert.notEqual(told, last);
      await person.shot('y4-report-by-keyboard');
      await frame.locator('#chart-sources .legend button').first().focus();
      await person.press('Enter');
      assert.equal(await frame.locator('#chart-sources .legend button').first().getAttribute('aria-pressed'), 'false');
      await frame.locator('#chart-sources summary').focus();
      await person.press('Enter');
      await frame.locator('#chart-sources table').waitFor({ state: 'visible' });
      await frame.locator('input[value="52"]').focus();
      await person.press('ArrowLeft');
      await person.press('ArrowLeft');
      assert.equal(await frame.locator('input[value="12"]').isChecked(), true);
      await scrollTo(frame, '#chart-sources');
      await page.waitForTimeout(500);
      await person.shot('y5-report-chosen');

      // Over a reload of the window, and back from another tab.
      await person.command('Developer: Reload Window');
      await page.waitForTimeout(3_000);
      await page.waitForSelector('.tab.active[aria-label*="Self-Heal: project"]', { timeout: 60_000 });
      frame = await person.webview('Self-Heal in');
      await drawn(person, frame);
      await page.waitForTimeout(500);
      assert.deepEqual(
        await frame.evaluate(() => [
          document.querySelector('input[name="range"]:checked')?.value,
          document.querySelector('#chart-sources details')?.open,
          document.querySelector('#chart-sources .legend button')?.getAttribute('aria-pressed'),
          window.scrollY > 500,
        ]),
        ['12', true, 'false', true],
      );
      await person.shot('y6-report-after-reload');

      const saved = async (press, name) => {
        await press.focus();
        await person.press('Enter');
        const file = path.join(scratch, name);
        await person.choosePath(file);
        return person.until(`${name} is written`, () => fs.existsSync(file) && fs.readFileSync(file));
      };
      const csv = (await saved(frame.locator('#chart-heals [data-do="csv"]'), 'heals.csv')).toString('utf8').split('\r\n');
      assert.equal(csv[0], 'Week from,Ended,Healed');
      assert.match(csv[1], /^2025-\d\d-\d\d,\d+,\d+$/);
      assert.equal(csv.length, 54);
      const png = await saved(frame.locator('#chart-sources [data-do="png"]'), 'sources.png');
      assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
      assert.ok(png.readUInt32BE(16) > 400 && png.readUInt32BE(20) > 200);
      fs.copyFileSync(path.join(scratch, 'sources.png'), path.join(person.shots, 'y7-report-saved-picture.png'));
      const html = (await saved(frame.locator('[data-do="page"]'), 'report.html')).toString('utf8');
      assert.doesNotMatch(html, /<script|<link|https?:/);
      await person.toast('The report is in report.html').waitFor();

      // The file in a browser, and on paper.
      const file = await page.context().newPage();
      try {
        await file.goto(`file://${path.join(scratch, 'report.html')}`);
        assert.deepEqual(await faults(file.mainFrame()), []);
        await file.screenshot({ path: path.join(person.shots, 'y8-report-file.png') });
        await file.emulateMedia({ media: 'print' });
        assert.equal(await file.locator('#chart-heals table').isVisible(), true);
        await file.screenshot({ path: path.join(person.shots, 'y9-report-paper.png') });
        fs.writeFileSync(path.join(person.shots, 'y9-report-paper.pdf'), await file.pdf({ format: 'A4' }));
      } finally {
        await file.close();
      }
    },
  },
};
