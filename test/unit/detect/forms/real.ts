// Programs with a mistake each, and what must be seen of it when they are run for real.

import type { RealForm } from './forms';

const APP = 'def total(order):\n    return order["prise"] * 2\n\n\ndef main():\n    print(total({"price": 3}))\n';
const KEY = "KeyError: 'prise'";
const CART =
  'exports.labels = function labels(items) {\n  return items.map((item) => item.info.label.trim());\n};\nexports.total = (items) => items.reduce((sum, item) => sum + item.prise, 0);\n';
const CART_ESM =
  'export function labels(items) {\n  return items.map((item) => item.info.label.trim());\n}\nexport const total = (items) => items.reduce((sum, item) => sum + item.prise, 0);\n';
const LABEL = "TypeError: Cannot read properties of undefined (reading 'label')";

const python = (form: string, main: string, through: readonly string[], dialect = 'python'): RealForm => ({
  dialect,
  form,
  files: { 'app.py': APP, 'main.py': main },
  run: [['python3', 'main.py']],
  sees: [{ says: KEY, at: 'app.py:2', through }],
});

const NODE_TEST = `import assert from 'node:assert';
import test from 'node:test';
import { labels, total } from './cart.mjs';
test('labels', () => {
  assert.deepStrictEqual(labels([{ nfo: 1 }]), ['a']);
});
test('total', () => {
  assert.strictEqual(total([{ price: 2 }]), 2);
});
`;
const nodeTest = (reporter: string): RealForm => ({
  dialect: reporter === 'tap' ? 'tap' : 'javascript',
  form: `node --test, ${reporter}`,
  files: { 'cart.mjs': CART_ESM, 'cart.test.mjs': NODE_TEST },
  run: [['node', '--test', `--test-reporter=${reporter}`, 'cart.test.mjs']],
  sees: [
    { says: LABEL, at: 'cart.mjs:2', through: ['cart.test.mjs:5', 'cart.mjs:2'] },
    {
      says: 'AssertionError: Expected values to be strictly equal:',
      at: 'cart.test.mjs:8',
      through: ['cart.test.mjs:8'],
      sides: ['2', 'NaN'],
    },
  ],
});

const MOCHA = `const assert = require('node:assert');
const { labels, total } = require('./cart');
describe('cart', () => {
  it('labels', () => {
    labels([{ nfo: 1 }]);
  });
  it('total', () => {
    assert.strictEqual(total([{ price: 2 }]), 2);
  });
  it('late', (done) => { setTimeout(() => {}, 9000); }).timeout(30);
});
`;
const mocha = (reporter: string): RealForm => ({
  dialect: 'javascript',
  form: `Mocha, ${reporter}`,
  files: { 'cart.js': CART, 'cart.test.js': MOCHA },
  run: [['mocha', '--exit', '--no-config', '-R', reporter, 'cart.test.js']],
  sees: [
    { says: LABEL, at: 'cart.js:2', through: ['cart.test.js:5', 'cart.js:2'] },
    {
      says: 'AssertionError: Expected values to be strictly equal:',
      at: 'cart.test.js:8',
      through: ['cart.test.js:8'],
      sides: ['2', 'NaN'],
    },
    {
      says: 'Error: Timeout of 30ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves. (FOLDER/cart.test.js)',
      at: 'cart.test.js:1',
      through: ['cart.test.js:1'],
    },
  ],
});

const PYTEST = `import pytest
from app import total


@pytest.mark.parametrize("order", [{"price": 3}], ids=["a-[b] c"])
def test_total(order):
    print("hello")
    assert total(order) == 4


def test_sum():
    assert [1, 1] == [2, 1]
`;
const pytest = (form: string, ...options: readonly string[]): RealForm => ({
  dialect: options.includes('--tb=native') ? 'python' : options.includes('--tb=no') ? 'pytest-summary' : 'pytest',
  form,
  files: { 'app.py': APP, 'test_app.py': PYTEST },
  run: [['pytest', '-p', 'no:cacheprovider', ...options]],
  sees: [
    options.includes('--tb=no')
      ? { says: KEY, at: 'test_app.py:6', through: ['test_app.py:6'] }
      : { says: KEY, at: 'app.py:2', through: options.includes('--tb=line') ? ['app.py:2'] : ['test_app.py:8', 'app.py:2'] },
    options.includes('--tb=no')
      ? { says: 'AssertionError: assert [1, 1] == [2, 1]', at: 'test_app.py:11', through: ['test_app.py:11'], sides: ['[2, 1]', '[1, 1]'] }
      : {
          says: options.includes('--tb=native') ? 'AssertionError: assert [1, 1] == [2, 1]' : 'AssertionError: assert [1, 1] == [2, 1]',
          at: 'test_app.py:12',
          through: ['test_app.py:12'],
          sides: ['[2, 1]', '[1, 1]'],
        },
  ],
});

const BAD_TYPES = "const a: number = 'x';\nexport function f(): void {\n  foo(a);\n}\n";
const TYPES = [
  { says: "TS2322: Type 'string' is not assignable to type 'number'.", at: 'bad.ts:1', through: ['bad.ts:1'] },
  { says: "TS2304: Cannot find name 'foo'.", at: 'bad.ts:3', through: ['bad.ts:3'] },
];

const MAIN_C = `#include <stdio.h>

static int twice(int n) { return n * 2; }

int main(void) {
  int count = 3;
  printf("%d\\n", cuont);
  return twice(count)
}
`;
const TOTAL_C = `#include <stdlib.h>

static int total(int *prices, int n) {
  int sum = 0;
  for (int i = 0; i <= n; i++) sum += prices[i];
  return sum;
}

int main(void) {
  int *prices = calloc(3, sizeof(int));
  int sum = total(prices, 3);
  free(prices);
  return sum;
}
`;
const PICK_GO = 'package cart\n\nfunc Pick(v []int, at int) int {\n\treturn v[at]\n}\n';
const GO_MOD = 'module example.com/shop\n\ngo 1.18\n';
const MAIN_JAVA = `package com.shop;

import java.util.Map;

public class Main {
    static int total(Map<String, Integer> order) {
        return order.get("prise") * 2;
    }

    public static void main(String[] args) {
        try {
            total(Map.of("price", 3));
        } catch (NullPointerException e) {
            throw new IllegalStateException("no total", e);
        }
    }
}
`;

export const REAL: readonly RealForm[] = [
  python('uncaught', 'from app import main\nmain()\n', ['main.py:2', 'app.py:6', 'app.py:2']),
  python(
    'logging.exception',
    'import logging\nfrom app import main\nlogging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")\ntry:\n    main()\nexcept Exception:\n    logging.exception("failed")\n',
    ['main.py:5', 'app.py:6', 'app.py:2'],
  ),
  python(
    'asyncio: an exception that was never retrieved',
    'import asyncio, gc\nfrom app import main\n\n\nasync def job():\n    main()\n\n\nasync def go():\n    task = asyncio.create_task(job())\n    await asyncio.sleep(0.01)\n    del task\n    gc.collect()\n\n\nasyncio.run(go())\n',
    ['main.py:6', 'app.py:6', 'app.py:2'],
  ),
  python(
    'multiprocessing: RemoteTraceback',
    'import multiprocessing\nfrom app import total\n\nif __name__ == "__main__":\n    with multiprocessing.Pool(1) as pool:\n        pool.map(total, [{"price": 3}])\n',
    ['main.py:6', 'app.py:2'],
  ),
  python('in a thread', 'import threading\nfrom app import main\nthread = threading.Thread(target=main)\nthread.start()\nthread.join()\n', [
    'app.py:6',
    'app.py:2',
  ]),
  python(
    'a log of one JSON object a line',
    'import json, traceback\nfrom app import main\ntry:\n    main()\nexcept Exception:\n    print(json.dumps({"level": "error", "exc_info": traceback.format_exc()}))\n',
    ['main.py:4', 'app.py:6', 'app.py:2'],
    'json-log',
  ),
  {
    dialect: 'python',
    form: '--- Logging error ---',
    files: { 'main.py': 'import logging\n\n\ndef main():\n    logging.warning("%d of %s", 3)\n\n\nmain()\n' },
    run: [['python3', 'main.py']],
    sees: [{ says: 'TypeError: not enough arguments for format string', at: 'main.py:5', through: ['main.py:8', 'main.py:5'] }],
  },
  {
    dialect: 'python-warning',
    form: 'a coroutine that was never awaited',
    files: { 'main.py': 'import asyncio\n\n\nasync def save(x):\n    return x\n\n\nasync def go():\n    save(3)\n\n\nasyncio.run(go())\n' },
    run: [['python3', 'main.py']],
    sees: [{ says: "RuntimeWarning: coroutine 'save' was never awaited", at: 'main.py:9', through: ['main.py:9'] }],
  },
  {
    dialect: 'python',
    form: 'unittest',
    files: {
      'app.py': APP,
      'main.py':
        'import unittest\nfrom app import total\n\n\nclass T(unittest.TestCase):\n    def test_a(self):\n        total({"price": 3})\n\n    def test_b(self):\n        self.assertEqual(1 + 1, 3)\n\n\nunittest.main()\n',
    },
    run: [['python3', 'main.py']],
    sees: [
      { says: KEY, at: 'app.py:2', through: ['main.py:7', 'app.py:2'] },
      { says: 'AssertionError: 2 != 3', at: 'main.py:10', through: ['main.py:10'], sides: ['3', '2'] },
    ],
  },
  {
    dialect: 'doctest',
    form: 'an example that gives something else',
    files: { 'main.py': '"""\n>>> 1 + 1\n3\n"""\n\nimport doctest\n\ndoctest.testmod()\n' },
    run: [['python3', 'main.py']],
    sees: [{ says: 'AssertionError: doctest: 1 + 1', at: 'main.py:2', through: ['main.py:2'], sides: ['3', '2'] }],
  },
  ...(['python3.10', 'python3.12', 'python3.13', 'python3.14'] as const).map((program): RealForm => ({
    dialect: 'python',
    form: `${program.replace('python', 'CPython ')}, a module that was not imported`,
    files: { 'main.py': 'def area(r):\n    return math.pi * r * r\n\n\nprint(area(2))\n' },
    run: [[program, 'main.py']],
    sees: [
      {
        says: `NameError: name 'math' is not defined${program === 'python3.10' ? '' : ". Did you forget to import 'math'?"}`,
        at: 'main.py:2',
        through: ['main.py:5', 'main.py:2'],
      },
    ],
  })),
  pytest('default'),
  pytest('-q', '-q'),
  pytest('--tb=short', '--tb=short'),
  pytest('--tb=line', '--tb=line'),
  pytest('--tb=native', '--tb=native'),
  pytest('--tb=no', '--tb=no'),
  {
    dialect: 'javascript',
    form: 'Node, uncaught',
    files: { 'cart.js': CART, 'main.js': "const { labels } = require('./cart');\nlabels([{ nfo: 1 }]);\n" },
    run: [['node', 'main.js']],
    sees: [{ says: LABEL, at: 'cart.js:2', through: ['main.js:2', 'cart.js:2'] }],
  },
  nodeTest('spec'),
  nodeTest('tap'),
  mocha('spec'),
  mocha('dot'),
  mocha('tap'),
  {
    dialect: 'tsc',
    form: 'plain',
    files: { 'bad.ts': BAD_TYPES },
    run: [['tsc', '--noEmit', '--strict', '--ignoreConfig', 'bad.ts']],
    sees: TYPES,
  },
  {
    dialect: 'tsc',
    form: 'pretty',
    files: { 'bad.ts': BAD_TYPES },
    run: [['tsc', '--noEmit', '--strict', '--pretty', '--ignoreConfig', 'bad.ts']],
    sees: TYPES,
  },
  ...(['stylish', 'json'] as const).map((format): RealForm => ({
    dialect: format === 'json' ? 'eslint-json' : 'eslint',
    form: format,
    files: {
      'a.js': 'const a = 1;\nb();\n',
      'c.js': 'const = 3;\n',
      'eslint.config.mjs': "export default [{ files: ['**/*.js'], rules: { 'no-undef': 'error', 'no-unused-vars': 'warn' } }];\n",
    },
    run: [['eslint', '--format', format, 'a.js', 'c.js']],
    sees: [
      { says: "no-unused-vars: 'a' is assigned a value but never used.", at: 'a.js:1', through: ['a.js:1'] },
      { says: "no-undef: 'b' is not defined.", at: 'a.js:2', through: ['a.js:2'] },
      { says: 'SyntaxError: Unexpected token =', at: 'c.js:1', through: ['c.js:1'] },
    ].map((seen) => (format === 'stylish' ? { ...seen, says: seen.says.replace(/\.$/, '') } : seen)),
  })),
  {
    dialect: 'esbuild',
    form: 'a text that does not parse, an import that is not found',
    files: { 'a.js': "import './b.js';\nimport { x } from './none.js';\nx();\n", 'b.js': 'const a = (1 + ;\n' },
    run: [['esbuild', 'a.js', '--bundle', '--outfile=out.js']],
    sees: [
      { says: 'MODULE_NOT_FOUND: Could not resolve "./none.js"', at: 'a.js:2', through: ['a.js:2'] },
      { says: 'SyntaxError: Unexpected ";"', at: 'b.js:1', through: ['b.js:1'] },
    ],
  },
  {
    dialect: 'rolldown',
    form: 'Vite 8 builds: an import that is not found',
    files: { 'index.html': '<script type="module" src="/src/a.ts"></script>\n', 'src/a.ts': "export const n = 1;\nimport './none.ts';\n" },
    run: [['vite', 'build']],
    sees: [{ says: "MODULE_NOT_FOUND: Could not resolve './none.ts' in src/a.ts", at: 'src/a.ts:2', through: ['src/a.ts:2'] }],
  },
  {
    dialect: 'rolldown',
    form: 'Vite 8 builds: a text that does not parse',
    files: { 'index.html': '<script type="module" src="/src/a.ts"></script>\n', 'src/a.ts': 'export const n = 1;\nconst a = (1 + ;\n' },
    run: [['vite', 'build']],
    sees: [{ says: 'SyntaxError: Unexpected token', at: 'src/a.ts:2', through: ['src/a.ts:2'] }],
  },
  {
    dialect: 'gcc',
    form: 'gcc',
    files: { 'main.c': MAIN_C },
    run: [['gcc', '-Wall', '-c', 'main.c']],
    sees: [
      { says: 'error: ‘cuont’ undeclared (first use in this function); did you mean ‘count’?', at: 'main.c:7', through: ['main.c:7'] },
      { says: 'error: expected ‘;’ before ‘}’ token', at: 'main.c:8', through: ['main.c:8'] },
    ],
  },
  {
    dialect: 'gcc',
    form: 'the linker',
    files: { 'link.c': 'int missing(int);\n\nint main(void) { return missing(3); }\n' },
    run: [['gcc', '-g', 'link.c', '-o', 'link']],
    sees: [{ says: "ld: undefined reference to `missing'", at: 'link.c:3', through: ['link.c:3'] }],
  },
  {
    dialect: 'sanitizers',
    form: 'AddressSanitizer',
    files: { 'total.c': TOTAL_C },
    run: [['gcc', '-g', '-fsanitize=address', 'total.c', '-o', 'total'], ['./total']],
    sees: [{ says: 'AddressSanitizer: heap-buffer-overflow', at: 'total.c:5', through: ['total.c:11', 'total.c:5'] }],
  },
  {
    dialect: 'sanitizers',
    form: 'UndefinedBehaviorSanitizer',
    files: { 'sum.c': '#include <limits.h>\n\nint main(int argc, char **argv) {\n  int x = INT_MAX;\n  x += argc;\n  return x == 0;\n}\n' },
    run: [['gcc', '-g', '-fsanitize=undefined', 'sum.c', '-o', 'sum'], ['./sum']],
    sees: [
      {
        says: "UndefinedBehaviorSanitizer: signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'",
        at: 'sum.c:5',
        through: ['sum.c:5'],
      },
    ],
  },
  {
    dialect: 'rustc',
    form: 'rustc',
    files: {
      'main.rs': 'struct Item { price: u32 }\nfn main() {\n    let item = Item { price: 3 };\n    println!("{}", item.prise + cuont);\n}\n',
    },
    run: [['rustc', 'main.rs']],
    sees: [
      { says: 'E0425: cannot find value `cuont` in this scope: not found in this scope', at: 'main.rs:4', through: ['main.rs:4'] },
      { says: 'E0609: no field `prise` on type `Item`: unknown field', at: 'main.rs:4', through: ['main.rs:4'] },
    ],
  },
  {
    dialect: 'rust-panic',
    form: 'an index out of bounds',
    files: {
      'main.rs':
        'fn pick(v: &[u32], at: usize) -> u32 {\n    v[at]\n}\nfn main() {\n    println!("{}", pick(&[1, 2], std::env::args().count() + 4));\n}\n',
    },
    run: [['rustc', '-g', 'main.rs'], ['./main']],
    sees: [{ says: 'panic: index out of bounds: the len is 2 but the index is 5', at: 'main.rs:2', through: ['main.rs:5', 'main.rs:2'] }],
  },
  {
    dialect: 'go-build',
    form: 'go build',
    files: { 'go.mod': GO_MOD, 'main.go': 'package main\n\nimport "fmt"\n\nfunc main() {\n\tcount := 3\n\tfmt.Println(cuont)\n}\n' },
    run: [['go', 'build', './...']],
    sees: [
      { says: 'error: declared and not used: count', at: 'main.go:6', through: ['main.go:6'] },
      { says: 'error: undefined: cuont', at: 'main.go:7', through: ['main.go:7'] },
    ],
  },
  {
    dialect: 'go-panic',
    form: 'go run',
    files: {
      'go.mod': GO_MOD,
      'cart/cart.go': PICK_GO,
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/shop/cart"\n)\n\nfunc main() {\n\tfmt.Println(cart.Pick([]int{1, 2}, 5))\n}\n',
    },
    run: [['go', 'run', '.']],
    sees: [
      {
        says: 'panic: runtime error: index out of range [5] with length 2',
        at: 'cart/cart.go:4',
        through: ['main.go:10', 'cart/cart.go:4'],
      },
    ],
  },
  {
    dialect: 'go-test',
    form: 'go test',
    files: {
      'go.mod': GO_MOD,
      'cart/cart.go': PICK_GO,
      'cart/cart_test.go':
        'package cart\n\nimport "testing"\n\nfunc TestPick(t *testing.T) {\n\tif got := Pick([]int{1, 2}, 1); got != 3 {\n\t\tt.Errorf("Pick() = %d, want %d", got, 3)\n\t}\n}\n',
    },
    run: [['go', 'test', './...']],
    sees: [{ says: 'test: Pick() = 2, want 3', at: 'cart/cart_test.go:7', through: ['cart/cart_test.go:7'], sides: ['3', '2'] }],
  },
  {
    dialect: 'javac',
    form: 'javac',
    files: {
      'Bad.java':
        'public class Bad {\n    public static void main(String[] args) {\n        int count = 3;\n        System.out.println(cuont);\n    }\n}\n',
    },
    run: [['javac', 'Bad.java']],
    sees: [{ says: 'error: cannot find symbol', at: 'Bad.java:4', through: ['Bad.java:4'] }],
  },
  {
    dialect: 'java-stack',
    form: 'uncaught, raised from another',
    files: { 'src/main/java/com/shop/Main.java': MAIN_JAVA },
    run: [
      ['javac', '-d', 'out', 'src/main/java/com/shop/Main.java'],
      ['java', '-cp', 'out', 'com.shop.Main'],
    ],
    sees: [
      {
        says: 'java.lang.IllegalStateException: no total',
        at: 'src/main/java/com/shop/Main.java:14',
        through: ['src/main/java/com/shop/Main.java:14'],
      },
    ],
  },
];
