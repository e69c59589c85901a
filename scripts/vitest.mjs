// Runs vitest and writes the counts that scripts/test.mjs adds up.
import fs from 'node:fs';
import path from 'node:path';
import { startVitest } from 'vitest/node';

// Tests that wait for programs time out now and then on a busy machine. What fails twice is a fault; what needed its second try is named.
const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false, retry: 1 });
const tests = vitest.state.getFiles().flatMap(function each(task) {
  return task.type === 'suite' ? task.tasks.flatMap(each) : [task];
});
const states = tests.map((test) =>
  test.mode === 'skip' || test.mode === 'todo' ? 'skipped' : test.result?.state === 'pass' ? 'passed' : 'failed',
);
const nameOf = (test) => (test.suite && test.suite !== test.file ? `${nameOf(test.suite)} > ${test.name}` : test.name);
const fullName = (test) => `${path.relative(process.cwd(), test.file.filepath)} > ${nameOf(test)}`;
const count = (state) => states.filter((each) => each === state).length;
// A file that could not be loaded has no tests to fail, and where what stands before or after a suite's tests fails, vitest calls them skipped.
const suites = vitest.state.getFiles().flatMap(function each(suite) {
  return [suite, ...suite.tasks.filter(({ type }) => type === 'suite').flatMap(each)];
});
const broken = suites.filter(({ result }) => (result?.errors?.length ?? 0) > 0);
const suiteName = (suite) =>
  suite === suite.file ? path.relative(process.cwd(), suite.filepath) : `${fullName(suite)} (before or after its tests)`;
const counts = {
  passed: count('passed'),
  failed: count('failed') + broken.length,
  skipped: count('skipped'),
  failures: [...tests.filter((_, i) => states[i] === 'failed').map(fullName), ...broken.map(suiteName)],
  again: tests.filter((test, i) => states[i] === 'passed' && (test.result?.retryCount ?? 0) > 0).map(fullName),
};
if (process.env.SELF_HEAL_TEST_RESULTS) fs.writeFileSync(process.env.SELF_HEAL_TEST_RESULTS, JSON.stringify(counts));
await vitest.close();
process.exitCode = counts.failed === 0 ? 0 : 1;
