import { expect, test } from 'vitest';
import type { LanguageId } from '../language';
import { definitionsIn, functionAt } from './functions';

/** `name first-last`, one-based, with the owner in front; classes in brackets. */
async function found(text: string, language: LanguageId): Promise<string[]> {
  return (await definitionsIn(text, language)).map(({ kind, name, owner, first, last }) => {
    const called = `${owner ? `${owner}.` : ''}${name} ${first + 1}-${last + 1}`;
    return kind === 'class' ? `[${called}]` : called;
  });
}

test('Python, by its tree', async () => {
  expect(
    await found(
      '@cache\n@other(1)\ndef a(x):\n    def b():\n        return 1\n    return b\n\n\nclass C(A):\n    x = 1\n\n    @property\n    async def d(\n        self,\n    ):\n        yield 1\n\n    class E:\n        def f(self): pass\n\n\nif True:\n    def g():\n        return 1\n',
      'python',
    ),
  ).toEqual(['a 1-6', 'b 4-5', '[C 9-19]', 'C.d 12-16', '[C.E 18-19]', 'E.f 19-19', 'g 23-24']);
});

test('Python that does not parse, by indentation', async () => {
  expect(
    await found(
      'x = [1, 2\n\n@cache\ndef a(\n    x,\n):\n    if x\n        return 1\n\n    return 2\n# end\n\nclass C:\n    def d(self):\n        """\ndef no():\n        """\n        return (1\n\n    def e(self): return 1\ny = 1\n',
      'python',
    ),
  ).toEqual(['a 3-10', '[C 13-20]', 'C.d 14-18', 'C.e 20-20']);
});

test('TypeScript and JSX, by their trees', async () => {
  expect(
    await found(
      `export default async function a<T>(x: T): Promise<T> {\n  return x;\n}\n\nexport const b = (x: number): number => {\n  return x;\n};\n\n@Injectable()\nexport class C<T> extends D {\n  private e = async () => {\n    return 1;\n  };\n\n  @Get('/x')\n  get f(): number {\n    return 1;\n  }\n\n  static async *g() {\n    yield 1;\n  }\n}\n\nexport interface H {\n  i(): void;\n}\n\ntype J = { k: number };\n\nconst l = {\n  m() {\n    return 1;\n  },\n};\n`,
      'typescript',
    ),
  ).toEqual(['a 1-3', 'b 5-7', '[C 9-23]', 'C.e 11-13', 'C.f 15-18', 'C.g 20-22', '[H 25-27]', '[J 29-29]', 'm 32-34']);
  expect(
    await found(
      'export function App({ name }: Props) {\n  const go = () => {\n    f();\n  };\n  return <div onClick={go}>{name}</div>;\n}\n',
      'typescriptreact',
    ),
  ).toEqual(['App 1-6', 'go 2-4']);
});

test('JavaScript that does not parse, by its braces', async () => {
  expect(
    await found(
      'function a(x) {\n  if (x {\n    return "}";\n  }\n}\n\nconst b = async (x) => {\n  // }\n  return f(x;\n};\n\nclass C {\n  d(x) {\n    return x;\n  }\n}\n',
      'javascript',
    ),
  ).toEqual(expect.arrayContaining(['b 7-10', '[C 12-16]', 'C.d 13-15']));
});

test.each<[LanguageId, string, string[]]>([
  [
    'go',
    'package a\n\ntype Box struct {\n\tx int\n}\n\nfunc (b *Box) Get(\n\ti int,\n) (int, error) {\n\tif i > 0 {\n\t\treturn 1, nil\n\t}\n\treturn 0, nil\n}\n\nfunc Map[T any](xs []T, f func(T) T) []T {\n\tg := func(x T) T { return f(x) }\n\treturn xs\n}\n',
    ['[Box 3-5]', 'Get 7-14', 'Map 16-19'],
  ],
  [
    'rust',
    "pub struct Box<'a> {\n    x: &'a str,\n}\n\nimpl<'a> Box<'a> {\n    #[inline]\n    pub fn get(&'a self, c: char) -> &'a str {\n        if c == '{' { return \"}\"; }\n        self.x\n    }\n}\n\nimpl Shape for Square {\n    fn area(&self) -> f64 {\n        1.0\n    }\n}\n\npub async fn all<T>(xs: Vec<T>) -> Vec<T>\nwhere\n    T: Clone,\n{\n    xs\n}\n",
    ['[Box 1-3]', '[Box 5-11]', 'Box.get 6-10', '[Square 13-17]', 'Square.area 14-16', 'all 19-24'],
  ],
  [
    'java',
    'public class A<T> implements B {\n    private final int x;\n\n    public A(int x) {\n        this.x = x;\n    }\n\n    @Override\n    public <R> List<R> map(Function<T, R> f) throws IOException {\n        for (int i = 0; i < 3; i++) {\n            f.apply(null);\n        }\n        return null;\n    }\n\n    int get() { return x; }\n\n    abstract int none();\n}\n',
    ['[A 1-19]', 'A.A 4-6', 'A.map 8-14', 'A.get 16-16'],
  ],
  [
    'c',
    '#include <stdio.h>\n\nstruct box {\n  int x;\n};\n\nint none(int a);\n\nstatic inline const char *name_of(struct box *b)\n{\n  while (b) {\n    b = 0;\n  }\n  return "}";\n}\n\nint main(int argc,\n         char **argv) {\n  printf("%d\\n", argc);\n  if (argc) {\n    return 1;\n  }\n  return 0;\n}\n',
    ['[box 3-5]', 'name_of 9-15', 'main 17-24'],
  ],
  [
    'cpp',
    'namespace a {\nclass Box : public B {\n public:\n  int get() const { return x; }\n};\n\nint Box::put(int v) {\n  x = v;\n  return x;\n}\n}\n',
    ['[a 1-11]', '[a.Box 2-5]', 'Box.get 4-4', 'a.put 7-10'],
  ],
  [
    'csharp',
    'namespace A\n{\n    public class Box\n    {\n        public async Task<int> Get(int i)\n        {\n            using (var x = F())\n            {\n                return await x.Y(i);\n            }\n        }\n    }\n}\n',
    ['[A 1-13]', '[A.Box 3-12]', 'Box.Get 5-11'],
  ],
])('%s, by its braces', async (language, text, wanted) => {
  expect(await found(text, language)).toEqual(wanted);
});

test('the innermost function of a line', async () => {
  const all = await definitionsIn('class A:\n    def f(self):\n        def g():\n            return 1\n        return g\n', 'python');
  expect(functionAt(all, 3)?.name).toBe('g');
  expect(functionAt(all, 4)?.name).toBe('f');
  expect(functionAt(all, 0)).toBeUndefined();
});

test('ends soon for a text that is made to be slow', async () => {
  for (const text of [
    '{'.repeat(100_000),
    'a '.repeat(100_000),
    'f('.repeat(50_000),
    'impl '.repeat(40_000),
    'class a {\n'.repeat(5_000),
    'void f() {\n'.repeat(3_000),
    '(\n'.repeat(50_000),
  ]) {
    for (const language of ['java', 'rust', 'c', 'go'] as const) {
      const start = performance.now();
      await definitionsIn(text, language);
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  }
});
