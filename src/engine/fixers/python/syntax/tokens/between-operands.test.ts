import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

const KNOWN = 'name = "Ann"\nscore = 3\ntotal = 5\n';

test.each([
  ['print("Hello " name "!")', 'print("Hello ", name, "!")'],
  ['print("Score: " score "/" total)', 'print("Score: ", score, "/", total)'],
  ['print("value is "score"!")', 'print("value is ", score, "!")'],
  ['row = ["a" score "b" total]', 'row = ["a", score, "b", total]'],
  ['text = "Dear " name ", hello!"', 'text = "Dear " + name + ", hello!"'],
  ['raise ValueError("no " name " found")', 'raise ValueError("no " + name + " found")'],
])('%s → %s', (line, right) => {
  expect(best(`${KNOWN}${line}\n`).text).toBe(`${KNOWN}${right}\n`);
});
