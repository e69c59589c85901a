import { expect, test } from 'vitest';
import { adapterServerIn, besideIn, budgetsIn, pricesIn, retryIn, roleIn } from './model-values';

const HEAL = { provider: 'server', baseUrl: 'http://127.0.0.1:11434/v1', name: 'big' } as const;
const EDITOR = { provider: 'editor', baseUrl: '', name: 'copilot/big' } as const;

test('a limit is a number that is not negative; zero is one', () => {
  expect(
    budgetsIn({ tokensPerDay: 0, moneyPerDay: 1.5, secondsPerHeal: -1, tokensPerHeal: '10', moneyPerHeal: Number.NaN, other: 3 }),
  ).toEqual({
    tokensPerDay: 0,
    moneyPerDay: 1.5,
  });
  for (const none of [undefined, null, 'x', 3, []]) expect(budgetsIn(none)).toEqual({});
});

test('a price has both numbers', () => {
  expect(pricesIn({ a: { prompt: 0.15, reply: 0.6 }, b: { prompt: 1 }, c: null, d: { prompt: '1', reply: 2 } })).toEqual({
    a: { prompt: 0.15, reply: 0.6 },
  });
  expect(pricesIn('x')).toEqual({});
});

test('a task is given to another model of the same place by its name alone', () => {
  expect(roleIn({ diagnose: ' small ' }, 'diagnose', HEAL)).toEqual({ ...HEAL, name: 'small' });
  expect(roleIn({ diagnose: 'copilot/small' }, 'diagnose', EDITOR)).toEqual({ ...EDITOR, name: 'copilot/small' });
  expect(roleIn({ diagnose: { name: 'small' } }, 'diagnose', HEAL)).toEqual({ ...HEAL, name: 'small' });
});

test('a task is given to a model of another place', () => {
  const baseUrl = 'https://api.openai.com/v1';
  expect(roleIn({ critic: { baseUrl, name: 'x' } }, 'critic', EDITOR)).toEqual({ provider: 'server', baseUrl, name: 'x' });
  expect(roleIn({ critic: { provider: 'editor', name: 'copilot/x' } }, 'critic', HEAL)).toEqual({ ...EDITOR, name: 'copilot/x' });
});

test('what names no place, or no model, gives a task to nobody', () => {
  for (const wrong of ['', ' ', 3, null, {}, { name: 3 }, { name: 'x', baseUrl: 'file:///etc' }, { name: 'x', baseUrl: 3 }])
    expect(roleIn({ rank: wrong }, 'rank', HEAL)).toBeUndefined();
  expect(roleIn({ rank: { provider: 'server', name: 'x' } }, 'rank', EDITOR)).toBeUndefined();
  expect(roleIn(undefined, 'rank', HEAL)).toBeUndefined();
  // A name that every object has is none that was set.
  expect(roleIn({}, 'constructor', HEAL)).toBeUndefined();
});

test('one or several answer beside the model that heals', () => {
  expect(besideIn({ beside: 'other' }, HEAL)).toEqual([{ ...HEAL, name: 'other' }]);
  expect(besideIn({ beside: ['a', 3, { provider: 'editor', name: 'copilot/x' }] }, HEAL).map(({ name }) => name)).toEqual([
    'a',
    'copilot/x',
  ]);
  expect(besideIn({ beside: ['a', 'b', 'c', 'd', 'e'] }, HEAL)).toHaveLength(4);
  for (const none of [undefined, {}, { beside: '' }, { beside: null }]) expect(besideIn(none, HEAL)).toEqual([]);
});

test('how a server is asked again is one of four, or left out', () => {
  expect(['exponential_backoff', 'no_backoff', 'often', 3, undefined].map(retryIn)).toEqual([
    'exponential_backoff',
    'no_backoff',
    undefined,
    undefined,
    undefined,
  ]);
});

test('the server of adapters is one that is known, its folders are texts; anything else is asked or left out', () => {
  expect(adapterServerIn('vllm', { copyTo: ' /srv/adapters ', seenAt: '/mnt' })).toEqual({
    server: 'vllm',
    copyTo: '/srv/adapters',
    seenAt: '/mnt',
  });
  for (const none of [undefined, null, '', 'other', 3]) expect(adapterServerIn(none, none)).toEqual({});
  expect(adapterServerIn('ollama', { copyTo: 3, seenAt: ' ' })).toEqual({ server: 'ollama' });
});
