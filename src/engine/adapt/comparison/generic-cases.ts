// Problems that have nothing to do with a workspace, so that an adapter that has forgotten what everybody makes wrong is noticed: small programs that run,
// each with one slip. Made from templates, always the same; none is among the snippets that trainings are given.

import { signatureOf } from '../../detect/signature';
import type { ComparedCase } from './case';

interface Template {
  readonly language: 'python' | 'javascript';
  readonly errorType: string;
  /** The right program. */
  readonly text: (noun: string, n: number) => string;
  /** What is right, what stands there instead, and what the interpreter says then. The slip's own line is the error's. */
  readonly slip: (noun: string, n: number) => { readonly right: string; readonly wrong: string; readonly message: string };
}

const TEMPLATES: readonly Template[] = [
  {
    language: 'python',
    errorType: 'NameError',
    text: (noun, n) =>
      `def sum_${noun}s(${noun}s):\n    subtotal = ${n}\n    for ${noun} in ${noun}s:\n        subtotal += ${noun}\n    return subtotal\n\n\nprint(sum_${noun}s([1, 2, 3]))\n`,
    slip: () => ({
      right: '    return subtotal',
      wrong: '    return subtotl',
      message: "name 'subtotl' is not defined. Did you mean: 'subtotal'?",
    }),
  },
  {
    language: 'python',
    errorType: 'AttributeError',
    text: (noun, n) =>
      `def long_${noun}s(names):\n    kept = []\n    for name in names:\n        if len(name) > ${n}:\n            kept.append(name.title())\n    return kept\n\n\nprint(long_${noun}s(['${noun}${'x'.repeat(n)}', 'a']))\n`,
    slip: () => ({ right: 'kept.append(', wrong: 'kept.push(', message: "'list' object has no attribute 'push'" }),
  },
  {
    language: 'python',
    errorType: 'TypeError',
    text: (noun, n) =>
      `def label_${noun}(name, count):\n    return name + ': ' + str(count)\n\n\nfor count in range(${n}, ${n + 2}):\n    print(label_${noun}('${noun}', count))\n`,
    slip: () => ({ right: 'str(count)', wrong: 'count', message: 'can only concatenate str (not "int") to str' }),
  },
  {
    language: 'python',
    errorType: 'KeyError',
    text: (noun, n) =>
      `def double_${noun}(row):\n    amount = row['${noun}']\n    return amount * ${n + 1}\n\n\nprint(double_${noun}({'${noun}': 4, 'id': ${n}}))\n`,
    slip: (noun) => ({ right: `row['${noun}']`, wrong: `row['${noun}_']`, message: `'${noun}_'` }),
  },
  {
    language: 'python',
    errorType: 'IndexError',
    text: (noun, n) =>
      `def last_${noun}(${noun}s):\n    position = len(${noun}s) - 1\n    return ${noun}s[position]\n\n\nprint(last_${noun}([${n}, 9, 11]))\n`,
    slip: (noun) => ({ right: `return ${noun}s[position]`, wrong: `return ${noun}s[position + 1]`, message: 'list index out of range' }),
  },
  {
    language: 'python',
    errorType: 'ZeroDivisionError',
    text: (noun, n) =>
      `def mean_${noun}(${noun}s):\n    count = len(${noun}s)\n    return sum(${noun}s) / max(count, 1)\n\n\nprint(mean_${noun}([${n}, 4]), mean_${noun}([]))\n`,
    slip: () => ({ right: 'max(count, 1)', wrong: 'count', message: 'division by zero' }),
  },
  {
    language: 'python',
    errorType: 'SyntaxError',
    text: (noun, n) =>
      `def count_${noun}(items):\n    found = 0\n    for item in items:\n        if item > ${n}:\n            found += 1\n    return found\n\n\nprint(count_${noun}([1, 5, 20]))\n`,
    slip: () => ({ right: '    for item in items:', wrong: '    for item in items', message: "expected ':'" }),
  },
  {
    language: 'python',
    errorType: 'ValueError',
    text: (noun, n) =>
      `def read_${noun}(line):\n    name, value = line.split('=')\n    return name.strip(), int(value)\n\n\nprint(read_${noun}('${noun} = ${n}'))\n`,
    slip: () => ({ right: "line.split('=')", wrong: "line.split(':')", message: 'not enough values to unpack (expected 2, got 1)' }),
  },
  {
    language: 'javascript',
    errorType: 'ReferenceError',
    text: (noun, n) =>
      `function most(${noun}s) {\n  let largest = ${n};\n  for (const ${noun} of ${noun}s) if (${noun} > largest) largest = ${noun};\n  return largest;\n}\n\nconsole.log(most([3, 50, 7]));\n`,
    slip: () => ({ right: '  return largest;', wrong: '  return largets;', message: 'largets is not defined' }),
  },
  {
    language: 'javascript',
    errorType: 'TypeError',
    text: (noun, n) =>
      `function shout(${noun}) {\n  const text = \`\${${noun}}!\`;\n  return text.toUpperCase();\n}\n\nconsole.log(shout('${noun} ${n}'));\n`,
    slip: () => ({ right: 'text.toUpperCase()', wrong: 'text.toUppercase()', message: 'text.toUppercase is not a function' }),
  },
];

const NOUNS = ['harbour', 'meadow', 'lantern', 'ribbon', 'kettle', 'saddle', 'compass', 'pebble', 'orchard', 'anchor'];

/** 100: each template with each noun. */
export const genericCases = (): readonly ComparedCase[] =>
  NOUNS.flatMap((noun, n) => TEMPLATES.map((template, i) => toCase(template, noun, n + 2, `generic-${n * TEMPLATES.length + i + 1}`)));

function toCase({ language, errorType, text, slip }: Template, noun: string, n: number, id: string): ComparedCase {
  const after = text(noun, n);
  const { right, wrong, message } = slip(noun, n);
  const before = after.replace(right, wrong);
  const isPython = language === 'python';
  const file = isPython ? 'main.py' : 'main.js';
  const line = before.slice(0, after.indexOf(right) + right.length - right.trimStart().length).split('\n').length - 1;
  return {
    id,
    language,
    file,
    before,
    after,
    source: isPython ? 'python' : 'node',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    line,
    traceback: errorType === 'SyntaxError' ? '' : `${file}:${line + 1}`,
    command: `${isPython ? 'python3' : 'node'} ${file}`,
    ofWorkspace: false,
  };
}
