import { afterEach, expect, test, vi } from 'vitest';
import { modelServerOf, modelsFrom, terminalModelFrom, type ModelValues } from './model-options';

afterEach(() => vi.restoreAllMocks());

const local = 'http://127.0.0.1:11434/v1';
const of = (values: ModelValues, env: Record<string, string> = {}) => modelServerOf(values, env);

test('nothing given: there is no model, whatever keys lie about', () => {
  expect(of({}, { OPENAI_API_KEY: 'k', SELF_HEAL_API_KEY: 'k', OPENAI_BASE_URL: local })).toBeUndefined();
  expect(modelsFrom({}, {}, {})).toBeUndefined();
  expect(of({}, { SELF_HEAL_MODEL: ' ', SELF_HEAL_BASE_URL: '' })).toBeUndefined();
});

test('options come before the environment', () => {
  const env = { SELF_HEAL_MODEL: 'a', SELF_HEAL_BASE_URL: local };
  expect(of({}, env)).toMatchObject({ name: 'a', baseUrl: local });
  expect(of({ model: 'b' }, env)).toMatchObject({ name: 'b', baseUrl: local });
  expect(of({ model: 'b', 'base-url': 'http://127.0.0.1:1234/v1' }, env)).toMatchObject({ name: 'b', baseUrl: 'http://127.0.0.1:1234/v1' });
  expect(of({ 'no-model': true }, env)).toBeUndefined();
});

test('a key goes to the server that it was given for, and to no other', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const key = (values: ModelValues, env: Record<string, string>) => of({ model: 'm', ...values }, env)?.apiKey;
  expect(key({ 'base-url': local }, { SELF_HEAL_API_KEY: 'own' })).toBe('own');
  expect(key({}, { SELF_HEAL_API_KEY: 'own', SELF_HEAL_BASE_URL: local })).toBe('own');
  expect(key({ 'base-url': 'http://127.0.0.1:11434/other' }, { SELF_HEAL_API_KEY: 'own', SELF_HEAL_BASE_URL: local })).toBe('own');
  expect(said).not.toHaveBeenCalled();
  expect(key({ 'base-url': 'https://evil.example/v1' }, { SELF_HEAL_API_KEY: 'own', SELF_HEAL_BASE_URL: local })).toBeUndefined();
  expect(String(said.mock.calls[0]?.[0])).toMatch(/not sent to evil\.example/);
  expect(key({ 'base-url': local }, { OPENAI_API_KEY: 'theirs' })).toBeUndefined();
  expect(key({ 'base-url': 'https://api.openai.com/v1' }, { OPENAI_API_KEY: 'theirs' })).toBe('theirs');
  expect(key({ 'base-url': 'http://api.openai.com/v1' }, { OPENAI_API_KEY: 'theirs' })).toBeUndefined();
  expect(key({ 'base-url': 'https://api.anthropic.com/v1' }, { OPENAI_API_KEY: 'theirs', ANTHROPIC_API_KEY: 'own-key' })).toBe('own-key');
  expect(key({ 'base-url': 'https://api.anthropic.com/v1' }, { OPENAI_API_KEY: 'theirs', QWEN_API_KEY: 'theirs' })).toBeUndefined();
  expect(key({ 'base-url': 'https://dashscope.aliyuncs.com/compatible-mode/v1' }, { QWEN_API_KEY: 'own-key' })).toBe('own-key');
  expect(key({ 'base-url': 'https://api.openai.com.evil.example/v1' }, { OPENAI_API_KEY: 'theirs' })).toBeUndefined();
  expect(key({ 'base-url': 'https://api.openai.com/v1' }, { OPENAI_API_KEY: 'theirs', SELF_HEAL_API_KEY: 'own' })).toBe('own');
});

test('a key that can be read on the way is told of', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const to = (baseUrl: string, key = 'own') => of({ model: 'm', 'base-url': baseUrl }, key ? { SELF_HEAL_API_KEY: key } : {});
  for (const url of [local, 'http://localhost:1/v1', 'http://[::1]:1/v1', 'https://models.example/v1']) to(url);
  to('http://192.168.1.20:8000/v1', '');
  expect(said).not.toHaveBeenCalled();
  expect(to('http://192.168.1.20:8000/v1')?.apiKey).toBe('own');
  expect(String(said.mock.calls[0]?.[0])).toMatch(/goes to 192\.168\.1\.20:8000 without encryption/);
});

test('roles and price stand in the environment', () => {
  const env = { SELF_HEAL_DIAGNOSE_MODEL: 'quick', SELF_HEAL_PRICE: '3/15' };
  expect(of({ model: 'm', 'base-url': local }, env)).toMatchObject({ roles: { diagnose: 'quick' }, price: { prompt: 3, reply: 15 } });
  expect(of({ model: 'm', 'base-url': local }, { SELF_HEAL_PRICE: '3/15/0.3' })?.price).toEqual({ prompt: 3, reply: 15, cached: 0.3 });
  const models = modelsFrom({ model: 'm', 'base-url': local }, {}, env);
  expect([models?.heal.name, models?.diagnose?.name, models?.critic]).toEqual(['m', 'quick', undefined]);
});

test('how a server is asked again is one of four', () => {
  const values = { model: 'm', 'base-url': local };
  for (const SELF_HEAL_MODEL_RETRY of ['exponential_backoff', 'linear_backoff', 'constant_backoff', 'no_backoff', ''])
    expect(terminalModelFrom(values, { SELF_HEAL_MODEL_RETRY })?.models.heal.name).toBe('m');
  expect(() => terminalModelFrom(values, { SELF_HEAL_MODEL_RETRY: 'often' })).toThrow(/one of exponential_backoff, .*, not 'often'/);
});

test.each<[string, ModelValues, Record<string, string>, RegExp]>([
  ['a model without a server', { model: 'm' }, {}, /no server: give --base-url/],
  ['a server without a model', { 'base-url': local }, {}, /no model: give --model/],
  ['a server that is no URL', { model: 'm', 'base-url': 'localhost:11434' }, {}, /must start with http/],
  ['a server with a password in it', { model: 'm', 'base-url': 'http://me:pw@127.0.0.1/v1' }, {}, /must not hold a user name/],
  ['both', { model: 'm', 'no-model': true }, {}, /contradict/],
  ['a price that is none', { model: 'm', 'base-url': local }, { SELF_HEAL_PRICE: 'cheap' }, /like 3\/15/],
  ['a price below nothing', { model: 'm', 'base-url': local }, { SELF_HEAL_PRICE: '1/-1' }, /like 3\/15/],
  ['a key that is none', { model: 'm', 'base-url': local }, { SELF_HEAL_API_KEY: 'a b' }, /key holds spaces/],
])('refuses %s', (_name, values, env, sentence) => {
  expect(() => of(values, env)).toThrow(sentence);
});
