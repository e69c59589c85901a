import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LanguageId } from '../problem';
import { asksForDeletion, contentFaults, reviewPatch } from './patch-policy';

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
  ['an ellipsis in a text', 'python', "print('loading...'\n", "print('loading...')\n"],
  ['the body of a protocol', 'python', 'def f(self) -> int: ...\nx = lenn(y)\n', 'def f(self) -> int: ...\nx = len(y)\n'],
  ['a quote in a regular expression', 'javascript', 'const r = /["\']/; // quotes\nfoo(\n', 'const r = /["\']/; // quotes\nfoo()\n'],
  ['spread arguments', 'javascript', 'f(\n  ...a\n', 'f(\n  ...a\n)\n'],
  ['a "!" in a text', 'typescript', "print('Hi! there'\n", "print('Hi! there')\n"],
  ['unequal', 'typescript', 'if (a = != b) {}\n', 'if (a != b) {}\n'],
  ['an import under another name', 'typescript', 'f();\n', "import { g as f } from './g';\nf();\n"],
  ['as const', 'typescript', 'const a = [1];\n', 'const a = [1] as const;\n'],
  ['a file opened for reading', 'python', 'f = opn(p)\n', "f = open(p, 'r')\n"],
  ['a narrow handler', 'python', 'x = int(s)\n', 'try:\n    x = int(s)\nexcept ValueError:\n    x = 0\n'],
])('has nothing against %s', (_name, language, before, after) => {
  expect(faults(before, after, language)).toEqual([]);
});

test('T13: `...` is a placeholder in code, and the whole body in a file of declarations', () => {
  const before = 'class Door:\n    def open(self) -> None:\n        ...\n';
  const after = `${before}    def close(self) -> None:\n        ...\n`;
  const of = (file: string): string[] => contentFaults(before, after, 'python', false, file).map(({ kind }) => kind);
  expect(of('/w/door.pyi')).toEqual([]);
  expect(of('/w/door.py')).toEqual(['stub']);
  expect(of('')).toEqual(['stub']);
  const how = { title: 'Add close', syntactic: false, tool: false };
  expect(reviewPatch(before, after, 'python', { ...how, file: '/w/door.pyi' }).invents).toBe(false);
  expect(reviewPatch(before, after, 'python', { ...how, file: '/w/door.py' }).invents).toBe(true);
  // What else is no code stays none.
  expect(contentFaults('x: int\n', 'x: int  # TODO\n', 'python', false, '/w/door.pyi')).toHaveLength(1);
  // Words in a text are no placeholder.
  expect(contentFaults('x = 1\n', "x = 1\nprint('loading...')\nhint = '...'\n", 'python')).toEqual([]);
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
  ['a file opened for writing', 'python', 'f = open(p)\n', "f = open(p, 'w')\n", 'doubt dangerous'],
  ['a "!" before an operator', 'typescript', 'return i.discount * 2;\n', 'return i.discount! * 2;\n', 'doubt suppression'],
  ['a "!" at a line\'s end', 'typescript', 'const a = b\n', 'const a = b!\n', 'doubt suppression'],
  ['a cast', 'typescript', 'return item;\n', 'return item as Total;\n', 'doubt suppression'],
  ['a made-up parameter', 'typescript', 'total(): number {\n', 'total(p0: number): number {\n', 'doubt invention'],
  ['two of them', 'typescript', 'remove() {\n', 'remove(arg0: number, arg1: string) {\n', 'doubt invention'],
  ['a function renamed', 'python', 'def total():\n    return 1\n', 'def sum_all():\n    return 1\n', 'doubt names'],
  ['a comment lost', 'python', '# first\nx = y\n', 'x = z\n', 'refuse comments'],
  ['far too much', 'python', 'x = y\n', `x = z\n${'y = 1\n'.repeat(20_000)}`, 'refuse size'],
])('sees %s', (_name, language, before, after, fault) => {
  expect(faults(before, after, language)).toContain(fault);
});

const reviewed = (before: string, after: string, language: LanguageId = 'python', title = 'Change it', tool = false) =>
  reviewPatch(before, after, language, { title, tool, syntactic: false });

test.each<[string, LanguageId, string, string, readonly string[]]>([
  ['writes a file', 'python', 'f = open(p)\n', "f = open(p, 'w')\n", ['writes a file']],
  ['writes where it read', 'python', "f = open(p, 'r')\n", "f = open(p, 'w')\n", ['writes a file']],
  ['appends', 'python', 'with path.open() as f:\n', "with path.open('a') as f:\n", ['writes a file']],
  ['writes with a mode by name', 'python', 'f = open(p)\n', "f = open(p, mode='wb')\n", ['writes a file']],
  ['writes a file that it wrote before', 'python', "open(p, 'w').close()\nf = open(p)\n", "open(p, 'w').close()\nf = open(p, 'w')\n", []],
  ['writes text where it wrote bytes', 'python', "f = open(p, 'wb')\n", "f = open(p, 'w')\n", []],
  [
    'writes anew what it only added to',
    'python',
    "open(p, 'a').close()\nf = open(p)\n",
    "open(p, 'a').close()\nf = open(p, 'w')\n",
    ['writes a file'],
  ],
  ['write_text', 'python', 'save(text)\n', 'path.write_text(text)\n', ['writes a file']],
  ['Node writes', 'javascript', 'save(text);\n', "fs.writeFileSync('a.txt', text);\n", ['writes a file']],
  ['starts a program', 'python', 'run(cmd)\n', 'subprocess.run(cmd)\n', ['starts a program']],
  ['prints every key of the environment', 'python', 'show()\n', 'print(os.environ)\n', ['hands on all environment variables']],
  ['reads one variable', 'python', 'show()\n', 'print(os.environ["LANG"], os.environ.get("HOME"), "TZ" in os.environ)\n', []],
  ['Node prints every key', 'javascript', 'show();\n', 'console.log(process.env);\n', ['hands on all environment variables']],
  ['Node reads one', 'javascript', 'show();\n', 'const { HOME } = process.env;\nlog(process.env.LANG);\n', []],
  ['Node starts one', 'javascript', 'go();\n', "execSync('ls');\n", ['starts a program']],
  ['deletes', 'python', 'clean(p)\n', 'shutil.rmtree(p)\n', ['deletes files']],
  ['runs text', 'python', 'x = parse(s)\n', 'x = eval(s)\n', ['runs code from text']],
  ['Function', 'javascript', 'f = make(s);\n', 'f = new Function(s);\n', ['runs code from text']],
  ['fetches', 'javascript', 'x = get(u);\n', 'x = await fetch(u);\n', ['goes to the network']],
  ['requests', 'python', 'x = get(u)\n', 'x = requests.get(u)\n', ['goes to the network']],
  ['two at once', 'python', 'go(u)\n', "open('x', 'w').write(requests.get(u).text)\n", ['goes to the network', 'writes a file']],
  // What stood there already, misspelt or not closed, is its author's own.
  ['a slip', 'python', 'subprocess.rnu(cmd)\n', 'subprocess.run(cmd)\n', []],
  ['a slip of the function', 'python', "f = opne(p, 'w')\n", "f = open(p, 'w')\n", []],
  ['a bracket', 'python', "f = open(p, 'w'\n", "f = open(p, 'w')\n", []],
  ['a fix beside it', 'python', "f = open(p, 'w')\nprint(totl)\n", "f = open(p, 'w')\nprint(total)\n", []],
  ['an import of what starts programs', 'python', 'subprocess.run(c)\n', 'import subprocess\nsubprocess.run(c)\n', []],
  ['Go starts a program', 'go', 'run(c)\n', 'exec.Command("sh", "-c", c).Run()\n', ['starts a program']],
  ['Go deletes', 'go', 'clean(p)\n', 'os.RemoveAll(p)\n', ['deletes files']],
  ['Go writes', 'go', 'save(p)\n', 'os.WriteFile(p, data, 0o644)\n', ['writes a file']],
  ['Go fetches', 'go', 'get(u)\n', 'http.Get(u)\n', ['goes to the network']],
  [
    'Rust starts a program',
    'rust',
    "fn f<'a>(s: &'a str) { go(s) }\n",
    "fn f<'a>(s: &'a str) { Command::new(s).spawn() }\n",
    ['starts a program'],
  ],
  ['Rust deletes', 'rust', 'clean(p);\n', 'std::fs::remove_dir_all(p)?;\n', ['deletes files']],
  ['Rust writes', 'rust', 'save(p);\n', 'let f = File::create(p)?;\n', ['writes a file']],
  ['Java starts a program', 'java', 'run(c);\n', 'Runtime.getRuntime().exec(c);\n', ['starts a program']],
  ['Java deletes', 'java', 'clean(p);\n', 'Files.deleteIfExists(p);\n', ['deletes files']],
  ['Java writes', 'java', 'save(p);\n', 'new FileWriter(p).write(t);\n', ['writes a file']],
  ['Java fetches', 'java', 'get(u);\n', 'new URL(u).openStream();\n', ['goes to the network']],
  ['C starts a program', 'c', 'run(c);\n', 'system(c);\n', ['starts a program']],
  ['C deletes', 'c', 'clean(p);\n', 'unlink(p);\n', ['deletes files']],
  ['C writes', 'c', 'f = get(p);\n', 'f = fopen(p, "wb");\n', ['writes a file']],
  ['C reads', 'c', 'f = get(p);\n', 'f = fopen(p, "rb");\n', []],
  ['C# starts a program', 'csharp', 'Run(c);\n', 'Process.Start(c);\n', ['starts a program']],
  ['C# deletes', 'csharp', 'Clean(p);\n', 'File.Delete(p);\n', ['deletes files']],
  ['a macro of Rust is no assertion', 'rust', 'x();\n', 'println!("x");\n', []],
])('what a patch adds is told: %s', (_name, language, before, after, adds) => {
  expect([...reviewed(before, after, language).adds].sort()).toEqual(adds);
});

test.each<[LanguageId, string, string]>([
  ['python', 'from subprocess import run\nrun(c)\n', 'starts a program'],
  ['python', 'import subprocess as sp\nsp.run(c)\n', 'starts a program'],
  ['python', 'from os import system\nsystem(c)\n', 'starts a program'],
  ['python', 'await asyncio.create_subprocess_shell(c)\n', 'starts a program'],
  ['python', 'from shutil import rmtree\nrmtree(p)\n', 'deletes files'],
  ['python', 'import requests as r\nr.get(u)\n', 'goes to the network'],
  ['python', 'from urllib.request import urlopen as get\nget(u)\n', 'goes to the network'],
  ['python', "getattr(os, 'sys' + 'tem')(c)\n", 'runs code from text'],
  ['python', "importlib.import_module('o' + 's')\n", 'runs code from text'],
  ['python', 'json.dump(x, f)\n', 'writes a file'],
  ['javascript', "import { rm } from 'node:fs/promises';\nawait rm(p);\n", 'deletes files'],
  ['javascript', "import { execa } from 'execa';\nexeca('ls');\n", 'starts a program'],
  ['javascript', "globalThis['ev' + 'al'](s);\n", 'runs code from text'],
  ['javascript', 'navigator.sendBeacon(u, d);\n', 'goes to the network'],
  ['typescript', 'await import(name);\n', 'runs code from text'],
])('ways around are seen where anything may have been written (%s)', (language, after, does) => {
  expect(reviewPatch('go(x)\n', after, language, { title: 'x', tool: false, syntactic: false, anything: true }).adds).toContain(does);
});

test.each<[LanguageId, string, string, string]>([
  ['go', 'x, err := f()\n', 'x, err := f() //nolint\n', 'refuse suppression'],
  ['rust', 'f(x);\n', 'todo!("later");\n', 'refuse stub'],
  ['rust', 'fn f() {}\n', '#[allow(unused)]\nfn f() {}\n', 'refuse suppression'],
  ['java', 'f(x);\n', 'try { f(x); } catch (Exception e) {}\n', 'refuse suppression'],
  ['c', 'f(x);\n', '/* ... */\nf(y);\n', 'refuse placeholder'],
  ['c', 'return p.x;\n', '#if 0\nreturn p.x;\n#endif\nreturn 3;\n', 'refuse suppression'],
  ['rust', 'fn f() {}\n', '#[cfg(any())]\nfn f() {}\n', 'refuse suppression'],
  ['go', 'TestA(t)\n', 't.Skip()\nTestA(t)\n', 'refuse suppression'],
])('hiding is seen in %s', (language, before, after, fault) => {
  expect(faults(before, after, language)).toContain(fault);
});

test.each<[string, string, string, string]>([
  [
    'a stub',
    'Implement interface',
    'class A implements B {}\n',
    "class A implements B { f() { throw new Error('Method not implemented.'); } }\n",
  ],
  ['a declared method', "Declare method 'remove'", 'class A {\n}\n', 'class A {\n  remove(id: number) {}\n}\n'],
  ['a declared property', "Declare property 'x'", 'class A {\n}\n', 'class A {\n  x: number;\n}\n'],
  ['a parameter', "Add missing parameter to 'total'", 'function total() {}\n', 'function total(p: number) {}\n'],
  ['an optional parameter', "Add optional parameter to 'total'", 'function total() {}\n', 'function total(p?: number) {}\n'],
  ['an inferred type', 'Infer parameter types from usage', 'function f(a) {}\n', 'function f(a: number) {}\n'],
  ['a "!"', 'Add it', 'return a.b;\n', 'return a.b!;\n'],
  ['a cast', 'Cast', 'return a;\n', 'return a as unknown as B;\n'],
  ['a switch', 'Ignore', 'f(x);\n', '// @ts-expect-error\nf(x);\n'],
])('what a tool makes up is seen: %s', (_name, title, before, after) => {
  expect(reviewed(before, after, 'typescript', title, true).invents).toBe(true);
});

test('a slip mended, an import, an await make nothing up', () => {
  expect(reviewed('return totl;\n', 'return total;\n', 'typescript', "Change spelling to 'total'", true).invents).toBe(false);
  expect(reviewed('f();\n', "import { f } from './f';\nf();\n", 'typescript', 'Add import from "./f"', true).invents).toBe(false);
  expect(reviewed('  f();\n', '  await f();\n', 'typescript', "Add 'await'", true).invents).toBe(false);
});

test('an empty block that keeps the text from being parsed needs its pass', () => {
  const [before, after] = ['if a:\nb = 1\n', 'if a:\n    pass\nb = 1\n'];
  expect(reviewPatch(before, after, 'python', { title: 'Add pass', tool: false, syntactic: true }).invents).toBe(false);
  expect(reviewPatch(before, after, 'python', { title: 'Add pass', tool: false, syntactic: false }).invents).toBe(true);
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
