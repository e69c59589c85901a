import { expect, test } from 'vitest';
import type { Answers } from '../fixers/fixer';
import type { LanguageId, Problem } from '../problem';
import { signatureOf } from '../detect/signature';
import { answering } from './answering';

const by = (id: string, answers: Answers, languages: readonly LanguageId[] = ['typescript']) => ({ id, answers, languages });

function problem(errorType: string, message = ''): Problem {
  const place = { line: 0, character: 0 };
  return {
    ...{ origin: 'diagnostic', language: 'typescript', source: 'ts', severity: 'error', frames: [], causes: [], related: [] },
    ...{ errorType, message, signature: signatureOf(errorType, message) },
    location: { path: '/w/a.ts', range: { start: place, end: place } },
  };
}

const ALL = [
  by('by-message', { messages: [/is not a function/] }),
  by('by-code', { codes: ['TS2304', 'TypeError'] }),
  by('by-family', { families: ['undefined-name'] }),
  by('narrowed', { codes: ['TypeError'], where: ({ message }) => message.includes('function') }),
  by('of-python', { codes: ['TS2304', 'TypeError'] }, ['python']),
];

const ids = (asked: Problem): string[] => answering(ALL, asked).map(({ id }) => id);

test('by code, family or message, in the order of the list', () => {
  expect(ids(problem('TS2304', "Cannot find name 'x'."))).toEqual(['by-code', 'by-family']);
  expect(ids(problem('TypeError', 'x is not a function'))).toEqual(['by-message', 'by-code', 'narrowed']);
  expect(ids(problem('TypeError', 'x is not iterable'))).toEqual(['by-code']);
  expect(ids(problem('TS9999'))).toEqual([]);
});

test("TypeScript's codes without their letters, as some editors have them", () => {
  expect(ids(problem('2304', "Cannot find name 'x'."))).toContain('by-code');
});

test("Pylint's number and name together are its number", () => {
  expect(answering([by('lazy', { codes: ['W1203'] })], problem('W1203:logging-fstring-interpolation'))).toHaveLength(1);
});
