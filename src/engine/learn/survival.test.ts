import { describe, expect, it } from 'vitest';
import { similarity, survivalOf } from './survival';

const file = (...lines: string[]): string => ['def mean(xs):', '    # the mean', ...lines, '', 'print(mean([1, 2]))', ''].join('\n');

const before = file('    return sum(xs) / len(x)');
const proposed = file('    return sum(xs) / len(xs)');

describe('what became of an accepted fix', () => {
  it.each([
    ['left alone', proposed, 'survived'],
    ['with lines above it', `import os\nimport sys\n\n${proposed}`, 'survived'],
    ['after a formatter', proposed.replace(/ {4}/g, '\t').replace(/\n/g, '\r\n'), 'survived'],
    ['a line beside it changed', proposed.replace('the mean', 'the mean of a list of numbers'), 'survived'],
    ['refined', file('    return sum(xs) / len(xs) if xs else 0'), 'survived'],
    ['put back', before, 'reverted'],
    ['put back under other lines', `import os\n\n${before}`, 'reverted'],
    ['made into something else', file('    return statistics.fmean(values)'), 'edited'],
  ])('%s', (_, now, kind) => {
    expect(survivalOf({ before, proposed, now })?.kind).toBe(kind);
  });

  it('a one-character fix that was put back is reverted, though nearly all of its text stands', () => {
    const [wrong, right] = [
      'total_of_everything = 1\nprint(total_of_everythin)\n',
      'total_of_everything = 1\nprint(total_of_everything)\n',
    ];
    const put = survivalOf({ before: wrong, proposed: right, now: wrong });
    expect(put).toMatchObject({ kind: 'reverted', notReverted: 0 });
    expect(put?.kept).toBeGreaterThan(0.8);
  });

  it('an insertion that was taken out is reverted', () => {
    const [without, within] = ['print(np.pi)\n', 'import numpy as np\nprint(np.pi)\n'];
    expect(survivalOf({ before: without, proposed: within, now: without })?.kind).toBe('reverted');
    expect(survivalOf({ before: without, proposed: within, now: `import os\n${within}` })?.kind).toBe('survived');
  });

  it('a deletion that came back is reverted', () => {
    const [within, without] = ['import os\nimport sys\nprint(sys.argv)\n', 'import sys\nprint(sys.argv)\n'];
    expect(survivalOf({ before: within, proposed: without, now: within })?.kind).toBe('reverted');
    expect(survivalOf({ before: within, proposed: without, now: without })?.kind).toBe('survived');
  });

  it('of several changes the worst decides', () => {
    const [wrong, right] = ['a = lenght(x)\nb = 1\nc = 2\nd = retrun_it(y)\n', 'a = len(x)\nb = 1\nc = 2\nd = return_it(y)\n'];
    expect(survivalOf({ before: wrong, proposed: right, now: 'a = len(x)\nb = 1\nc = 2\nd = retrun_it(y)\n' })?.kind).toBe('reverted');
  });

  it('says nothing of a text that is not the same any more', () => {
    const [long, other] = [' x y\n'.repeat(30_000), Array.from({ length: 30_000 }, (_, i) => `other ${i}`).join('\n')];
    expect(survivalOf({ before: `a = lenght\n${long}`, proposed: `a = length\n${long}`, now: other })).toBeUndefined();
  });
});

describe('similarity', () => {
  it.each([
    ['abcd', 'abcd', 1],
    ['abc', 'abd', 0],
    ['', '', 1],
    ['abcdef', 'uvwxyz', 0],
  ])('%j and %j', (a, b, value) => {
    expect(similarity(a, b)).toBe(value);
  });
});
