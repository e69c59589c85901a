import { expect, test } from 'vitest';
import { nodeWords } from './node-messages';

const of = (message: string, language: 'javascript' | 'python' = 'javascript'): string | undefined =>
  nodeWords({ language, message })?.what;

test('messages of Node have words of their own', () => {
  expect(of("Must call super constructor in derived class before accessing 'this' or returning from derived constructor")).toMatch(/super/);
  expect(of('The "cb" argument must be of type function. Received undefined')).toMatch(/called later/);
  expect(of('"[object Object]" is not valid JSON')).toMatch(/object where it reads text/);
});

test('others, and those of other languages, have none here', () => {
  expect(of('x is not a function')).toBeUndefined();
  expect(of('await is only valid in async functions', 'python')).toBeUndefined();
});
