import { expect, test } from 'vitest';
import type { Patch } from '../../engine';
import { menuTitle, offered } from './to-protocol';

test('what a patch quotes of others is shown, not obeyed', () => {
  const patch = {
    id: '1',
    status: 'validated',
    confidence: 0.5,
    problem: { message: 'name \u202ex\x1b[2J', signature: { shape: 's' }, location: { range: { start: { line: 1 } } } },
    candidate: { title: 'Change to \x1b]0;owned\x07\nx', explanation: 'a\x9bb', origin: { kind: 'rule', id: 'r' }, edits: [] },
    evidence: [{ rung: 'checks', result: 'failed', why: '\x1b[31m' }],
  } as unknown as Patch;
  expect(menuTitle(patch)).toBe('Change to \\x1b]0;owned\\x07\\nx (Self-Heal: not checked)');
  expect(offered(patch)).toMatchObject({
    title: 'Change to \\x1b]0;owned\\x07\\nx',
    explanation: 'a\\x9bb',
    evidence: 'The checker still complains (\\x1b[31m).',
    problem: 'name \\u202ex\\x1b[2J',
  });
});
