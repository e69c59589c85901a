import { expect, test } from 'vitest';
import type { Patch } from '../../engine';
import { DEFAULT_SETTINGS } from '../session/settings';
import { menuTitle } from '../session/to-protocol';
import { isSure } from './tiers';

const patch = (adds: readonly string[], invents = false): Patch =>
  ({
    candidate: { title: 'Open it for writing', origin: { kind: 'rule', id: 'x' }, ...(adds.length > 0 ? { adds } : {}), invents },
    confidence: 0.99,
    atLeast: 0.95,
    evidence: [{ rung: 'checks', result: 'passed' }],
  }) as unknown as Patch;

test('what adds a danger or makes something up is never preferred nor applied by itself, however likely; its title says what it adds', () => {
  expect(isSure(patch([]), DEFAULT_SETTINGS)).toBe(true);
  expect(isSure(patch(['writes a file']), DEFAULT_SETTINGS)).toBe(false);
  expect(isSure(patch([], true), DEFAULT_SETTINGS)).toBe(false);
  expect(menuTitle(patch(['writes a file']))).toBe('Open it for writing (Self-Heal: checked, writes a file)');
});
