// The same suites in a desktop VS Code, which @vscode/test-electron downloads: for machines with a screen, and for Windows and macOS.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildTests, root, suite, testWindows } from './host/build.mjs';
import { ensureOthers } from './host/others.mjs';

const only = process.argv.slice(2);
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-desktop-')));
const user = path.join(scratch, 'user');
const results = path.join(scratch, 'results.json');
fs.mkdirSync(path.join(user, 'User'), { recursive: true });
fs.writeFileSync(
  path.join(user, 'User', 'settings.json'),
  JSON.stringify({
    'telemetry.telemetryLevel': 'off',
    'git.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.startupEditor': 'none',
    'files.autoSave': 'off',
  }),
);
try {
  await buildTests();
  for (const { name, suites, workspace, link, env } of testWindows(scratch, only, ensureOthers)) {
    fs.rmSync(results, { force: true });
    try {
      await runTests({
        version: process.env.SELF_HEAL_TEST_VSCODE_VERSION ?? 'stable',
        extensionDevelopmentPath: [root, ...link],
        extensionTestsPath: suite,
        extensionTestsEnv: {
          ...env,
          SELF_HEAL_IN_HOST_RESULTS: results,
          SELF_HEAL_IN_HOST_SUITES: suites,
          SELF_HEAL_IN_HOST_FILES: only.join(','),
        },
        launchArgs: [
          workspace,
          '--disable-workspace-trust',
          `--user-data-dir=${user}`,
          `--extensions-dir=${path.join(scratch, 'extensions')}`,
        ],
      });
    } catch (error) {
      console.error(`The desktop tests in ${name} did not pass: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    } finally {
      if (fs.existsSync(results)) {
        const { text, passed, failed } = JSON.parse(fs.readFileSync(results, 'utf8'));
        console.log(`${text}\n${passed} passed, ${failed} failed`);
      }
    }
  }
} catch (error) {
  console.error(`The desktop tests could not be run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
