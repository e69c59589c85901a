// What counts as a fix made by hand, and what is only other work while a problem goes away.

import { expect, it } from 'vitest';
import { signatureOf } from '../detect/signature';
import type { Problem } from '../problem';
import { SourceText } from '../syntax/source-text';
import { handMadeFix } from './hand-made-fix';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly want: boolean;
  readonly msg?: string;
  readonly err?: string;
  readonly lang?: 'python' | 'typescript';
}
const ROWS: Row[] = [];
const F = (name: string, before: string, after: string, want: boolean, more: Pick<Row, 'msg' | 'err' | 'lang'> = {}): number =>
  ROWS.push({ name, before, after, want, ...more });
const U = 'def total(order):\n    row = find(order)\n    return «row["sum"]\n\n\ndef other(a):\n    return a\n';
F('real fix', U, 'def total(order):\n    row = find(order) or {}\n    return row["sum"]\n\n\ndef other(a):\n    return a\n', true);
F('deleted failing line', U, 'def total(order):\n    row = find(order)\n\n\ndef other(a):\n    return a\n', false);
F('deleted function', U, 'def other(a):\n    return a\n', false);
F('commented out', U, U.replace('    return «row', '    # return row').replace('«', ''), false);
F('commented out + pass', U, U.replace('    return «row["sum"]', '    # return row["sum"]\n    pass'), false);
F('type ignore', U, U.replace('«', '').replace('["sum"]', '["sum"]  # type: ignore'), false);
F('noqa elsewhere', U, U.replace('«', '').replace('return a', 'return a  # noqa'), false);
F('formatter: quotes', U, U.replace('«', '').replace('"sum"', "'sum'"), false);
F('formatter: trailing comma/wrap', 'x = f(«a, b)\n', 'x = f(\n    a,\n    b,\n)\n', false);
F('formatter: parens', 'return («a + b)\n', 'return a + b\n', false);
F('formatter: semicolons', 'const a = «f()\nconst b = 2\n', 'const a = f();\nconst b = 2;\n', false, { lang: 'typescript' });
F('formatter: ts quotes', 'const a = «f("x")\n', "const a = f('x');\n", false, { lang: 'typescript' });
F('import sort only', 'import sys\nimport os\n\nx = «y\n', 'import os\nimport sys\n\nx = y\n', false);
F('new function added elsewhere', U, U.replace('«', '') + '\n\ndef fresh(b):\n    c = b + 1\n    return c\n', false);
F('only a comment added', U, U.replace('«', '').replace('    row =', '    # find it\n    row ='), false);
F('only a docstring', U, U.replace('«', '').replace('    row =', '    """Total."""\n    row ='), false);
F(
  'rename of a variable all over',
  'def f(a):\n    qq = a\n    print(qq)\n    return «qq + 1\n',
  'def f(a):\n    value = a\n    print(value)\n    return value + 1\n',
  false,
);
F('replaced whole line with other work', U, U.replace('    return «row["sum"]', '    print("hello")'), false);
F('statement rewritten as return None', U, U.replace('    return «row["sum"]', '    return None'), false);
F(
  'try except pass',
  U,
  U.replace('    return «row["sum"]', '    try:\n        return row["sum"]\n    except Exception:\n        pass'),
  false,
);
F('cast any', 'const x = «y.z;\n', 'const x = (y as any).z;\n', false, { lang: 'typescript' });
F('ts-ignore', 'const x = «y.z;\n', '// @ts-ignore\nconst x = y.z;\n', false, { lang: 'typescript' });
F('eslint-disable', 'const x = «y.z;\n', '// eslint-disable-next-line\nconst x = y.z;\n', false, { lang: 'typescript' });
F('cast python', U, U.replace('«row["sum"]', 'cast(dict, row)["sum"]'), false);
F('Any annotation', 'def f(x: int):\n    return «x.y\n', 'def f(x: Any):\n    return x.y\n', false);
F('if False', U, U.replace('    return «row["sum"]', '    if False:\n        return row["sum"]'), false);
F('wrap in string', U, U.replace('    return «row["sum"]', '    """\n    return row["sum"]\n    """'), false);
F('print debugging added', U, U.replace('«', '').replace('    return', '    print(row)\n    return'), false);
F('breakpoint', U, U.replace('«', '').replace('    return', '    breakpoint()\n    return'), false);
F('unfinished name typed on', 'x = «pri\n', 'x = print("hello")\n', false, { msg: '"pri" is not defined' });
F('unfinished attr typed on', 'import os\nos.«pa\n', 'import os\nos.path.join("a", "b")\n', false, {
  msg: '"pa" is not a known attribute of module "os"',
});
F('typed body after header', 'def f(a):«\n', 'def f(a):\n    return a + 1\n', false, {
  err: 'SyntaxError',
  msg: 'expected an indented block after function definition on line 1',
});
F('unused import gets used', 'import «json\n\nx = 1\n', 'import json\n\nx = json.dumps({})\n', false, {
  msg: 'Import "json" is not accessed',
  err: 'reportUnusedImport',
});
F('unused variable gets used', 'def f(a):\n    «b = 2\n    return a\n', 'def f(a):\n    b = 2\n    return a + b\n', false, {
  msg: 'Variable "b" is not accessed',
  err: 'reportUnusedVariable',
});
F('undefined name then defined by new function', 'x = «helper(1)\n', 'def helper(n):\n    return n\n\n\nx = helper(1)\n', false, {
  msg: '"helper" is not defined',
  err: 'reportUndefinedVariable',
});
F('generated file', '# Code generated by tool. DO NOT EDIT.\nx = «y\n', '# Code generated by tool. DO NOT EDIT.\nx = z\n', false);
F('typo fixed', 'x = «lenn([1])\n', 'x = len([1])\n', true, { msg: '"lenn" is not defined' });
F('import added', 'x = «json.dumps(1)\n', 'import json\n\nx = json.dumps(1)\n', true, { msg: '"json" is not defined' });
F(
  'branch switch, many changes',
  U,
  U.replace('«', '')
    .replace('row["sum"]', 'row.sum')
    .replace('return a', 'return a * 2')
    .replace('def other', 'def another')
    .replace('find(order)', 'find(order, strict=True)')
    .replace('def total', 'def totals') + 'x = 1\n',
  false,
);
F(
  'branch switch, small',
  U,
  U.replace('«row["sum"]', 'row.total').replace('def other(a)', 'def other(a, b)').replace('return a\n', 'return a + b\n'),
  false,
);
F('paste over', U, U.replace('    return «row["sum"]', Array.from({ length: 11 }, (_, i) => `    line${i} = ${i}`).join('\n')), false);
F(
  'await put in',
  'async def f(k):\n    u = load(k)\n    return «u.name\n',
  'async def f(k):\n    u = await load(k)\n    return u.name\n',
  true,
  { msg: 'Cannot access attribute "name" for class "CoroutineType"' },
);
F('get with a default', 'def f(d):\n    return «d["a"]\n', 'def f(d):\n    return d.get("a", 0)\n', true, { err: 'KeyError', msg: "'a'" });
F('a guard', U, U.replace('«', '').replace('    return row', '    if row is None:\n        return 0\n    return row'), true);
F('self in front', 'class A:\n    def f(self):\n        return «n\n', 'class A:\n    def f(self):\n        return self.n\n', true, {
  msg: '"n" is not defined',
});
F('an argument', 'x = «send(1)\n', 'x = send(1, None)\n', true, { msg: 'Argument missing for parameter "to"' });
F('a colon', 'def f(a)«\n    return a\n', 'def f(a):\n    return a\n', true, { err: 'SyntaxError', msg: "expected ':'" });
F('a bracket', 'x = f((1)«\ny = 2\n', 'x = f((1))\ny = 2\n', true, { err: 'SyntaxError', msg: "'(' was never closed" });
F('brackets of a call', 'n = «xs.count + 1\n', 'n = xs.count() + 1\n', true);
F('brackets that group', 'n = «a + b.c * 2\n', 'n = (a + b.c) * 2\n', true);
F('a wrapped value', 'def f(n, s):\n    return «n + s\n', 'def f(n, s):\n    return n + int(s)\n', true, {
  err: 'TypeError',
  msg: "unsupported operand type(s) for +: 'int' and 'str'",
});
F(
  'a list before the loop',
  'def f(xs):\n    for x in xs:\n        «out.append(x)\n',
  'def f(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n',
  true,
  { msg: '"out" is not defined' },
);
F('optional chain', 'export const x = «a.b;\n', 'export const x = a?.b;\n', true, {
  lang: 'typescript',
  msg: "'a' is possibly 'undefined'.",
});
F(
  'another name in all places',
  'def f(prices):\n    print(«prics)\n    return sum(prics)\n',
  'def f(prices):\n    print(prices)\n    return sum(prices)\n',
  true,
  { msg: '"prics" is not defined' },
);
F('an annotation above', 'def f(x: int):\n    y = 1\n    return «x.upper()\n', 'def f(x: str):\n    y = 1\n    return x.upper()\n', true, {
  msg: 'Cannot access attribute "upper" for class "int"',
});

it.each(ROWS)(
  '$name',
  ({
    before: marked,
    after,
    want,
    err: errorType = 'reportX',
    msg: message = 'Object of type "None" is not subscriptable',
    lang: language = 'python' as const,
  }) => {
    const at = marked.indexOf('«');
    const before = marked.replace('«', '');
    const source = new SourceText(before);
    const problem: Problem = {
      origin: 'diagnostic',
      language,
      source: 'Pyright',
      errorType,
      message,
      signature: signatureOf(errorType, message),
      location: { path: language === 'python' ? '/w/a.py' : '/w/a.ts', range: source.range(at, at + 1) },
      severity: 'error',
      frames: [],
      causes: [],
      related: [],
    };
    const fix = handMadeFix({ problem, before, after: after.replace('«', ''), evidence: { rung: 'checks', result: 'passed' } });
    expect(fix !== undefined).toBe(want);
  },
);
