// Runs the mocha suites of test/vscode/suite inside the extension host of a real VS Code (server build), in the windows that host/build.mjs
// names. `node test/vscode/run.mjs [file …]` runs only the named suites (`lightbulb`). SELF_HEAL_TEST_RESULTS names a file for the counts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildTests, root, suite, testWindows } from './host/build.mjs';
import { ensureOthers } from './host/others.mjs';
import { startVSCode } from './host/start.mjs';

const LIMIT_MS = 2_400_000;
const only = process.argv.slice(2);
// Resolved: a folder behind a symbolic link (macOS' /tmp) would be named differently by Python.
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-in-host-')));
const total = { passed: 0, failed: 0, skipped: 0, failures: [], again: [] };

/** One window, until its suites have ended. */
async function runIn({ name, suites, workspace, link, env }) {
  const results = path.join(scratch, 'results.json');
  fs.rmSync(results, { force: true });
  let vscode;
  let counts = { passed: 0, failed: 1, skipped: 0, text: '' };
  try {
    vscode = await startVSCode({
      say: (text) => console.log(`  ${text}`),
      driver: true,
      link,
      env: { ...env, SELF_HEAL_IN_HOST_RESULTS: results, SELF_HEAL_IN_HOST_SUITES: suites, SELF_HEAL_IN_HOST_FILES: only.join(',') },
    });
    const { page } = vscode;
    // The workbench calls these when the suite's run() has ended, and for everything on its console.
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(
      vscode.url(workspace, [
        ['extensionDevelopmentPath', vscode.remote(process.env.SELF_HEAL_TEST_EXTENSION ?? root)],
        ['extensionTestsPath', vscode.remote(suite)],
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
      ]),
    );
    let timer;
    const code = await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, LIMIT_MS, 'timeout')))]);
    clearTimeout(timer);
    if (fs.existsSync(results)) counts = JSON.parse(fs.readFileSync(results, 'utf8'));
    if (counts.text) console.log(counts.text);
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    if (code === 'timeout') console.log(`The suites did not end within ${LIMIT_MS / 1000} seconds.`);
    if (counts.failed > 0) {
      const shot = path.join(root, 'test', 'ui', 'shots', `in-host-${name.replaceAll(' ', '-')}-failed.png`);
      fs.mkdirSync(path.dirname(shot), { recursive: true });
      await page.screenshot({ path: shot }).catch(() => undefined);
      console.log(vscode.logs(/Self-Heal.*\.log$/));
      if (process.env.SELF_HEAL_TEST_VERBOSE) console.log(vscode.logs(/remoteexthost\.log$/));
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  } finally {
    await vscode?.stop();
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped ?? 0;
  total.failures.push(...(counts.failures ?? []));
  total.again.push(...(counts.again ?? []).filter((test) => !counts.failures?.includes(test)));
}

try {
  await buildTests();
  for (const window of testWindows(scratch, only, () => ensureOthers((text) => console.log(`  ${text}`)))) await runIn(window);
} catch (error) {
  total.failed++;
  console.error(error instanceof Error ? error.message : String(error));
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
const { passed, failed, skipped } = total;
if (process.env.SELF_HEAL_TEST_RESULTS) fs.writeFileSync(process.env.SELF_HEAL_TEST_RESULTS, JSON.stringify(total));
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
