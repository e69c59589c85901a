// Values of every type that a hand can write, against what package.json says of each setting.

import { expect, test } from 'vitest';
import manifest from '../../../package.json';
import { wrongValues, type ValueSchema } from './wrong-values';

const SETTINGS = Object.assign({}, ...[manifest.contributes.configuration].flat().map(({ properties }) => properties)) as Readonly<
  Record<string, ValueSchema & { readonly default?: unknown }>
>;
const at = (name: string, value: unknown): string[] => wrongValues(name, SETTINGS[name] ?? {}, value).map((wrong) => wrong.at);

test('what is set where nobody has set anything is right', () => {
  expect(Object.keys(SETTINGS).length).toBeGreaterThan(20);
  for (const [name, { default: given }] of Object.entries(SETTINGS)) expect(at(name, given)).toEqual([]);
});

test('what package.json says of the settings is understood: no other word of JSON Schema stands there', () => {
  const KNOWN =
    /^(type|enum|default|minimum|maximum|exclusiveMinimum|pattern|patternErrorMessage|items|uniqueItems|properties|additionalProperties|required|description|markdownDescription|enumDescriptions|scope|order|tags|editPresentation|deprecationMessage)$/;
  const words = (schema: object): string[] =>
    Object.entries(schema).flatMap(([word, value]: [string, unknown]) => [
      word,
      ...(word === 'properties' && typeof value === 'object' && value !== null
        ? Object.values(value).flatMap((one: object) => words(one))
        : (word === 'items' || word === 'additionalProperties') && typeof value === 'object' && value !== null
          ? words(value)
          : []),
    ]);
  for (const schema of Object.values(SETTINGS)) expect(words(schema).filter((word) => !KNOWN.test(word))).toEqual([]);
});

test.each([17, null, ['x', 4, null], { nested: [null] }, 'no such value'])(
  '%j: no setting takes it without a word, but those of its type',
  (value) => {
    for (const [name, { type, enum: choices }] of Object.entries(SETTINGS)) {
      const types = [type].flat();
      const isOfType =
        choices === undefined &&
        ((typeof value === 'number' && (types.includes('integer') || types.includes('number'))) ||
          (typeof value === 'string' && types.includes('string')));
      const isPerhaps = types.includes('object') && typeof value === 'object' && !Array.isArray(value);
      if (!isOfType && !isPerhaps) expect([name, at(name, value).length > 0]).toEqual([name, true]);
    }
  },
);

test.each<[string, unknown, string[]]>([
  ['selfHeal.enabled', 'false', ['selfHeal.enabled']],
  ['selfHeal.confidence.auto', 1.2, ['selfHeal.confidence.auto']],
  ['selfHeal.confidence.auto', 1, []],
  ['selfHeal.store.maxPairs', 2.5, ['selfHeal.store.maxPairs']],
  ['selfHeal.store.maxPairs', 0, ['selfHeal.store.maxPairs']],
  ['selfHeal.autoApply', 'onsave', ['selfHeal.autoApply']],
  ['selfHeal.exclude.files', ['a', 5, 'b', null], ['selfHeal.exclude.files[1]', 'selfHeal.exclude.files[3]']],
  ['selfHeal.exclude.files', 'vendor/', ['selfHeal.exclude.files']],
  ['selfHeal.model.baseUrl', 'localhost:8080', ['selfHeal.model.baseUrl']],
  ['selfHeal.model.baseUrl', 'http://localhost:8080/v1', []],
  [
    'selfHeal.model.limits',
    { tokensPerDay: -1, moneyPerHeal: 2, tokens: 4 },
    ['selfHeal.model.limits.tokensPerDay', 'selfHeal.model.limits.tokens'],
  ],
  ['selfHeal.model.prices', { small: { prompt: 1 } }, ['selfHeal.model.prices.small']],
  ['selfHeal.model.prices', { small: { prompt: 1, reply: 2 } }, []],
  ['selfHeal.model.roles', { rank: 3, critic: 'small' }, ['selfHeal.model.roles.rank']],
  [
    'selfHeal.lora.options',
    { r: 0, target_modules: 'all-linear', learning_rate: 0 },
    ['selfHeal.lora.options.r', 'selfHeal.lora.options.learning_rate'],
  ],
  [
    'selfHeal.lora.options',
    JSON.parse('{"__proto__": 1, "constructor": 2}'),
    ['selfHeal.lora.options.__proto__', 'selfHeal.lora.options.constructor'],
  ],
])('%s: %j', (name, value, wrong) => {
  expect(at(name, value)).toEqual(wrong);
});

test('a long list is not told whole', () => {
  expect(
    at(
      'selfHeal.exclude.files',
      Array.from({ length: 10_000 }, () => 1),
    ),
  ).toHaveLength(5);
});
