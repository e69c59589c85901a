// Twenty everyday problems, and who has what for them: the others' own fixes, and ours. `|` is where the caret stands.

export interface EverydayProblem {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** Files beside it. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Who shows it: sources of diagnostics on its line. */
  readonly shownBy: readonly string[];
  /** Fixes of others, without those that only hide the problem, in the menu's order. */
  readonly theirs: readonly string[];
  /** The text after our first fix; absent where the others' fix is the one. */
  readonly healed?: string;
  /** The fix that we would have here, too, is one of theirs. */
  readonly sameAsTheirs?: true;
}

export const PYTHON: readonly EverydayProblem[] = [
  {
    name: 'a misspelt name',
    file: 'greet.py',
    text: 'greeting = "hello"\nprint(g|reting)\n',
    shownBy: ['basedpyright', 'Ruff'],
    theirs: [],
    healed: 'greeting = "hello"\nprint(greeting)\n',
  },
  {
    name: 'a module that is not imported',
    file: 'here.py',
    text: '"""Where we are."""\nimport sys\n\nprint(sys.argv, o|s.getcwd())\n',
    shownBy: ['basedpyright', 'Ruff'],
    theirs: ['import os'],
    sameAsTheirs: true,
  },
  {
    name: 'an import that nobody uses',
    file: 'ready.py',
    text: 'import j|son\n\nprint("ready")\n',
    shownBy: ['basedpyright', 'Ruff'],
    theirs: ['Ruff (F401): Remove unused import: `json`'],
    sameAsTheirs: true,
  },
  {
    name: 'a colon left out',
    file: 'grade.py',
    text: 'def grade(points):\n    if points > 50|\n        return "passed"\n    return "failed"\n',
    shownBy: ['basedpyright', 'Ruff'],
    theirs: [],
    healed: 'def grade(points):\n    if points > 50:\n        return "passed"\n    return "failed"\n',
  },
  {
    name: 'an f-string without a placeholder',
    file: 'plain.py',
    text: 'name = "Ada"\nprint(|f"Hello")\nprint(name)\n',
    shownBy: ['Ruff'],
    theirs: ['Ruff (F541): Remove extraneous `f` prefix'],
    sameAsTheirs: true,
  },
  {
    name: 'a comparison with None',
    file: 'first.py',
    text: 'def first(items):\n    if items == |None:\n        return 0\n    return items[0]\n',
    shownBy: ['Ruff'],
    theirs: ['Ruff (E711): Replace with `cond is None`'],
    sameAsTheirs: true,
  },
  {
    name: 'a misspelt method',
    file: 'title.py',
    text: 'title = "moby dick"\nprint(title.captalize|())\n',
    shownBy: ['basedpyright'],
    theirs: [],
    healed: 'title = "moby dick"\nprint(title.capitalize())\n',
  },
  {
    name: 'a bracket that is not closed',
    file: 'total.py',
    text: 'total = sum(|[1, 2, 3]\nprint(total)\n',
    shownBy: ['basedpyright'],
    theirs: [],
    healed: 'total = sum([1, 2, 3])\nprint(total)\n',
  },
  {
    name: 'a match that may be None',
    file: 'year.py',
    text: 'import re\n\n\ndef year(text: str) -> str:\n    match = re.match(r"\\d{4}", text)\n    return match.gro|up()\n',
    shownBy: ['basedpyright'],
    theirs: [],
    healed:
      'import re\n\n\ndef year(text: str) -> str:\n    match = re.match(r"\\d{4}", text)\n    if match is None:\n        raise ValueError(f"no match in {text!r}")\n    return match.group()\n',
  },
  {
    name: 'print as in Python 2',
    file: 'word.py',
    text: 'word = "x"\nprint wo|rd\n',
    shownBy: ['basedpyright', 'Ruff'],
    theirs: [],
    healed: 'word = "x"\nprint(word)\n',
  },
];

export const SCRIPTS: readonly EverydayProblem[] = [
  {
    name: 'a misspelt name',
    file: 'greet.ts',
    text: 'export const greeting = "hello";\nconsole.log(gre|ting);\n',
    shownBy: ['ts'],
    theirs: ["Change spelling to 'greeting'"],
    sameAsTheirs: true,
  },
  {
    name: 'a function of another file that is not imported',
    file: 'price.ts',
    text: "import { base } from './prices';\n\nexport const price = doubled|Price(base);\n",
    beside: { 'prices.ts': 'export function doubledPrice(n: number): number {\n  return n * 2;\n}\nexport const base = 3;\n' },
    shownBy: ['ts'],
    theirs: ['Update import from "./prices"', "Add missing function declaration 'doubledPrice'"],
    sameAsTheirs: true,
  },
  {
    name: 'an await left out',
    file: 'size.ts',
    text: 'async function load(): Promise<string> {\n  return "x";\n}\nexport async function size(): Promise<number> {\n  return load().len|gth;\n}\n',
    shownBy: ['ts'],
    theirs: ["Add 'await'"],
    sameAsTheirs: true,
  },
  {
    name: 'a let that is never assigned again',
    file: 'area.ts',
    text: 'let si|ze = 3;\nexport const area = size * size;\n',
    shownBy: ['eslint'],
    theirs: ['Fix this prefer-const problem', 'Fix all auto-fixable problems'],
  },
  {
    name: 'a variable that nobody uses',
    file: 'unused.ts',
    text: 'export function area(w: number, h: number): number {\n  const si|ze = w * h;\n  return w * h;\n}\n',
    shownBy: ['ts', 'eslint'],
    theirs: ["Remove unused declaration for: 'size'"],
  },
  {
    name: 'two equals signs',
    file: 'three.js',
    text: 'export function isThree(n) {\n  return n =|= 3;\n}\n',
    shownBy: ['eslint'],
    theirs: ["Use '===' instead of '=='. (eqeqeq)"],
  },
  {
    name: 'a bracket that is not closed',
    file: 'shout.js',
    text: 'export function shout(text) {\n  console.log(text.toUpperCase()|;\n}\n',
    shownBy: ['ts', 'eslint'],
    theirs: [],
    healed: 'export function shout(text) {\n  console.log(text.toUpperCase());\n}\n',
  },
  {
    name: 'a misspelt name that TypeScript does not look at',
    file: 'items.js',
    text: 'export const items = [1, 2];\nexport const first = ite|m[0];\n',
    shownBy: ['eslint'],
    theirs: [],
    healed: 'export const items = [1, 2];\nexport const first = items[0];\n',
  },
  {
    name: 'a number in quotes',
    file: 'half.ts',
    text: 'export function half(n: number): number {\n  return n / 2;\n}\nexport const two = half("|4");\n',
    shownBy: ['ts'],
    theirs: [],
    healed: 'export function half(n: number): number {\n  return n / 2;\n}\nexport const two = half(4);\n',
  },
  {
    name: 'a module of Node that is not imported',
    file: 'load.js',
    text: 'export function load(file) {\n  return f|s.readFileSync(file, "utf8");\n}\n',
    shownBy: ['eslint'],
    theirs: [],
    healed: 'import fs from "node:fs";\nexport function load(file) {\n  return fs.readFileSync(file, "utf8");\n}\n',
  },
];
