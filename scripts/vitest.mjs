// Runs vitest and writes the counts that scripts/test.mjs adds up.
import fs from 'node:fs';
import { startVitest } from 'vitest/node';

const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false });
const tests = vitest.state.getFiles().flatMap(function each(task) {
  return task.type === 'suite' ? task.tasks.flatMap(each) : [task];
});
const states = tests.map((test) =>
  test.mode === 'skip' || test.mode === 'todo' ? 'skipped' : test.result?.state === 'pass' ? 'passed' : 'failed',
);
const count = (state) => states.filter((each) => each === state).length;
// A file that could not be loaded has no tests to fail.
const broken = vitest.state.getFiles().filter((file) => file.result?.state === 'fail' && file.tasks.length === 0).length;
const counts = { passed: count('passed'), failed: count('failed') + broken, skipped: count('skipped') };
if (process.env.SELF_HEAL_TEST_RESULTS) fs.writeFileSync(process.env.SELF_HEAL_TEST_RESULTS, JSON.stringify(counts));
await vitest.close();
process.exitCode = counts.failed === 0 ? 0 : 1;
