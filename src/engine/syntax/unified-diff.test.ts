import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff';

test('the diff of a file of variables shows no line but those that change', () => {
  const before = 'SECRET=hunter2\nA=1\n';
  expect(unifiedDiff('app/.env', before, `${before}B=2\n`)).not.toContain('hunter2');
  expect(unifiedDiff('app/.env', before, `${before}B=2\n`)).toContain('+B=2');
  expect(unifiedDiff('app/main.py', 'a = 1\nb = 2\n', 'a = 1\nb = 3\n')).toContain(' a = 1');
});
