// `npm run bench -- typing [--cases N]`: how long a letter takes from its key to the screen in a real VS Code, with Self-Heal and without it. Needs `npm run package`.
//
// A person types Python with slips in it, some 14 letters a second, into a file of 400 lines that already has 20 problems; pyright's server checks it in both windows.
// They take turns, a window without and one with it, so that a busy machine is busy for both.
//
// Keys
//   keys                         keystrokes of each kind (1,000)
//   with.ms_…, without.ms_…      from the key's event to the frame in which its letter is drawn
//   more_ms_p50, more_ms_p95     by how much the one is above the other
import fs from 'node:fs';
import path from 'node:path';
import { buildTests, languageServer, testEnv } from '../vscode/host/build.mjs';
import { startVSCode } from '../vscode/host/start.mjs';
import { inFolder, Missing, root, round, table, times } from './figures.mjs';

const KEYS = 1_000;
const ROUNDS = 2;
const BETWEEN_MS = 70;
/** Nothing but the letters that are typed. */
const SETTINGS = {
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.parameterHints.enabled': false,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.acceptSuggestionOnEnter': 'off',
};
/** As it is typed, slips and all. */
const TYPED = `def avrage(values):
    totl = 0
    for value in values:
        total += vlaue
    return total / len(vales)
print(avrage([1, 2, 3))
names = ["ada", "grace"]
for name in nmaes:
    pritn(name.uper())
`;

export async function run(options) {
  const vsix = path.join(root, 'out', 'self-heal.vsix');
  if (!fs.existsSync(vsix)) throw new Missing('out/self-heal.vsix is not there: run npm run build and npm run package first.');
  const keys = options.cases ?? (options.smoke ? 60 : KEYS);
  await buildTests();
  const samples = { with: [], without: [] };
  for (let i = 0; i < ROUNDS; i++)
    for (const kind of ['without', 'with'])
      samples[kind].push(...(await inFolder((folder) => typed(folder, kind === 'with' ? [vsix] : [], keys / ROUNDS))));
  const figures = { keys: samples.with.length, ...times(samples.with, 'with.'), ...times(samples.without, 'without.') };
  for (const p of ['p50', 'p95']) figures[`more_ms_${p}`] = round(figures[`with.ms_${p}`] - figures[`without.ms_${p}`], 2);
  table('From key to screen (ms)', [
    { window: 'with Self-Heal', keys: samples.with.length, ...times(samples.with) },
    { window: 'without', keys: samples.without.length, ...times(samples.without) },
  ]);
  return figures;
}

async function typed(folder, vsix, keys) {
  const problems = Array.from({ length: 20 }, (_, i) => `print(valu_${i})`);
  const text = Array.from({ length: 190 }, (_, i) => `value_${i} = ${i}`)
    .concat(
      problems,
      Array.from({ length: 190 }, (_, i) => `other_${i} = ${i}`),
    )
    .join('\n');
  fs.writeFileSync(path.join(folder, 'typed.py'), `\n\n${text}\n`);
  const vscode = await startVSCode({ vsix, link: [languageServer], env: testEnv, settings: SETTINGS });
  try {
    const { page } = vscode;
    page.setDefaultTimeout(60_000);
    await page.goto(vscode.url(folder));
    await page.locator('.explorer-folders-view .monaco-list-row[aria-label^="typed.py"]').dblclick();
    await page.locator('.editor-instance .view-line', { hasText: 'value_0' }).first().waitFor();
    // The problems are known, and fixes for them made.
    await page.locator('.monaco-workbench [id="status.problems"]', { hasText: /[1-9]/ }).waitFor();
    await page.waitForTimeout(6_000);
    await page.locator('.editor-instance .view-line').first().click();
    await page.evaluate(watchKeys);
    for (let i = 0; i < keys; i++) {
      const letter = TYPED[i % TYPED.length];
      await page.keyboard.press(letter === '\n' ? 'Enter' : letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(BETWEEN_MS);
    }
    await page.waitForTimeout(500);
    return await page.evaluate(() => globalThis.selfHealKeys);
  } finally {
    await vscode.stop();
  }
}

/** In the page: from the key's event to the frame that shows what it changed. */
function watchKeys() {
  globalThis.selfHealKeys = [];
  let since;
  addEventListener('keydown', (event) => (since = event.timeStamp), true);
  new MutationObserver(() => {
    if (since === undefined) return;
    const began = since;
    since = undefined;
    requestAnimationFrame(() => globalThis.selfHealKeys.push(performance.now() - began));
  }).observe(document.querySelector('.editor-instance .view-lines'), {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}
