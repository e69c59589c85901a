/**
 * Mistake: an octal number in the old spelling, which modules and classes do not take.
 *
 * Before:  `fs.chmodSync(file, 0755)`       After:  `fs.chmodSync(file, 0o755)`
 *
 * When not: a digit is none of an octal number.
 */
import type { TypedRule } from '../framework/typed-rule';

export const oldOctal: TypedRule = {
  id: 'typescript/old-octal',
  family: 'typescript/runtime',
  answers: {
    codes: ['SyntaxError', 'TS1121'],
    where: ({ errorType, message }) => errorType === 'TS1121' || message.startsWith('Octal literals are not allowed'),
  },
  propose({ text, start }) {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const end = text.indexOf('\n', start);
    const line = text.slice(from, end < 0 ? undefined : end);
    const found = [...line.matchAll(/(?<![\w$.'"`])0([0-7]+)(?![\w$.])/g)];
    const [only, second] = found;
    if (!only || second) return [];
    const at = from + only.index + 1;
    return [
      {
        variant: 'octal-spelt-anew',
        title: `Write '0o${only[1] ?? ''}'`,
        explanation: "Octal numbers begin with '0o' today; a leading zero alone is refused in modules and classes.",
        edits: [{ start: at, end: at, text: 'o' }],
      },
    ];
  },
};
