import { expect, it } from 'vitest';
import type { HealedLanguageId } from '../../language';
import { learnRules } from './learn-rules';

const titleOf = async (language: HealedLanguageId, list: readonly (readonly [string, string])[]): Promise<string | undefined> =>
  (
    await learnRules(
      language,
      list.map(([before, after]) => ({ before, after })),
      [],
    )
  )[0]?.title;

it.each([
  [
    "Change 'warn' to 'warning'",
    'python',
    [
      ['logger.warn(a)', 'logger.warning(a)'],
      ['logger.warn(b, c)', 'logger.warning(b, c)'],
    ],
  ],
  [
    "Add 'await'",
    'typescript',
    [
      ['const a = loadAll(x);', 'const a = await loadAll(x);'],
      ['const b = loadAll(y, 1);', 'const b = await loadAll(y, 1);'],
    ],
  ],
  [
    "Remove '.lineno'",
    'python',
    [
      ['report(node.lineno, name)', 'report(node, name)'],
      ['report(other.lineno, key)', 'report(other, key)'],
      ['report(x.y.lineno, z)', 'report(x.y, z)'],
    ],
  ],
  [
    "Put 'Optional[…]' around it",
    'python',
    [
      ['    a: A = None,', '    a: Optional[A] = None,'],
      ['    b: B.C = None,', '    b: Optional[B.C] = None,'],
      ['    c: D = None,', '    c: Optional[D] = None,'],
    ],
  ],
  [
    "Change 'Optional[…]' to '… | None'",
    'python',
    [
      ['x: Optional[A] = None', 'x: A | None = None'],
      ['y: Optional[b.C] = f()', 'y: b.C | None = f()'],
    ],
  ],
  [
    "Change 'six.iteritems(…)' to '….items()'",
    'python',
    [
      ['for k in six.iteritems(a.b()):', 'for k in a.b().items():'],
      ['x = six.iteritems(rows)', 'x = rows.items()'],
    ],
  ],
] as const)('%s', async (title, language, list) => {
  expect(await titleOf(language, list)).toBe(title);
});
