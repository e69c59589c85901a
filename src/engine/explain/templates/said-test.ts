// What a failed test or assertion says: what was got and what was expected, where the message has it.

import type { Said } from './said';

const WHO = `First find out which of the two is right, the code or what is expected of it. The check itself did its work.`;

export const SAID_TEST: readonly Said[] = [
  {
    message:
      /^expect\((?:received|jest\.fn\(\)|element)\)(?:\.(?:not|resolves|rejects))*\.(?<matcher>\w+)\((?:.*?)\)(?:.*?Expected(?:[^:\n]*): (?<expected>[^\n]+))?(?:.*?Received(?:[^:\n]*): (?<got>[^\n]+))?/s,
    say: (part) => ({
      what:
        part('expected') !== '' && part('got') !== ''
          ? `A test expects ${part('expected')} and got ${part('got')}.`
          : `A test's '${part('matcher')}' does not hold for what the code gave.`,
      needed:
        part('matcher') === 'toBe'
          ? `${WHO} 'toBe' asks for the very same object: for objects and lists with equal content there is 'toEqual'.`
          : WHO,
    }),
  },
  {
    message:
      /^expected (?<got>.+?) to (?:be|equal|deeply equal|strictly equal|have|match|contain|include)\b(?: (?<expected>[^/\n]+?))?(?: \/\/ .*)?$/m,
    type: /Assertion/,
    say: (part) => ({ what: `A test expects ${part('expected') || 'something else'} and got ${part('got')}.`, needed: WHO }),
  },
  {
    message: /^Expected values to be (?<how>strictly (?:deep-)?equal|loosely (?:deep-)?equal|equal)/,
    say: () => ({ what: `A check compares two values, and they are not equal; the lines below show both.`, needed: WHO }),
  },
  {
    message: /^assert (?<got>.+?) == (?<expected>.+?)$/m,
    type: /Assertion/,
    say: (part) => ({
      what: `A check expects the two sides to be equal: ${part('got')} and ${part('expected')}.`,
      needed:
        /^-?\d+\.\d{6,}/.test(part('got')) || /^-?\d+\.\d{6,}/.test(part('expected'))
          ? `${WHO} Numbers with a fraction are seldom equal to the last digit: pytest.approx(…) compares them closely.`
          : WHO,
    }),
  },
  {
    message: /^(?<got>.+?) != (?<expected>.+?)(?: :.*)?$/m,
    type: /Assertion/,
    say: (part) => ({ what: `A check expects the two to be equal: ${part('got')} and ${part('expected')}.`, needed: WHO }),
  },
  {
    message: /^(?:Exceeded timeout of (?<ms>\d+) ?ms for a test|Test timed out in (?<other>\d+) ?ms|Timeout of (?<mocha>\d+)ms exceeded)/,
    say: (part) => ({
      what: `The test did not end within ${part('ms') || part('other') || part('mocha')} ms.`,
      needed: `Look for a promise that is never settled, a missing 'await' or 'return', or a done() that is not called; more time only where it really takes that long.`,
    }),
  },
  {
    message: /^DID NOT RAISE/,
    say: () => ({ what: `A test expects an error, and none was raised.`, needed: WHO }),
  },
];
