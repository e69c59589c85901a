import { expect, test } from 'vitest';
import { LogTail } from './log-tail';

test('the newest lines are kept, each with its time and level, and none is longer than a page is wide', () => {
  const tail = new LogTail();
  const now = new Date('2026-03-01T10:11:12.345Z');
  for (let i = 0; i < 500; i++) tail.add('info', `line ${i}`, now);
  tail.add('error', 'x'.repeat(10_000), now);
  const lines = tail.text.split('\n');
  expect(lines).toHaveLength(400);
  expect(lines[0]).toBe('10:11:12.345 [info] line 101');
  expect(lines.at(-1)?.length).toBeLessThan(1_100);
});
