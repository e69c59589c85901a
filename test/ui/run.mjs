// A person's path through a real window, with the installed .vsix: squiggle, lightbulb, terminal, Heal This File, export, a model,
// every place where errors are seen, an untrusted folder. Screenshots go to test/ui/shots. `node test/ui/run.mjs [name …]` runs only some; SELF_HEAL_TEST_RESULTS names a file for the counts;
// SELF_HEAL_TEST_SETTINGS adds user settings as JSON, to look at it in another theme: {"workbench.colorTheme": "Default High Contrast"}.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildTests, languageServer, root, secondProvider, testEnv, yearOfHeals } from '../vscode/host/build.mjs';
import { startVSCode } from '../vscode/host/start.mjs';
import { adapters, adaptersUntrusted } from './adapters.mjs';
import { german } from './german.mjs';
import { keyboard } from './keyboard.mjs';
import { learned, learnedUntrusted } from './learned.mjs';
import { healingModelServer } from '../support/healing-model-server.ts';
import { looks } from './looks.mjs';
import { models } from './model.mjs';
import { Person } from './person.mjs';
import { mouths } from './mouths.mjs';
import { operate } from './operate.mjs';
import { plans } from './plan.mjs';
import { problems } from './problems.mjs';
import { report } from './report.mjs';
import { trusted, untrusted } from './paths.mjs';
import { views } from './views.mjs';

const only = process.argv.slice(2);
const shots = path.join(root, 'test', 'ui', 'shots');
const vsix = process.env.SELF_HEAL_TEST_VSIX ?? path.join(root, 'out', 'self-heal.vsix');
const counts = { passed: 0, failed: 0, skipped: 0, failures: [], again: [] };
fs.rmSync(shots, { recursive: true, force: true });
fs.mkdirSync(shots, { recursive: true });

/** One window and the paths that are walked in it, one after the other. */
async function walk(paths, { trust, language }, names = only, isSecond = false) {
  const wanted = Object.entries(paths).filter(([name]) => names.length === 0 || names.includes(name));
  const later = [];
  if (wanted.length === 0) return;
  const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-ui-')));
  const workspace = path.join(scratch, 'project');
  fs.mkdirSync(workspace);
  for (const [, { files }] of wanted) for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), text);
  const model = await healingModelServer();
  let vscode;
  try {
    vscode = await startVSCode({
      say: (text) => console.log(`  ${text}`),
      vsix: [vsix],
      link: [languageServer, secondProvider],
      env: { ...testEnv, SELF_HEAL_TEST_KERNEL: '1' },
      trust,
      language,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        ...(trust ? {} : { 'security.workspace.trust.enabled': false }),
        ...JSON.parse(process.env.SELF_HEAL_TEST_SETTINGS ?? '{}'),
      },
    });
    const person = new Person(vscode.page, shots);
    vscode.page.setDefaultTimeout(20_000);
    await person.goto(vscode.url(workspace), Object.keys(wanted[0][1].files)[0]);
    for (const [name, { what, run }] of wanted) {
      const began = Date.now();
      try {
        await run({
          person,
          page: vscode.page,
          workspace,
          scratch,
          model,
          read: (file) => fs.readFileSync(path.join(workspace, file), 'utf8'),
          vscode,
          cli: (cwd, ...args) => execFileSync(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], { cwd, encoding: 'utf8' }),
          fillYear: (folder) => execFileSync(process.execPath, [yearOfHeals, folder, '2026-11-27T18:00:00.000Z']),
        });
        counts.passed++;
        if (isSecond) counts.again.push(what);
        console.log(`  ok   ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
      } catch (error) {
        // A window under load loses a key now and then. What fails twice, the second time in a window of its own, is a fault.
        if (isSecond) {
          counts.failed++;
          counts.failures.push(what);
        } else later.push(name);
        console.log(`  ${isSecond ? 'FAIL' : 'once more:'} ${what}\n${String(error?.stack ?? error).replace(/^/gm, '         ')}`);
        await vscode.page.screenshot({ path: path.join(shots, `FAILED-${name}.png`) }).catch(() => undefined);
        console.log(vscode.logs(/Self-Heal.*\.log$/));
      }
      // The next path begins with a quiet window.
      for (let i = 0; i < 3; i++) await person.press('Escape').catch(() => undefined);
      await person.command('View: Close All Editors').catch(() => undefined);
      await vscode.page
        .locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" })
        .click({ timeout: 1_500 })
        .catch(() => undefined);
      await person.command('Notifications: Clear All Notifications').catch(() => undefined);
    }
  } catch (error) {
    counts.failed++;
    console.log(`  FAIL the window: ${error?.message ?? error}`);
    await vscode?.page.screenshot({ path: path.join(shots, 'FAILED-window.png') }).catch(() => undefined);
  } finally {
    await vscode?.stop();
    await model.stop();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  if (later.length > 0) await walk(paths, { trust, language }, later, true);
}

if (!fs.existsSync(vsix)) {
  console.log('There is no package to test: run `npm run package` first.');
  counts.failed++;
} else {
  await buildTests();
  await walk({ ...trusted, ...learned }, { trust: false });
  await walk({ ...problems, ...plans }, { trust: false });
  await walk(report, { trust: false });
  await walk(views, { trust: false });
  await walk(keyboard, { trust: false });
  await walk(looks, { trust: false });
  await walk(models, { trust: false });
  await walk(mouths, { trust: false });
  await walk(german, { trust: false, language: 'de' });
  await walk(adapters, { trust: false });
  await walk(operate, { trust: false });
  // The last one trusts the folder.
  await walk({ ...learnedUntrusted, ...adaptersUntrusted, ...untrusted }, { trust: true });
}
if (process.env.SELF_HEAL_TEST_RESULTS) fs.writeFileSync(process.env.SELF_HEAL_TEST_RESULTS, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
