import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const invalid = (pattern: string, why: string): string => `SyntaxError: Invalid regular expression: ${pattern}: ${why}`;
const NOT_ALL = 'TypeError: String.prototype.replaceAll called with a non-global RegExp argument';

healsCrashes(
  'typescript/regular-expression',
  [
    [
      invalid('/+/g', 'Nothing to repeat'),
      "console.log('a+b'.replace(«new» RegExp('+', 'g'), ' '));\n",
      "console.log('a+b'.replace(new RegExp('\\\\+', 'g'), ' '));\n",
    ],
    [
      invalid('/C++/', 'Nothing to repeat'),
      "console.log(«new» RegExp('C++').test('C++'));\n",
      "console.log(new RegExp('C\\\\+\\\\+').test('C++'));\n",
    ],
    [invalid('/(/', 'Unterminated group'), "console.log('f(x'.split(«/(/»));\n", "console.log('f(x'.split(/\\(/));\n"],
    [invalid('/[/', 'Unterminated character class'), "console.log('a[0'.«search»('['));\n", "console.log('a[0'.search('\\\\['));\n"],
    [
      invalid('/?/i', 'Nothing to repeat'),
      "function has(text, word) {\n  return «new» RegExp(word, 'i').test(text);\n}\nconsole.log(has('a?', '?'));\n",
      "function has(text, word) {\n  return new RegExp(word.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&'), 'i').test(text);\n}\nconsole.log(has('a?', '?'));\n",
    ],
    [NOT_ALL, "console.log('a-b'.«replaceAll»(/-/i, ' '));\n", "console.log('a-b'.replaceAll(/-/gi, ' '));\n"],
    [NOT_ALL, "console.log('a-b'.«replaceAll»(new RegExp('-'), ' '));\n", "console.log('a-b'.replaceAll(new RegExp('-', 'g'), ' '));\n"],
    [
      NOT_ALL.replace('replaceAll', 'matchAll'),
      "const digit = /\\d/;\nconsole.log([...'12'.«matchAll»(digit)]);\n",
      "const digit = /\\d/g;\nconsole.log([...'12'.matchAll(digit)]);\n",
    ],
  ],
  [
    // A pattern is meant, and one of its signs is missing; one of files is none of texts.
    [invalid('/(a|b/', 'Unterminated group'), "console.log(«new» RegExp('(a|b').test('a'));\n"],
    [invalid('/*.txt/', 'Nothing to repeat'), "console.log(«new» RegExp('*.txt').test('a'));\n"],
    // With `g` the test would go on from where it was.
    [NOT_ALL, "const dash = /-/;\nif (dash.test('-')) console.log('-'.«replaceAll»(dash, ' '));\n"],
  ],
);
