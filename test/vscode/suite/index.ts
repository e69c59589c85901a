// VS Code calls run(). Results go to a file: everything on the console also carries the workbench's own noise.

import * as fs from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

/** Each window has suites of its own. */
const folder = path.join(__dirname, process.env['SELF_HEAL_IN_HOST_SUITES'] ?? '.');

export async function run(): Promise<void> {
  const only = (process.env['SELF_HEAL_IN_HOST_FILES'] ?? '').split(',').filter(Boolean);
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, retries: 1, reporter: class {} as never });
  const files = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.test.js') && (only.length === 0 || only.includes(path.basename(file, '.test.js'))));
  // Where no server has run yet is looked at first.
  const first = (file: string): number => (file.startsWith('before-the-first-file') ? 0 : 1);
  for (const file of files.sort((a, b) => first(a) - first(b) || a.localeCompare(b))) mocha.addFile(path.join(folder, file));
  const lines: string[] = [];
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] as string[], again: [] as string[] };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => {
        counts.passed++;
        lines.push(`  ok   ${test.fullTitle()} (${test.duration ?? 0} ms)`);
      })
      .on('pending', (test) => {
        counts.skipped++;
        lines.push(`  skip ${test.fullTitle()}`);
      })
      // A window under load loses an event now and then. What fails twice is a fault.
      .on('retry', (test: Mocha.Test, error: Error) => {
        counts.again.push(test.fullTitle());
        lines.push(`  once more: ${test.fullTitle()}\n${(error.stack ?? String(error)).replace(/^/gm, '         ')}`);
      })
      .on('fail', (test, error: Error) => {
        counts.failed++;
        counts.failures.push(test.fullTitle());
        lines.push(`  FAIL ${test.fullTitle()}\n${(error.stack ?? String(error)).replace(/^/gm, '         ')}`);
      });
  });
  const results = process.env['SELF_HEAL_IN_HOST_RESULTS'];
  if (results) fs.writeFileSync(results, JSON.stringify({ ...counts, text: lines.join('\n') }));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
