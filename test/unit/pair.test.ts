// From a patch to a pair: what is kept of the texts, and that no secret gets by.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../src/engine/learn/excerpt';
import { makePair } from '../../src/engine/learn/make-pair';
import { isVerified, MAX_TEXT, pairId, PAIR_SCHEMA, readPair } from '../../src/engine/learn/pair';
import { redactPair, redactPairs } from '../../src/engine/learn/redact-pair';
import { NOW, samplePair } from './pair-samples';
import { patchOf } from './patch-samples';

const BEFORE = 'values = [1]\nprint(vlaues)\n';
const AFTER = 'values = [1]\nprint(values)\n';

const CONTEXT = { now: NOW, root: '/work space', how: 'applied in the editor' };

describe('makePair', () => {
  it('says how the fix came and which libraries it names, where that is known', () => {
    const patch = patchOf(BEFORE, 'vlaues', 'values');
    const pair = makePair(patch, BEFORE, AFTER, { ...CONTEXT, via: 'plan', libraries: { numpy: '2.1.0' } });
    expect(pair).toMatchObject({ via: 'plan', libraries: { numpy: '2.1.0' } });
    expect(readPair(JSON.parse(JSON.stringify(pair)))).toEqual(pair);
    expect(Object.keys(makePair(patch, BEFORE, AFTER, CONTEXT))).not.toContain('via');
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`library-${n}`, 'x'.repeat(500)]));
    expect(readPair(makePair(patch, BEFORE, AFTER, { ...CONTEXT, libraries: many }))).toBeDefined();
  });

  it('a folder and a file that are named in different case, where the file system takes them for the same', () => {
    const patch = patchOf(BEFORE, 'vlaues', 'values');
    const fileOf = (root: string, foldsCase: boolean): string => makePair(patch, BEFORE, AFTER, { ...CONTEXT, root, foldsCase }).file;
    expect(fileOf('/Work Space', true)).toBe('app/main.py');
    expect(fileOf('/Work Space', false)).toBe('main.py');
    expect(fileOf('/Work', true)).toBe('main.py');
  });

  it('keeps a short file whole, with paths relative to the folder', () => {
    const pair = makePair(patchOf(BEFORE, 'vlaues', 'values'), BEFORE, AFTER, CONTEXT);
    expect(pair).toMatchObject({
      schema: PAIR_SCHEMA,
      extent: 'whole',
      before: BEFORE,
      proposed: AFTER,
      final: null,
      file: 'app/main.py',
      line: 1,
      traceback: 'app/main.py:2 <module>',
      command: 'python3 main.py',
      verdict: { kind: 'accepted', at: NOW.toISOString() },
      recordedAt: NOW.toISOString(),
      origin: { kind: 'rule', id: 'python/name-typo' },
      variant: 'misspelt',
      family: 'python/names',
      features: { distance: 1 },
    });
    expect(readPair(JSON.parse(JSON.stringify(pair)))).toEqual(pair);
    expect(makePair(patchOf(BEFORE, 'vlaues', 'values'), BEFORE, AFTER, { ...CONTEXT, now: new Date(0), root: undefined })).toMatchObject({
      id: pair.id,
      file: 'main.py',
    });
    expect(isVerified(pair)).toBe(false);
  });

  it('keeps the way its source went and what it measured, as far as JSON can hold it', () => {
    const patch = patchOf(BEFORE, 'vlaues', 'values');
    const features = { distance: 1, endless: Infinity, unknown: NaN };
    const pair = makePair({ ...patch, candidate: { ...patch.candidate, features } }, BEFORE, AFTER, CONTEXT);
    expect(pair).toMatchObject({ schema: PAIR_SCHEMA, variant: 'misspelt', family: 'python/names' });
    expect(pair.features).toEqual({ distance: 1 });
    expect(readPair(JSON.parse(JSON.stringify(pair)))).toEqual(pair);
  });

  it('is read without them, as earlier versions wrote it, and by them, since they drop keys they don’t know', () => {
    const { variant, family, features, ...earlier } = makePair(patchOf(BEFORE, 'vlaues', 'values'), BEFORE, AFTER, CONTEXT);
    expect([variant, family, features]).toEqual(['misspelt', 'python/names', { distance: 1 }]);
    expect(readPair(earlier)).toEqual(earlier);
    expect(readPair({ ...earlier, ofLater: { version: 1 } })).toEqual(earlier);
  });

  it('knows what the user made of the proposal', () => {
    const edited = 'values = [1]\nprint(values, "!")\n';
    expect(makePair(patchOf(BEFORE, 'vlaues', 'values'), BEFORE, edited, CONTEXT)).toMatchObject({
      proposed: AFTER,
      final: edited,
      verdict: { kind: 'edited' },
    });
  });

  it('cuts far changes of a long file out, with their lines around them', () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `x${i} = ${i}\n`);
    const before = lines.join('');
    const after = `import math\n${lines.with(2_000, 'x2000 = math.pi\n').join('')}`;
    const out = excerptOf(before, after, null);
    expect(out).toMatchObject({ extent: 'excerpt', startLine: 0 });
    expect(out.before).toBe([...lines.slice(0, 40), '…\n', ...lines.slice(1_960, 2_041)].join(''));
    expect(out.proposed).toBe(
      ['import math\n', ...lines.slice(0, 40), '…\n', ...lines.slice(1_960, 2_000), 'x2000 = math.pi\n', ...lines.slice(2_001, 2_041)].join(
        '',
      ),
    );
  });

  it('leaves a text out that can’t be cut short', () => {
    const line = 'x'.repeat(3 * MAX_TEXT);
    expect(excerptOf(line, `${line}y`, null)).toEqual({ extent: 'none', startLine: 0, before: '', proposed: '', final: null });
  });

  it('an excerpt is never too long, and holds the change', () => {
    const line = fc.constantFrom('a = 1\n', 'b = 2\r\n', 'c\n', '\n', `${'long '.repeat(60)}\n`);
    const file = fc.array(line, { minLength: 300, maxLength: 600 });
    fc.assert(
      fc.property(file, fc.nat(299), fc.nat(5), fc.array(line, { maxLength: 4 }), fc.nat(299), (lines, at, removed, added, elsewhere) => {
        const before = lines.join('').repeat(3);
        const changed = ['# new line\n', ...added];
        const proposed =
          before.slice(0, lines.slice(0, at).join('').length) +
          changed.join('') +
          before.slice(lines.slice(0, at + removed).join('').length);
        const final =
          proposed.slice(0, lines.slice(0, elsewhere).join('').length) +
          '# the user\n' +
          proposed.slice(lines.slice(0, elsewhere).join('').length);
        const out = excerptOf(before, proposed, final);
        for (const text of [out.before, out.proposed, out.final ?? '']) expect(text.length).toBeLessThanOrEqual(MAX_TEXT);
        if (out.extent === 'none') return;
        expect(out.before).not.toBe(out.proposed);
        expect(out.proposed).toContain('# new line\n');
        for (const part of out.before.split('…\n')) expect(before).toContain(part);
        for (const part of out.proposed.split('…\n')) expect(proposed).toContain(part);
        for (const part of (out.final ?? '').split('…\n')) expect(final).toContain(part);
      }),
      { numRuns: 60 },
    );
  });
});

describe('redactPair', () => {
  const secret = 'hunter2hunter';
  const code = `password = "${secret}"\nprint(pasword)\n`;

  it('takes a secret out of every field, and gives the id of what is left', async () => {
    const patch = patchOf(code, 'pasword', 'password', {
      message: `login failed for ${secret}`,
      command: { line: `python3 app.py --password ${secret}`, cwd: '/' },
    });
    const pair = makePair(
      { ...patch, evidence: [{ rung: 'reruns', result: 'failed', why: `said ${secret}` }] },
      code,
      code.replace('pasword', 'password'),
      CONTEXT,
    );
    expect(JSON.stringify(pair)).toContain(secret);
    const out = await redactPair(pair);
    expect(JSON.stringify(out)).not.toContain(secret);
    expect(out).toMatchObject({
      redactions: 1,
      withheld: false,
      before: 'password = "‹redacted:password›"\nprint(pasword)\n',
      command: 'python3 app.py --password ‹redacted:password›',
      id: pairId(out),
    });
    expect(out.id).not.toBe(pair.id);
    expect(await redactPair(out)).toEqual(out);
  });

  it('keeps no text where the scan fails, and spares the others', async () => {
    const scan = (text: string): Promise<[]> => (text.includes('item2') ? Promise.reject(new Error('scan')) : Promise.resolve([]));
    const [a, b] = await redactPairs([samplePair(1), samplePair(2)], scan);
    expect(a).toEqual(samplePair(1));
    expect(b).toMatchObject({ withheld: true, extent: 'none', before: '', message: '', errorType: 'NameError' });
    expect(JSON.stringify(b)).not.toContain('item2');
    expect(readPair(JSON.parse(JSON.stringify(b)))).toEqual(b);
  });

  it('searches the variant and the names of features, too: an imported pair may say anything there', async () => {
    const pair = samplePair(1, { variant: `password="${secret}"`, family: secret, features: { [`password="${secret}"`]: 2 } });
    const out = await redactPair(pair);
    expect(JSON.stringify(out)).not.toContain(secret);
    expect(Object.values(out.features ?? {})).toEqual([2]);
    const withheld = await redactPair(pair, () => Promise.reject(new Error('scan')));
    expect(JSON.stringify(withheld)).not.toContain(secret);
  });

  it('holds back a pair whose placeholders outgrow it', async () => {
    const before = 'passwd="a1b2"\n'.repeat(1_150);
    expect((await redactPair(samplePair(1, { before, proposed: `${before}\n` }))).withheld).toBe(true);
  });
});

it('a pair of version 1 is read as one of version 2, one of a later version is not', () => {
  const pair = samplePair(1);
  expect(readPair({ ...pair, schema: 1 })).toEqual(pair);
  expect(readPair({ ...pair, schema: 3 })).toBeUndefined();
  expect(readPair({ ...pair, via: 'magic' })).toBeUndefined();
});
