import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseModelJson } from './json-reply';

test.each<[string, string, unknown]>([
  ['raw', ' {"a": 1}\n', { a: 1 }],
  ['fenced', 'Sure:\n```json\n{"a": "```"}\n```', { a: '```' }],
  ['fenced without a name', '```\n{"a": 1}\n```', { a: 1 }],
  ['in prose, behind other braces', 'In {x} I see "{": {"a": "}{"} ok', { a: '}{' }],
  ['after thinking', '<think>{"a": 0}</think>\n{"a": 1}', { a: 1 }],
])('reads JSON %s', (_name, text, value) => {
  expect(parseModelJson(text)).toEqual({ ok: true, value });
});

test('tells a cut answer from none', () => {
  expect(parseModelJson('{"a": "b')).toEqual({ ok: false, truncated: true });
  expect(parseModelJson('no idea')).toEqual({ ok: false, truncated: false });
  expect(parseModelJson('[1, 2]')).toEqual({ ok: false, truncated: false });
});

test('any object is found again, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.stringMatching(/^[a-z .,\n]*$/), (value, prose) => {
      const json = JSON.stringify(value);
      expect(parseModelJson(`${prose}${json}${prose}`)).toEqual({ ok: true, value: JSON.parse(json) as unknown });
    }),
  );
});
