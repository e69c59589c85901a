// Our own candidates in a model's order: one prompt, nothing generated, the same order where it can't say.

import { expect, test } from 'vitest';
import { rankPatches } from '../../../src/engine/heal/model/rank';
import { toCandidate } from '../../../src/engine/generate/fixer-candidates';
import type { ScoreRequest } from '../../../src/engine/generate/model/provider';
import type { Patch } from '../../../src/engine/patch';
import { failure, success } from '../../../src/engine/result';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { FILE, problemIn, workspace } from '../../support/model/heal-case';

const source = new SourceText(FILE);
const problem = problemIn(source);
const start = FILE.indexOf('cuont');

function patchTo(name: string): Patch {
  const proposal = { title: name, explanation: '', edits: [{ start, end: start + 5, text: name }], variant: 'x' };
  const candidate = toCandidate(proposal, { id: 'x', family: 'names' }, 0, { path: problem.location.path, source }, null);
  if (!candidate) throw new Error('nothing changes');
  return { id: name, problem, candidate: { ...candidate, confidence: 0.5 }, evidence: [], confidence: 0.5, status: 'validated' };
}

const patches = [patchTo('amount'), patchTo('count'), patchTo('items')];
const titles = (ranked: readonly Patch[]): string[] => ranked.map(({ candidate }) => candidate.title);
const signal = new AbortController().signal;

test('the likelier mended text comes first; the confidence stays', async () => {
  const asked: ScoreRequest[] = [];
  const rank = {
    score: async (request: ScoreRequest) => {
      asked.push(request);
      return success(
        request.continuations.map((text) =>
          text.includes('return count') ? -1 : text.includes('items\n') && text.includes('return items') ? -2 : -3,
        ),
      );
    },
  };
  const ranked = await rankPatches(patches, { problem, source, workspace, signal, rank });
  expect(titles(ranked)).toEqual(['count', 'items', 'amount']);
  expect(ranked.map(({ confidence }) => confidence)).toEqual([0.5, 0.5, 0.5]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.prompt).toContain('"cuont" is not defined');
  expect(asked[0]?.continuations).toHaveLength(3);
});

test('where it can not say, or there is nothing to compare, the order stays', async () => {
  const no = { score: async () => failure('no-scores', 'no') };
  expect(titles(await rankPatches(patches, { problem, source, workspace, signal, rank: no }))).toEqual(titles(patches));
  expect(titles(await rankPatches(patches, { problem, source, workspace, signal, rank: {} }))).toEqual(titles(patches));
  const never = { score: async () => Promise.reject(new Error('asked')) };
  expect(await rankPatches(patches.slice(0, 1), { problem, source, workspace, signal, rank: never })).toHaveLength(1);
});

test('secrets are not sent', async () => {
  const secret = ['AKIA', 'QZ7RW4TNX2KDM5LP'].join('');
  const text = `KEY = "${secret}"\n${FILE}`;
  const other = new SourceText(text);
  const at = text.indexOf('cuont');
  const own = ['amount', 'count'].map((name) => {
    const candidate = toCandidate(
      { title: name, explanation: '', edits: [{ start: at, end: at + 5, text: name }], variant: 'x' },
      { id: 'x', family: 'names' },
      0,
      { path: problem.location.path, source: other },
      null,
    );
    if (!candidate) throw new Error('nothing changes');
    return {
      id: name,
      problem,
      candidate: { ...candidate, confidence: 0.5 },
      evidence: [],
      confidence: 0.5,
      status: 'validated',
    } satisfies Patch;
  });
  let sent = '';
  const rank = {
    score: async (request: ScoreRequest) => {
      sent = JSON.stringify(request);
      return success(request.continuations.map(() => 0));
    },
  };
  await rankPatches(own, { problem: problemIn(other), source: other, workspace, signal, rank });
  expect(sent).toContain('return count');
  expect(sent).not.toContain(secret);
});

test('no file that is never to be sent, and no folder of a person', async () => {
  let sent = '';
  const rank = {
    score: async (request: ScoreRequest) => {
      sent += JSON.stringify(request);
      return success(request.continuations.map(() => 0));
    },
  };
  const files = { ...workspace.files, read: async (file: string) => (file.endsWith('ignore') ? '*.py\n' : undefined) };
  await rankPatches(patches, { problem, source, workspace: { ...workspace, files }, signal, rank });
  await rankPatches(patches, { problem, source, workspace, isExcluded: () => true, signal, rank });
  expect(sent).toBe('');
  await rankPatches(patches, { problem: { ...problem, message: 'wrong in /home/mary/x.py' }, source, workspace, signal, rank });
  expect(sent).toContain('wrong in ~/x.py');
});
