import { expect, test } from 'vitest';
import type { Patch } from '../../engine';
import { DEFAULT_SETTINGS } from '../session/settings';
import { menuTitle } from '../session/to-protocol';
import { inMenu, isSure } from './tiers';

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

test('F087: where the tests are weak a fix stands one tier lower, and says so', () => {
  const weak = { noticed: 1, of: 4 };
  const sure = patch([]);
  const likely = { ...patch([]), atLeast: 0.5, confidence: 0.75 };
  const tier = (one: Patch): string => {
    const offer = {
      patch: one,
      known: { problem: { errorType: 'NameError', origin: 'diagnostic', message: 'x', source: 'python', language: 'python' } },
    } as unknown as Parameters<typeof inMenu>[0][number];
    return isSure(one, DEFAULT_SETTINGS) ? 'sure' : inMenu([offer], DEFAULT_SETTINGS).shown.length > 0 ? 'shown' : 'hidden';
  };
  expect([sure, likely].map(tier)).toEqual(['sure', 'shown']);
  expect([sure, likely].map((one) => tier({ ...one, testsWeak: weak }))).toEqual(['shown', 'hidden']);
  expect(menuTitle({ ...sure, testsWeak: weak })).toBe('Open it for writing (Self-Heal: checked, tests weak)');
});
