import { expect, test } from 'vitest';
import type { SecretStorage } from 'vscode';
import { ModelKey } from './model-key';

const OPENAI = 'https://api.openai.com/v1';
const OTHER = 'https://models.example.org/v1';

function keys(environment: Record<string, string> = {}): ModelKey {
  const store = new Map<string, string>();
  const secrets: SecretStorage = {
    get: async (name) => store.get(name),
    store: async (name, value) => void store.set(name, value),
    delete: async (name) => void store.delete(name),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return new ModelKey(secrets, environment);
}

test('OPENAI_API_KEY goes to the server it belongs to, and to no other', async () => {
  const key = keys({ OPENAI_API_KEY: 'sk-env' });
  expect(await key.get(OPENAI)).toBe('sk-env');
  for (const other of [
    OTHER,
    'http://api.openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com.example.org/v1',
    'https://api.openai.com@example.org/v1',
    'http://127.0.0.1:11434/v1',
    'no URL',
  ])
    expect(await key.get(other), other).toBeUndefined();
});

test('F039: the keys of Anthropic and Qwen, too, each to its own server alone', async () => {
  const anthropic = 'https://api.anthropic.com/v1';
  const qwen = 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1';
  const key = keys({ OPENAI_API_KEY: 'openai', ANTHROPIC_API_KEY: 'anthropic', QWEN_API_KEY: 'qwen' });
  expect(await Promise.all([OPENAI, anthropic, qwen, OTHER].map((url) => key.get(url)))).toEqual([
    'openai',
    'anthropic',
    'qwen',
    undefined,
  ]);
  expect(key.mayUseEnvironment(anthropic)).toBe(false);
  expect(await keys({ DASHSCOPE_API_KEY: 'other name' }).get(qwen)).toBe('other name');
  expect(await keys({ OPENAI_API_KEY: 'openai' }).get(anthropic)).toBeUndefined();
  expect(await key.get('https://api.anthropic.com.example.org/v1')).toBeUndefined();
});

test('the person may send OPENAI_API_KEY to another base URL, and take that back', async () => {
  const key = keys({ OPENAI_API_KEY: 'sk-env' });
  expect(key.mayUseEnvironment(OTHER)).toBe(true);
  await key.useEnvironment(OTHER);
  expect(await key.get(OTHER)).toBe('sk-env');
  expect(await key.get(`${OTHER}/`)).toBe('sk-env');
  expect(await key.get('https://models.example.org/other-team/v1')).toBeUndefined();
  expect(await key.isGiven(OTHER)).toBe(true);
  await key.clear(OTHER);
  expect(await key.isGiven(OTHER)).toBe(false);
  expect(await key.get(OTHER)).toBeUndefined();
});

test('there is nothing to ask where OPENAI_API_KEY is not set, or is for this server anyway', () => {
  expect(keys().mayUseEnvironment(OTHER)).toBe(false);
  expect(keys({ OPENAI_API_KEY: ' ' }).mayUseEnvironment(OTHER)).toBe(false);
  expect(keys({ OPENAI_API_KEY: 'sk-env' }).mayUseEnvironment(OPENAI)).toBe(false);
});

test('a key that was typed in is kept for its base URL alone, and goes before OPENAI_API_KEY', async () => {
  const key = keys({ OPENAI_API_KEY: 'sk-env' });
  await key.useEnvironment(OTHER);
  await key.set(OTHER, 'sk-typed');
  expect(await key.get('https://Models.Example.org/v1/')).toBe('sk-typed');
  expect(await key.get('https://models.example.org/v2')).toBeUndefined();
  await key.set(OPENAI, 'sk-own');
  expect(await key.get(OPENAI)).toBe('sk-own');
  await key.clear(OTHER);
  expect(await key.get(OTHER), 'the permission went with the key').toBeUndefined();
});
