// What is said of errors that are listed and not healed.

import { expect, test } from 'vitest';
import { detectText } from '../detect/detect';
import { explain } from './explain';

const CWD = '/home/ada/shop';
const said = (text: string): string => {
  const [problem] = detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal' });
  const words = problem && explain(problem, undefined);
  return words ? `${words.what} / ${words.needed}` : '';
};
const C = 'Self-Heal lists and explains errors of C; it has no fixes for them.';

test.each([
  [
    'main.c:7:18: error: ‘cuont’ undeclared (first use in this function)',
    `Nothing with the name 'cuont' is known at this place. / Correct the spelling, declare it before this line, or include the header that declares it. ${C}`,
  ],
  ['main.c:7:18: error: the moon is too far', `The C compiler says of line 7: the moon is too far. / ${C}`],
  [
    "link.c:3: undefined reference to `missing'",
    `'missing' is declared and used, and the linker found no code for it. / Link the file or library that defines it, or define it. ${C}`,
  ],
  [
    'error[E0425]: cannot find value `cuont` in this scope\n --> src/main.rs:8:50\n',
    "Nothing with the name 'cuont' is known at this place. / Correct the spelling, bring it into scope with an import, or declare it. Self-Heal lists and explains errors of Rust; it has no fixes for them.",
  ],
  [
    './main.go:6:2: declared and not used: s',
    'Something is declared or imported here and never used. / Use it, or remove it. Self-Heal lists and explains errors of Go; it has no fixes for them.',
  ],
])('%s', (text, words) => expect(said(text)).toBe(words));

test('words of a message are no pattern', () => {
  expect(said("link.c:3: undefined reference to `$&$1'")).toContain("'$&$1' is declared");
});
