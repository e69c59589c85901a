import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt';
import { expiryOf } from './expiry';

const pair = { extent: 'whole', before: 'a = b\n', proposed: 'a = c\n', final: null, libraries: { NumPy: '2.1.0' } } as const;

describe('expiryOf', () => {
  it('nothing known, or nothing changed: no need', () => {
    expect(expiryOf(pair, { text: undefined, libraries: {} })).toBeUndefined();
    expect(expiryOf(pair, { text: 'a = c\r\n', libraries: { numpy: '2.1.0', other: '1' } })).toBeUndefined();
    // The same mistake again.
    expect(expiryOf(pair, { text: 'a = b\n', libraries: {} })).toBeUndefined();
  });

  it('a file that changed or is gone', () => {
    expect(expiryOf(pair, { text: 'a = d\n', libraries: {} })).toEqual({ reason: 'file-changed' });
    expect(expiryOf(pair, { text: null, libraries: {} })).toEqual({ reason: 'file-gone' });
    expect(expiryOf({ ...pair, final: 'a = d\n' }, { text: 'a = d\n', libraries: {} })).toBeUndefined();
  });

  it('a library of another version, or none any more', () => {
    const changed = { reason: 'library-changed', library: 'NumPy', then: '2.1.0' };
    expect(expiryOf(pair, { text: 'a = c\n', libraries: { numpy: '2.2.0' } })).toEqual({ ...changed, now: '2.2.0' });
    expect(expiryOf(pair, { text: 'a = c\n', libraries: { numpy: null } })).toEqual({ ...changed, now: null });
    expect(expiryOf({ ...pair, libraries: { 'a_b.c': '1' } }, { text: undefined, libraries: { 'A-b-c': '2' } })).toMatchObject({
      now: '2',
    });
  });

  it('of a long file only the lines that are kept count', () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `value_${n} = ${n}\n`);
    const before = lines.join('');
    const after = before.replace('value_5 = 5\n', 'value_5 = 6\n').replace('value_2500 = 2500\n', 'value_2500 = 7\n');
    const long = { ...excerptOf(before, after, null) };
    expect(long.extent).toBe('excerpt');
    expect(expiryOf(long, { text: after, libraries: {} })).toBeUndefined();
    expect(expiryOf(long, { text: `import os\n${after.replace('value_900 = 900\n', '')}`, libraries: {} })).toBeUndefined();
    expect(expiryOf(long, { text: after.replace('value_2501 = 2501\n', ''), libraries: {} })).toEqual({ reason: 'file-changed' });
  });

  it('a pair without its text can’t tell', () => {
    expect(expiryOf({ ...pair, extent: 'none', before: '', proposed: '' }, { text: 'x', libraries: {} })).toBeUndefined();
  });
});
