// Part of `npm run bench -- start`: what activating costs the extension host of a real VS Code, with the packed extension installed, as VS Code itself counts it.
import fs from 'node:fs';
import path from 'node:path';
import { startVSCode } from '../vscode/host/start.mjs';
import { median, round } from './figures.mjs';

const LIMIT_MS = 60_000;

/**
 * Windows on a folder of text, one after the other, each with an extension host of its own.
 * @param vsix the package.
 * @returns ms of the extension host's time, of each window: loading the code and calling `activate`, from the page "Running Extensions".
 */
export async function activation(vsix, folder, windows) {
  fs.writeFileSync(path.join(folder, 'notes.txt'), 'Nothing to heal.\n');
  const vscode = await startVSCode({ vsix: [vsix] });
  const samples = [];
  try {
    const { page } = vscode;
    page.setDefaultTimeout(LIMIT_MS);
    for (let i = 0; i < windows; i++) {
      await page.goto(vscode.url(folder));
      await page.waitForSelector('.explorer-folders-view .monaco-list-row[aria-label^="notes.txt"]');
      await page.keyboard.press('F1');
      await page.waitForSelector('.quick-input-widget:visible input');
      await page.keyboard.type('Developer: Show Running Extensions');
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Show Running Extensions' }).first().click();
      const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Self-Heal' }).first();
      const time = row.locator('.activation-time', { hasText: /\d+\s*ms/ });
      await time.waitFor();
      samples.push(Number(/(\d+)\s*ms/.exec(await time.innerText())[1]));
    }
  } finally {
    await vscode.stop();
  }
  return { activate_ms: round(median(samples)), activate_ms_max: round(Math.max(...samples)) };
}
