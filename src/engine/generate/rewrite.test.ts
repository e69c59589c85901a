import { expect, test } from 'vitest';
import type { FixContext, ProblemRewrite } from '../fixers/fixer';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { SourceText } from '../syntax/source-text';
import { rewritten } from './rewrite';

const source = new SourceText('a b c d e\n');

function context(errorType: string): FixContext & { readonly onFault: (where: string, error: unknown) => void; readonly faults: string[] } {
  const faults: string[] = [];
  return {
    ...{ problem: problem(errorType), source, path: '/w/a.ts', start: 0, end: 1, all: [], workspace: {} as Workspace },
    ...{ signal: new AbortController().signal, faults, onFault: (where: string) => faults.push(where) },
  };
}

function problem(errorType: string): Problem {
  return {
    ...{ origin: 'diagnostic', language: 'typescript', source: 'ts', severity: 'error', frames: [], causes: [], related: [] },
    ...{ errorType, message: errorType, signature: { shape: errorType, holes: {} } },
    location: { path: '/w/a.ts', range: source.range(0, 1) },
  };
}

/** `from` stands for each of `to`. */
function rewrite(from: string, ...to: readonly string[]): ProblemRewrite {
  return {
    id: `typescript/${from}`,
    languages: ['typescript'],
    answers: { codes: [from] },
    rewrite: () => Promise.resolve(to.map((errorType) => ({ problem: problem(errorType), start: 0, end: 1 }))),
  };
}

async function typesOf(rewrites: readonly ProblemRewrite[], first = 'A'): Promise<string[]> {
  return (await rewritten(context(first), rewrites)).map(({ problem }) => problem.errorType);
}

test('the problem itself, then what it stands for, in order', async () => {
  expect(await typesOf([])).toEqual(['A']);
  expect(await typesOf([rewrite('A', 'B', 'C'), rewrite('X', 'Y')])).toEqual(['A', 'B', 'C']);
});

test('what it stands for may stand for another one; every one knows what was reported', async () => {
  const found = await rewritten(context('A'), [rewrite('A', 'B'), rewrite('B', 'C')]);
  expect(found.map(({ problem, standsFor }) => [problem.errorType, standsFor?.errorType])).toEqual([
    ['A', undefined],
    ['B', 'A'],
    ['C', 'A'],
  ]);
});

test('each once, also where they stand for each other', async () => {
  expect(await typesOf([rewrite('A', 'B'), rewrite('B', 'A'), rewrite('A', 'B')])).toEqual(['A', 'B']);
});

test('at most three', async () => {
  expect(await typesOf([rewrite('A', 'B', 'C', 'D', 'E')])).toEqual(['A', 'B', 'C', 'D']);
});

test('one that throws is left out and reported', async () => {
  const broken: ProblemRewrite = { ...rewrite('A'), id: 'typescript/broken', rewrite: () => Promise.reject(new Error('a bug')) };
  const given = context('A');
  expect((await rewritten(given, [broken, rewrite('A', 'B')])).map(({ problem }) => problem.errorType)).toEqual(['A', 'B']);
  expect(given.faults).toEqual(['typescript/broken']);
});

test('other languages are left alone', async () => {
  expect(await typesOf([{ ...rewrite('A', 'B'), languages: ['python'] }])).toEqual(['A']);
});
