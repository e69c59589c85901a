import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LanguageId } from '../problem';
import { asksForDeletion, contentFaults } from './patch-policy';

const faults = (before: string, after: string, language: LanguageId = 'python'): string[] =>
  contentFaults(before, after, language).map((fault) => `${fault.weight} ${fault.kind}`);

test.each<[string, LanguageId, string, string]>([
  ['a misspelt name', 'python', 'total = 1\nprint(totl)\n', 'total = 1\nprint(total)\n'],
  ['a misspelt call of a shell', 'python', 'model.evl()\n', 'model.eval()\n'],
  ['a method named exec', 'javascript', 'const m = re.exce(s);\n', 'const m = re.exec(s);\n'],
  ['a body indented', 'python', 'if a:\nx = 1\n', 'if a:\n    x = 1\n'],
  [
    'a method moved into its class',
    'python',
    'class A:\n    x = 1\ndef f(self):\n    return 1\n',
    'class A:\n    x = 1\n    def f(self):\n        return 1\n',
  ],
  ['Python 2 except', 'python', 'try:\n    f()\nexcept Exception, e:\n    g(e)\n', 'try:\n    f()\nexcept Exception as e:\n    g(e)\n'],
  ['a comment of another language', 'python', 'x = 1 // set it\n', 'x = 1  # set it\n'],
  ['an existing suppression kept', 'python', 'x = f()  # type: ignore\ny = lenn(x)\n', 'x = f()  # type: ignore\ny = len(x)\n'],
  ['"any" as a word', 'typescript', 'const any = 1; // ok\nif (x) retrun;\n', 'const any = 1; // ok\nif (x) return;\n'],
  ['a hash in a string', 'python', "a = '#x\n", "a = '#x'\n"],
  ['words in a string', 'python', 'print("rest of the code"\n', 'print("rest of the code")\n'],
  ['a quote in a regular expression', 'javascript', 'const r = /["\']/; // quotes\nfoo(\n', 'const r = /["\']/; // quotes\nfoo()\n'],
  ['spread arguments', 'javascript', 'f(\n  ...a\n', 'f(\n  ...a\n)\n'],
  ['a narrow handler', 'python', 'x = int(s)\n', 'try:\n    x = int(s)\nexcept ValueError:\n    x = 0\n'],
])('has nothing against %s', (_name, language, before, after) => {
  expect(faults(before, after, language)).toEqual([]);
});

test.each<[string, LanguageId, string, string, string]>([
  ['an ignore comment', 'python', 'x = f(y)\n', 'x = f(y)  # type: ignore\n', 'refuse suppression'],
  ['a noqa', 'python', 'import os\n', 'import os  # noqa: F401\n', 'refuse suppression'],
  ['a bare except', 'python', 'f()\n', 'try:\n    f()\nexcept:\n    pass\n', 'refuse suppression'],
  ['an except for everything', 'python', 'f()\n', 'try:\n    f()\nexcept Exception as e:\n    print(e)\n', 'refuse suppression'],
  ['a swallowing except', 'python', 'f()\n', 'try:\n    f()\nexcept KeyError:\n    pass\n', 'refuse suppression'],
  ['ts-ignore', 'typescript', 'f(x);\n', '// @ts-ignore\nf(x);\n', 'refuse suppression'],
  ['ts-ignore in JSX', 'typescriptreact', '<A b={1} />;\n', '{/* @ts-expect-error */}\n<A b={1} />;\n', 'refuse suppression'],
  ['as any', 'typescript', 'f(x);\n', 'f(x as any);\n', 'refuse suppression'],
  ['an any parameter', 'typescript', 'function f(x) {}\n', 'function f(x: any) {}\n', 'refuse suppression'],
  ['an empty catch', 'javascript', 'f();\n', 'try { f(); } catch (e) { /* fine */ }\n', 'refuse suppression'],
  ['a skipped test', 'typescript', "it('x', () => f());\n", "it.skip('x', () => f());\n", 'refuse suppression'],
  ['a TODO', 'python', 'x = y\n', 'x = 0  # TODO: find y\n', 'refuse stub'],
  ['not implemented', 'typescript', 'return g(x);\n', "throw new Error('Not implemented');\n", 'refuse stub'],
  ['a pass', 'python', 'if a:\n    f(\n', 'if a:\n    pass\n', 'doubt stub'],
  ['a None for a name', 'python', 'print(x)\n', 'x = None\nprint(x)\n', 'doubt stub'],
  [
    'an ellipsis',
    'python',
    'def f():\n    a = 1\n    return b\n',
    'def f():\n    # ... existing code ...\n    return a\n',
    'refuse placeholder',
  ],
  ['the rest unchanged', 'javascript', 'f(a)\ng(b)\n', 'f(b)\n// rest of the code unchanged\n', 'refuse placeholder'],
  ['a shell', 'python', 'run(cmd)\n', 'subprocess.run(cmd, shell=True)\n', 'doubt dangerous'],
  ['eval', 'python', 'x = parse(s)\n', 'x = eval(s)\n', 'doubt dangerous'],
  ['a child process', 'javascript', 'go();\n', "require('child_process').execSync('rm -rf build');\n", 'doubt dangerous'],
  ['the failing line deleted', 'python', 'a = 1\nb = foo(a)\nc = 2\n', 'a = 1\nc = 2\n', 'refuse deletion'],
  ['the failing line commented out', 'python', 'a = 1\nb = foo(a)\nc = 2\n', 'a = 1\n# b = foo(a)\nc = 2\n', 'refuse deletion'],
  ['an import deleted', 'python', 'import os\nimport sys\n', 'import sys\n', 'doubt deletion'],
  ['a doubled line deleted', 'python', 'x = f()\nx = f()\n', 'x = f()\n', 'doubt deletion'],
  ['a function deleted', 'python', 'def f():\n    return g(1)\n\ndef h():\n    return f(2)\n', 'def h():\n    return 2\n', 'refuse names'],
  ['a function renamed', 'python', 'def total():\n    return 1\n', 'def sum_all():\n    return 1\n', 'doubt names'],
  ['a comment lost', 'python', '# first\nx = y\n', 'x = z\n', 'refuse comments'],
  ['far too much', 'python', 'x = y\n', `x = z\n${'y = 1\n'.repeat(20_000)}`, 'refuse size'],
])('sees %s', (_name, language, before, after, fault) => {
  expect(faults(before, after, language)).toContain(fault);
});

test('where something is said to be unused, deleting it is not refused', () => {
  const problem = { errorType: 'TS6133', message: "'x' is declared but its value is never read." };
  const weights = (asked: boolean): string[] =>
    contentFaults('const y = 1;\nconst x = f();\n', 'const y = 1;\n', 'typescript', asked).map((fault) => fault.weight);
  expect(asksForDeletion(problem)).toBe(true);
  expect(weights(true).every((weight) => weight === 'doubt')).toBe(true);
  expect(asksForDeletion({ errorType: 'NameError', message: "name 'used' is not defined" })).toBe(false);
  expect(weights(false)).toContain('refuse');
});

test('a text has nothing against itself, and any two texts can be compared', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('# c', '"""', "'", '/*', '*/', '//', '`', '${', '\\', '\n', 'x = 1', 'def f():', '/', '['),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, fc.constantFrom<LanguageId>('python', 'typescript'), (a, b, language) => {
      expect(faults(a, a, language)).toEqual([]);
      contentFaults(a, b, language);
    }),
  );
});
