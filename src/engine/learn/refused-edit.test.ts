// A no is said to an edit, not to who offered it: what was learned here and refused in three places in a row is offered by nobody here any more.

import { expect, it } from 'vitest';
import { useStoreFolder } from '../../../test/unit/store-folder';
import { samplePair } from '../../../test/unit/pair-samples';
import { patchOf } from '../../../test/unit/patch-samples';
import { inWorkspace } from '../heal/in-workspace';
import type { Candidate, Patch } from '../patch';
import { SourceText } from '../syntax/source-text';
import { insert, replace, toTextEdits } from '../syntax/edits';
import { makeNegative } from './make-negative';
import { rejectionKey } from './negative';
import { redactPair } from './redact-pair';
import { recordNegative } from './store/record-pair';
import { storeMemory } from './store-memory';

const folder = useStoreFolder();
const SHAPE = "name '‹name›' is not defined";
const now = (minute: number): Date => new Date(Date.UTC(2026, 2, 1, 10, minute));
const textOf = (name: string): string => `import lib\nrows = [1]\nprint(${name})\n`;

/** `name` becomes `lib.name`, offered by this one. */
function offer(name: string, origin: Candidate['origin']): { readonly text: string; readonly patch: Patch } {
  const text = textOf(name);
  const patch = patchOf(text, `(${name}`, `(lib.${name}`, {
    message: `name '${name}' is not defined`,
    signature: { shape: SHAPE, holes: { name } },
    location: {
      path: '/work space/app/main.py',
      range: { start: { line: 2, character: 6 }, end: { line: 2, character: 6 + name.length } },
    },
  });
  return { text, patch: { ...patch, candidate: { ...patch.candidate, origin } } };
}

const REMEMBERED = { kind: 'remembered', id: 'remembered' } as const;
const LEARNED = { kind: 'learned', id: 'learned/0123' } as const;
const RULE = { kind: 'rule', id: 'python/name-typo' } as const;

it('refused in three places from memory, it does not come from a rule by itself, and from a fixer only behind the others', async () => {
  const store = folder.open();
  const memory = storeMemory({ storeOf: () => store });
  const ask = (origin: Candidate['origin'], name = 'delta'): Patch[] => {
    const { text, patch } = offer(name, origin);
    return inWorkspace([patch], memory, new SourceText(text));
  };
  const refuse = async (name: string, minute: number): Promise<void> => {
    const { text, patch } = offer(name, REMEMBERED);
    expect(
      await recordNegative(store, makeNegative(patch, text, 'reverted', { now: now(minute), root: '/work space', how: 'taken back' })),
    ).toMatchObject({
      ok: true,
    });
  };
  await refuse('alpha', 1);
  await refuse('beta', 2);
  expect(ask(LEARNED)).toHaveLength(1);
  await refuse('gamma', 3);
  expect(ask(LEARNED)).toEqual([]);
  expect(ask(REMEMBERED)).toEqual([]);
  expect(ask(RULE)).toMatchObject([{ unwanted: true }]);
  // Another edit of the same mistake was never refused.
  const other = offer('delta', LEARNED);
  const instead = patchOf(other.text, 'delta', 'rows', { ...other.patch.problem });
  expect(
    inWorkspace([{ ...instead, candidate: { ...instead.candidate, origin: LEARNED } }], memory, new SourceText(other.text)),
  ).toHaveLength(1);
  // Taken once more, it is wanted again.
  const taken = samplePair(1, {
    signature: { shape: SHAPE, holes: { name: 'omega' } },
    before: textOf('omega'),
    proposed: textOf('lib.omega'),
    line: 2,
    recordedAt: now(4).toISOString(),
  });
  expect(store.insert(await redactPair(taken))).toMatchObject({ ok: true });
  expect(ask(LEARNED)).toHaveLength(1);
});

it('what was refused for a text is refused for it however the change is cut', () => {
  const text = 'def f(size: int = None):\n    return size\n';
  const source = new SourceText(text);
  const { problem, candidate } = patchOf(text, 'int', 'Optional[int]');
  const at = text.indexOf('int');
  const cut = (edits: Parameters<typeof toTextEdits>[1]): Candidate => ({
    ...candidate,
    edits: [{ path: problem.location.path, version: 1, edits: toTextEdits(source, edits) }],
  });
  const whole = rejectionKey(problem, cut([replace(at, at + 3, 'Optional[int]')]), text);
  expect(rejectionKey(problem, cut([insert(at, 'Optional['), insert(at + 3, ']')]), text)).toEqual(whole);
  expect(rejectionKey(problem, cut([insert(at, 'Option['), insert(at + 3, ']')]), text)).not.toEqual(whole);
});
