// What a person does in the window: keys, mouse, eyes. Selectors of VS Code's own page stand here and nowhere else.
import path from 'node:path';

export class Person {
  constructor(page, shots) {
    this.page = page;
    this.shots = shots;
    this.taken = 0;
  }

  async goto(url, file) {
    await this.page.goto(url);
    await this.page.waitForSelector(
      file ? `.explorer-folders-view .monaco-list-row[aria-label^="${file}"]` : '.monaco-workbench .part.editor',
      { timeout: 90_000 },
    );
  }

  /** Waits until `look` gives something. */
  async until(what, look, ms = 30_000) {
    for (const began = Date.now(); ;) {
      const seen = await look();
      if (seen) return seen;
      if (Date.now() - began > ms) throw new Error(`Waited ${ms / 1000} s for: ${what}`);
      await this.page.waitForTimeout(50);
    }
  }

  async shot(name) {
    await this.page.waitForTimeout(400); // animations
    const file = path.join(this.shots, `${name}.png`);
    await this.page.screenshot({ path: file });
    this.taken++;
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** As a person does it whose first Enter came while the list was still changing: once more. */
  async open(file) {
    const tab = this.page.locator(`.tab.active[data-resource-name="${file}"]`);
    for (let i = 0; i < 3; i++) {
      await this.press('Control+p');
      await this.page.waitForSelector('.quick-input-widget:visible input');
      await this.page.keyboard.type(file);
      await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: file }).first().waitFor();
      await this.press('Enter');
      if (
        await tab.waitFor({ timeout: 6_000 }).then(
          () => true,
          () => false,
        )
      )
        return;
      await this.press('Escape');
    }
    await tab.waitFor();
  }

  /** A command of the palette, by what it is called there. */
  async command(title) {
    // In the first seconds of a window the palette has no commands of an extension that has not begun, and it does not look again.
    if (title.startsWith('Self-Heal:'))
      await this.status()
        .waitFor({ timeout: 10_000 })
        .catch(() => undefined);
    await this.press('F1');
    await this.page.waitForSelector('.quick-input-widget:visible input');
    await this.page.keyboard.type(title);
    const row = this.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({
        has: this.page.locator('.quick-input-list-label, .monaco-icon-label', {
          hasText: new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(similar commands|recently used|other commands)?$`),
        }),
      })
      .first();
    await row.waitFor({ timeout: 10_000 });
    await this.page.waitForTimeout(200);
    await row.click();
  }

  /** Whether the palette has a command now. */
  async offersCommand(title) {
    await this.press('F1');
    await this.page.waitForSelector('.quick-input-widget:visible input');
    await this.page.keyboard.type(title);
    await this.page.waitForTimeout(700);
    const there = await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).count();
    await this.press('Escape');
    return there > 0;
  }

  /** Terminal and output away. */
  async closePanel() {
    if (await this.page.locator('.part.panel:visible').count()) await this.command('View: Toggle Panel Visibility');
  }

  squiggles(kind = 'error') {
    return this.page.locator(`.editor-instance .squiggly-${kind}`).count();
  }

  /** Puts the caret on a line that shows this text, some columns in. */
  async clickLine(text, x = 60) {
    await this.page
      .locator('.editor-instance .view-line', { hasText: text })
      .first()
      .click({ position: { x, y: 8 } });
  }

  /** After a preview was accepted: the file itself is in front again. */
  async previewGone() {
    await this.until('the preview is closed', async () => (await this.page.locator('.monaco-diff-editor:visible').count()) === 0);
    await this.page.waitForTimeout(300);
  }

  /** Rows of the view that shows what a command would change. */
  planRow(text) {
    return this.page.locator('.part.sidebar .monaco-list[aria-label="Plan"] .monaco-list-row', { hasText: text }).first();
  }

  /** A plan waits: its diff and its list are there, and neither covers the other. */
  async planOpen(title, discard = 'Discard') {
    await this.page.locator('.tab.active', { hasText: title }).waitFor({ timeout: 60_000 });
    await this.planRow(discard).waitFor();
    await this.page.locator('.multiDiffEntry:visible, .monaco-diff-editor:visible').first().waitFor();
    await this.until(
      'the list of the plan listens',
      async () => (await this.page.locator('.monaco-list[aria-label="Plan"]:focus').count()) > 0,
    );
    await this.page.mouse.move(800, 600); // off the list: a hover would cover it
    await this.page.waitForTimeout(1_000); // the diffs are computed
    const [diff, list] = [await this.page.locator('.part.editor').boundingBox(), await this.page.locator('.part.sidebar').boundingBox()];
    const apart = list.x + list.width <= diff.x + 1 || diff.x + diff.width <= list.x + 1;
    if (!apart || (await this.page.locator('.quick-input-widget:visible').count()) > 0) throw new Error('Something covers the change');
  }

  async planGone() {
    await this.until(
      'the plan is closed',
      async () =>
        (await this.page.locator('.tab', { hasText: /: changes/ }).count()) === 0 &&
        (await this.page.locator('.monaco-list[aria-label="Plan"]').count()) === 0,
    );
  }

  /** In the list of a plan, by keyboard as a person would: down to the row, then Space. */
  async untick(label) {
    const row = this.planRow(label);
    for (let i = 0; i < 20; i++) {
      if (/focused/.test((await row.getAttribute('class')) ?? '')) break;
      await this.press('ArrowDown');
      await this.page.waitForTimeout(100);
    }
    await this.press('Space');
    await this.page.waitForTimeout(700); // the diff follows
  }

  async openFromExplorer(file) {
    await this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`).dblclick();
    await this.page.waitForSelector(`.tab.active[data-resource-name="${file}"]`);
  }

  rows() {
    return this.page.locator('.action-widget .monaco-list-row');
  }

  /** Ctrl+. until the menu is there: a key pressed in the same instant as the caret moved is sometimes lost. */
  async quickFixMenu(wanted) {
    for (let i = 0; i < 8; i++) {
      await this.page.waitForTimeout(500);
      await this.press('Control+.');
      try {
        await this.rows().first().waitFor({ timeout: 2_500 });
        const texts = (await this.rows().allInnerTexts()).map((text) => text.trim());
        if (!wanted || texts.some((text) => wanted.test(text))) return texts;
        await this.press('Escape');
      } catch {
        /* once more */
      }
    }
    throw new Error(`No quick fix menu${wanted ? ` with ${wanted}` : ''}`);
  }

  /** The menu lies under a pointer block until the mouse has really moved over it. */
  async pickAction(text) {
    const box = await this.rows().filter({ hasText: text }).first().boundingBox();
    await this.page.mouse.move(box.x + 20, box.y + 4);
    await this.page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 4 });
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  async clickBulb() {
    const bulb = this.page
      .locator(
        '.editor-instance [class*="lightbulb"], .editor-instance .lightBulbWidget, .editor-instance [class*="codicon-gutter-lightbulb"]',
      )
      .first();
    await this.page.waitForTimeout(1_000); // a bulb of the text before is still there for a moment
    await bulb.waitFor({ state: 'visible', timeout: 10_000 });
    await bulb.click();
    await this.rows().first().waitFor();
    return (await this.rows().allInnerTexts()).map((text) => text.trim());
  }

  /** Types a path into the editor's own file dialog and takes it. Keys are dropped while it lists a folder. */
  async choosePath(file) {
    await this.page.waitForSelector('.quick-input-widget:visible input');
    await this.page.waitForTimeout(800);
    await this.press('Control+a');
    await this.page.keyboard.type(file);
    await this.page.waitForTimeout(500);
    const isOpen = () => this.page.locator('.quick-input-widget:visible').count();
    await this.until('the dialog has taken the path', async () => {
      if (!(await isOpen())) return true;
      await this.press('Enter');
      // One Enter too many would go into the editor.
      for (let i = 0; i < 10 && (await isOpen()); i++) await this.page.waitForTimeout(300);
      return !(await isOpen());
    });
  }

  /** The caret behind the text of a line that shows this, by keyboard. */
  async caretAtEndOf(text) {
    await this.clickLine(text, 75);
    await this.press('End');
  }

  pick(text) {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  async save() {
    await this.press('Control+s');
    await this.page.waitForTimeout(200);
  }

  toast(text) {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  status() {
    return this.page.locator('.statusbar-item[id="self-heal.self-heal.selfHeal.status"]');
  }

  /** The document of the web view whose main heading says this: it is a frame in a frame. */
  webview(heading) {
    return this.until(`the page “${heading}”`, async () => {
      for (const frame of this.page.frames())
        if (
          await frame
            .locator('main > h1', { hasText: heading })
            .count()
            .catch(() => 0)
        )
          return frame;
      return undefined;
    });
  }

  /** Opens a terminal and waits until it is ready for typing. */
  async terminal() {
    await this.command('Terminal: Create New Terminal');
    await this.page.waitForSelector('.terminal-wrapper.active .xterm-rows', { timeout: 20_000 });
    await this.until('the prompt', async () => /[$#]\s*$/.test((await this.terminalText()).trimEnd() + ' '));
    await this.page.waitForTimeout(2_500); // shell integration comes a little after the prompt
  }

  async terminalText() {
    // The rows of sticky scroll come second, and keep their text while they are hidden.
    const rows = this.page.locator('.terminal-wrapper.active .xterm-rows').first();
    return (await rows.locator('> div').allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
  }

  async type(line) {
    await this.page.keyboard.type(line, { delay: 10 });
    await this.press('Enter');
  }
}
