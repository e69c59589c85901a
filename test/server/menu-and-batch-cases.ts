// Mistakes of many kinds as an editor shows them: in the menu and in `self-heal batch` each must get the same fixes.

import type { LanguageId } from '../../src/engine/language';

export interface MistakeCase {
  readonly name: string;
  readonly language: LanguageId;
  readonly file: string;
  /** Each problem stands between « and »; they may lie within each other. */
  readonly text: string;
  /** In the order of their «. */
  readonly problems: readonly ShownProblem[];
  /** What a program printed before it died of the one problem; where absent the problems are the language server's diagnostics. `{folder}` is the case's folder. */
  readonly printed?: string;
  /** The other files of the folder. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface ShownProblem {
  /** As the editor has it: a name, a number, empty where there is none. Of a crash its error type. */
  readonly code: string | number;
  readonly words: string;
  /** An error where absent. */
  readonly severity?: 'warning';
}

/** Of the TypeScript and JavaScript cases. */
export const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: [],
    allowJs: true,
    noEmit: true,
    paths: { '#lib/*': ['./lib/*'] },
  },
});

export const MISTAKES: readonly MistakeCase[] = [
  // Python: syntax, as the language server says it
  {
    name: 'a colon left out after if',
    language: 'python',
    file: 'main.py',
    text: 'def sign(number):\n    if number < 0«\n»        return -1\n    return 1\n',
    problems: [{ code: '', words: 'Expected ":"' }],
  },
  {
    name: 'a colon left out after def',
    language: 'python',
    file: 'main.py',
    text: 'def area(width, height)«\n»    return width * height\n\n\nprint(area(2, 3))\n',
    problems: [{ code: '', words: 'Expected ":"' }],
  },
  {
    name: 'a parenthesis never closed',
    language: 'python',
    file: 'main.py',
    text: 'total = sum«(»[1, 2, 3]\nprint(total)\n«»',
    problems: [
      { code: '', words: '"(" was not closed' },
      { code: '', words: 'Statements must be separated by newlines or semicolons' },
    ],
  },
  {
    name: 'a bracket never closed',
    language: 'python',
    file: 'main.py',
    text: 'names = «[»"ada", "grace"\nfor name in names:\n    print(name)\n«»',
    problems: [
      { code: '', words: '"[" was not closed' },
      { code: '', words: 'Statements must be separated by newlines or semicolons' },
    ],
  },
  {
    name: 'a string never closed',
    language: 'python',
    file: 'main.py',
    text: 'greeting = «"hello»\nprint(greeting)\n',
    problems: [{ code: '', words: 'String literal is unterminated' }],
  },
  {
    name: '= where == is meant',
    language: 'python',
    file: 'main.py',
    text: 'def is_zero(number):\n    if number «=» 0:\n        return True\n    return False\n',
    problems: [{ code: '', words: 'Expected ":"' }],
  },
  {
    name: 'else if',
    language: 'python',
    file: 'main.py',
    text: 'def grade(points):\n    if points > 90:\n        return "A"\n    else «if» points > 80:\n        return "B"\n    return "C"\n',
    problems: [{ code: '', words: 'Expected ":"' }],
  },
  {
    name: 'a line too far to the right',
    language: 'python',
    file: 'main.py',
    text: 'count = 1\n«    »total = 2\n«print»(count + total)\n',
    problems: [
      { code: '', words: 'Unexpected indentation' },
      { code: '', words: 'Unindent not expected' },
    ],
  },
  {
    name: 'a body not indented',
    language: 'python',
    file: 'main.py',
    text: 'def double(number):\n«return» 2 * «number»\n\n\nprint(double(4))\n',
    problems: [
      { code: '', words: 'Expected indented block' },
      { code: 'reportUndefinedVariable', words: '"number" is not defined' },
    ],
  },
  {
    name: 'print as a statement',
    language: 'python',
    file: 'main.py',
    text: 'name = "ada"\n«print» ««"hello"», name»\n',
    problems: [
      { code: 'reportUnusedExpression', words: 'Expression value is unused', severity: 'warning' },
      { code: 'reportUnusedExpression', words: 'Expression value is unused', severity: 'warning' },
      { code: '', words: 'Statements must be separated by newlines or semicolons' },
    ],
  },
  {
    name: 'a comma left out in a list',
    language: 'python',
    file: 'main.py',
    text: 'ages = «[»3, 4 5]\nprint(ages)\n',
    problems: [{ code: '', words: '"[" was not closed' }],
  },
  {
    name: 'curly quotes',
    language: 'python',
    file: 'main.py',
    text: 'word = «“tea”»\nprint(word)\n',
    problems: [{ code: '', words: 'Expected expression' }],
  },
  {
    name: '&& of another language',
    language: 'python',
    file: 'main.py',
    text: 'def both(a, b):\n    return a &«&» b\n',
    problems: [{ code: '', words: 'Expected expression' }],
  },
  {
    name: '++ of another language',
    language: 'python',
    file: 'main.py',
    text: 'count = 0\nwhile count < 3:\n    «count++»«\n»print(count)\n',
    problems: [
      { code: 'reportUnusedExpression', words: 'Expression value is unused', severity: 'warning' },
      { code: '', words: 'Expected expression' },
    ],
  },
  {
    name: 'a misspelt keyword',
    language: 'python',
    file: 'main.py',
    text: 'def size(items):\n    ««retrun»» «len»(items)\n',
    problems: [
      { code: 'reportUndefinedVariable', words: '"retrun" is not defined' },
      { code: 'reportUnusedExpression', words: 'Expression value is unused', severity: 'warning' },
      { code: '', words: 'Statements must be separated by newlines or semicolons' },
    ],
  },
  {
    name: 'await outside of async',
    language: 'python',
    file: 'main.py',
    text: 'import asyncio\n\n\ndef main():\n    «await» asyncio.sleep(1)\n\n\nmain()\n',
    problems: [{ code: '', words: '"await" allowed only within async function' }],
  },
  {
    name: 'a comma left out between parameters',
    language: 'python',
    file: 'main.py',
    text: 'def scale«(»width height):\n    return width * «height»\n',
    problems: [
      { code: '', words: '"(" was not closed' },
      { code: 'reportUndefinedVariable', words: '"height" is not defined' },
    ],
  },
  {
    name: 'an argument without a default behind one with',
    language: 'python',
    file: 'main.py',
    text: 'def greet(greeting="hello", «name»):\n    return greeting + name\n',
    problems: [{ code: '', words: 'Non-default argument follows default argument' }],
  },
  // Python: syntax, as the interpreter says it
  {
    name: 'a brace never closed',
    language: 'python',
    file: 'main.py',
    text: 'ages = «{»"ada": 36, "grace": 85\nprint(ages["ada"])\n',
    problems: [{ code: 'SyntaxError', words: "'{' was never closed" }],
    printed: '  File "{folder}/main.py", line 1\n    ages = {"ada": 36, "grace": 85\n           ^\nSyntaxError: \'{\' was never closed\n',
  },
  {
    name: 'a number assigned to',
    language: 'python',
    file: 'main.py',
    text: '«5» = count\nprint(count)\n',
    problems: [{ code: 'SyntaxError', words: "cannot assign to literal here. Maybe you meant '==' instead of '='?" }],
    printed:
      "  File \"{folder}/main.py\", line 1\n    5 = count\n    ^\nSyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?\n",
  },
  {
    name: 'quotes inside of quotes',
    language: 'python',
    file: 'main.py',
    text: "print(«'it's late'»)\n",
    problems: [{ code: 'SyntaxError', words: 'unterminated string literal (detected at line 1)' }],
    printed:
      "  File \"{folder}/main.py\", line 1\n    print('it's late')\n                    ^\nSyntaxError: unterminated string literal (detected at line 1)\n",
  },
  {
    name: 'except with a comma',
    language: 'python',
    file: 'main.py',
    text: 'try:\n    value = int("3")\nexcept «ValueError, error»:\n    print(error)\n',
    problems: [{ code: 'SyntaxError', words: 'multiple exception types must be parenthesized' }],
    printed:
      '  File "{folder}/main.py", line 3\n    except ValueError, error:\n           ^^^^^^^^^^^^^^^^^\nSyntaxError: multiple exception types must be parenthesized\n',
  },
  {
    name: 'unindent to no level',
    language: 'python',
    file: 'main.py',
    text: 'def f(items):\n    for item in items:\n        print(item)\n  return items«»\n',
    problems: [{ code: 'IndentationError', words: 'unindent does not match any outer indentation level' }],
    printed:
      '  File "{folder}/main.py", line 4\n    return items\n                ^\nIndentationError: unindent does not match any outer indentation level\n',
  },
  // Python: names and imports
  {
    name: 'a misspelt variable',
    language: 'python',
    file: 'main.py',
    text: 'total = 3\nprint(«totl»)\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"totl" is not defined' }],
  },
  {
    name: 'numpy under its usual name, never imported',
    language: 'python',
    file: 'main.py',
    text: 'points = «np».zeros(3)\nprint(points)\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"np" is not defined' }],
  },
  {
    name: 'a standard module never imported',
    language: 'python',
    file: 'main.py',
    text: 'def read(text):\n    return «json».loads(text)\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"json" is not defined' }],
  },
  {
    name: 'a name that another file defines',
    language: 'python',
    file: 'main.py',
    text: 'print(«area»(2, 3))\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"area" is not defined' }],
    files: { 'shapes.py': 'def area(width, height):\n    return width * height\n' },
  },
  {
    name: 'an alias that another file uses',
    language: 'python',
    file: 'main.py',
    text: 'print(«st».mean([1, 2]))\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"st" is not defined' }],
    files: { 'report.py': 'import statistics as st\n\nprint(st.median([1, 2]))\n' },
  },
  {
    name: 'self left out',
    language: 'python',
    file: 'main.py',
    text: 'class Account:\n    def __init__(self):\n        self.balance = 0\n\n    def deposit(self, amount):\n        self.balance += amount\n        return «balance»\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"balance" is not defined' }],
  },
  {
    name: 'a misspelt module',
    language: 'python',
    file: 'main.py',
    text: 'import «colections»\n\nprint(colections.Counter("abc"))\n',
    problems: [{ code: 'reportMissingImports', words: 'Import "colections" could not be resolved' }],
  },
  {
    name: 'a misspelt member of a module',
    language: 'python',
    file: 'main.py',
    text: 'from math import «squrt»\n\nprint(squrt(4))\n',
    problems: [{ code: 'reportAttributeAccessIssue', words: '"squrt" is unknown import symbol' }],
  },
  {
    name: 'a misspelt module of the folder',
    language: 'python',
    file: 'main.py',
    text: 'from «shape» import area\n\nprint(area(2, 3))\n',
    problems: [{ code: 'reportMissingImports', words: 'Import "shape" could not be resolved' }],
    files: { 'shapes.py': 'def area(width, height):\n    return width * height\n' },
  },
  {
    name: 'a builtin of Python 2',
    language: 'python',
    file: 'main.py',
    text: 'for number in «xrange»(3):\n    print(number)\n',
    problems: [{ code: 'reportUndefinedVariable', words: '"xrange" is not defined' }],
  },
  // Python: attributes and calls
  {
    name: 'a misspelt method of a string',
    language: 'python',
    file: 'main.py',
    text: 'name = "ada"\nprint(name.«uper»())\n',
    problems: [
      {
        code: 'reportAttributeAccessIssue',
        words: 'Cannot access attribute "uper" for class "Literal[\'ada\']"\n  Attribute "uper" is unknown',
      },
    ],
  },
  {
    name: 'a misspelt attribute of a class',
    language: 'python',
    file: 'main.py',
    text: 'class Point:\n    def __init__(self, across):\n        self.across = across\n\n\nprint(Point(1).«acros»)\n',
    problems: [
      { code: 'reportAttributeAccessIssue', words: 'Cannot access attribute "acros" for class "Point"\n  Attribute "acros" is unknown' },
    ],
  },
  {
    name: 'push of another language',
    language: 'python',
    file: 'main.py',
    text: 'items = [1]\nitems.«push»(2)\n',
    problems: [
      { code: 'reportAttributeAccessIssue', words: 'Cannot access attribute "push" for class "list[int]"\n  Attribute "push" is unknown' },
    ],
  },
  {
    name: 'a misspelt keyword argument',
    language: 'python',
    file: 'main.py',
    text: 'def greet(name, greeting):\n    return greeting + name\n\n\nprint(«greet("ada", «greting»="hello")»)\n',
    problems: [
      { code: 'reportCallIssue', words: 'Argument missing for parameter "greeting"' },
      { code: 'reportCallIssue', words: 'No parameter named "greting"' },
    ],
  },
  {
    name: 'await left out',
    language: 'python',
    file: 'main.py',
    text: 'async def fetch() -> list[int]:\n    return [1]\n\n\nasync def main() -> None:\n    for value in «fetch()»:\n        print(value)\n',
    problems: [
      { code: 'reportGeneralTypeIssues', words: '"CoroutineType[Any, Any, list[int]]" is not iterable\n  "__iter__" method not defined' },
    ],
  },
  // Python: crashes
  {
    name: 'a misspelt name',
    language: 'python',
    file: 'main.py',
    text: 'total = 3\nprint(«totl»)\n',
    problems: [{ code: 'NameError', words: "name 'totl' is not defined. Did you mean: 'total'?" }],
    printed:
      "Traceback (most recent call last):\n  File \"{folder}/main.py\", line 2, in <module>\n    print(totl)\n          ^^^^\nNameError: name 'totl' is not defined. Did you mean: 'total'?\n",
  },
  {
    name: 'text and number added',
    language: 'python',
    file: 'main.py',
    text: 'count = 3\nprint(«"count: " + count»)\n',
    problems: [{ code: 'TypeError', words: 'can only concatenate str (not "int") to str' }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 2, in <module>\n    print("count: " + count)\n          ~~~~~~~~~~^~~~~~~\nTypeError: can only concatenate str (not "int") to str\n',
  },
  {
    name: 'a key of another spelling',
    language: 'python',
    file: 'main.py',
    text: 'ages = {"ada": 36}\nprint(«ages["Ada"]»)\n',
    problems: [{ code: 'KeyError', words: "'Ada'" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 2, in <module>\n    print(ages["Ada"])\n          ~~~~^^^^^^^\nKeyError: \'Ada\'\n',
  },
  {
    name: 'a misspelt attribute of a list',
    language: 'python',
    file: 'main.py',
    text: 'names = ["ada"]\n«names.apend»("grace")\n',
    problems: [{ code: 'AttributeError', words: "'list' object has no attribute 'apend'. Did you mean: 'append'?" }],
    printed:
      "Traceback (most recent call last):\n  File \"{folder}/main.py\", line 2, in <module>\n    names.apend(\"grace\")\n    ^^^^^^^^^^^\nAttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?\n",
  },
  {
    name: 'one step too far',
    language: 'python',
    file: 'main.py',
    text: 'items = [1, 2, 3]\nfor i in range(len(items) + 1):\n    print(«items[i]»)\n',
    problems: [{ code: 'IndexError', words: 'list index out of range' }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 3, in <module>\n    print(items[i])\n          ~~~~~^^^\nIndexError: list index out of range\n',
  },
  {
    name: 'a variable of the module written in a function',
    language: 'python',
    file: 'main.py',
    text: 'count = 0\n\n\ndef add():\n    «count» += 1\n\n\nadd()\n',
    problems: [{ code: 'UnboundLocalError', words: "cannot access local variable 'count' where it is not associated with a value" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 8, in <module>\n    add()\n  File "{folder}/main.py", line 5, in add\n    count += 1\n    ^^^^^\nUnboundLocalError: cannot access local variable \'count\' where it is not associated with a value\n',
  },
  {
    name: 'a misspelt module',
    language: 'python',
    file: 'main.py',
    text: 'import «jsn»\n\nprint(jsn.dumps({}))\n',
    problems: [{ code: 'ModuleNotFoundError', words: "No module named 'jsn'" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 1, in <module>\n    import jsn\nModuleNotFoundError: No module named \'jsn\'\n',
  },
  {
    name: 'self left out of a method',
    language: 'python',
    file: 'main.py',
    text: 'class Dog:\n    def bark():\n        return "woof"\n\n\nprint(«Dog().bark()»)\n',
    problems: [{ code: 'TypeError', words: 'Dog.bark() takes 0 positional arguments but 1 was given' }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 6, in <module>\n    print(Dog().bark())\n          ^^^^^^^^^^^^\nTypeError: Dog.bark() takes 0 positional arguments but 1 was given\n',
  },
  {
    name: 'a text used as a number',
    language: 'python',
    file: 'main.py',
    text: 'age = "36"\nprint(«age - 1»)\n',
    problems: [{ code: 'TypeError', words: "unsupported operand type(s) for -: 'str' and 'int'" }],
    printed:
      "Traceback (most recent call last):\n  File \"{folder}/main.py\", line 2, in <module>\n    print(age - 1)\n          ~~~~^~~\nTypeError: unsupported operand type(s) for -: 'str' and 'int'\n",
  },
  {
    name: 'in another file than the one that was run',
    language: 'python',
    file: 'shapes.py',
    text: 'def area(width, height):\n    return width * «heigth»\n',
    problems: [{ code: 'NameError', words: "name 'heigth' is not defined. Did you mean: 'height'?" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 3, in <module>\n    print(area(2, 3))\n          ^^^^^^^^^^\n  File "{folder}/shapes.py", line 2, in area\n    return width * heigth\n                   ^^^^^^\nNameError: name \'heigth\' is not defined. Did you mean: \'height\'?\n',
    files: { 'main.py': 'from shapes import area\n\nprint(area(2, 3))\n' },
  },
  {
    name: 'nothing returned',
    language: 'python',
    file: 'main.py',
    text: 'def load():\n    values = [1, 2]\n\n\nprint(«len(load())»)\n',
    problems: [{ code: 'TypeError', words: "object of type 'NoneType' has no len()" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 5, in <module>\n    print(len(load()))\n          ^^^^^^^^^^^\nTypeError: object of type \'NoneType\' has no len()\n',
  },
  {
    name: 'a set indexed',
    language: 'python',
    file: 'main.py',
    text: 'names = {"ada", "grace"}\nprint(«names[0]»)\n',
    problems: [{ code: 'TypeError', words: "'set' object is not subscriptable" }],
    printed:
      'Traceback (most recent call last):\n  File "{folder}/main.py", line 2, in <module>\n    print(names[0])\n          ~~~~~^^^\nTypeError: \'set\' object is not subscriptable\n',
  },
  // TypeScript and JavaScript
  {
    name: 'a misspelt variable',
    language: 'typescript',
    file: 'main.ts',
    text: 'const items = [1, 2];\nexport const size = «itms».length;\n',
    problems: [{ code: 2552, words: "Cannot find name 'itms'. Did you mean 'items'?" }],
  },
  {
    name: 'a name that another file exports',
    language: 'typescript',
    file: 'main.ts',
    text: 'export const four = «double»(2);\n',
    problems: [{ code: 2304, words: "Cannot find name 'double'." }],
    files: { 'numbers.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n' },
  },
  {
    name: 'a misspelt member',
    language: 'typescript',
    file: 'main.ts',
    text: "const name = 'ada';\nexport const loud = name.«toUperCase»();\n",
    problems: [{ code: 2551, words: "Property 'toUperCase' does not exist on type '\"ada\"'. Did you mean 'toUpperCase'?" }],
  },
  {
    name: 'a misspelt path',
    language: 'typescript',
    file: 'main.ts',
    text: "import { double } from «'./number'»;\n\nexport const four = double(2);\n",
    problems: [{ code: 2307, words: "Cannot find module './number' or its corresponding type declarations." }],
    files: { 'numbers.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n' },
  },
  {
    name: 'a misspelt import',
    language: 'typescript',
    file: 'main.ts',
    text: "import { «duble» } from './numbers';\n\nexport const four = duble(2);\n",
    problems: [{ code: 2724, words: "'\"./numbers\"' has no exported member named 'duble'. Did you mean 'double'?" }],
    files: { 'numbers.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n' },
  },
  {
    name: 'a default that is none',
    language: 'typescript',
    file: 'main.ts',
    text: "import «double» from './numbers';\n\nexport const four = double(2);\n",
    problems: [
      {
        code: 2613,
        words: 'Module \'"./numbers"\' has no default export. Did you mean to use \'import { double } from "./numbers"\' instead?',
      },
    ],
    files: { 'numbers.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n' },
  },
  {
    name: 'await left out',
    language: 'typescript',
    file: 'main.ts',
    text: 'async function load(): Promise<string> {\n  return "tea";\n}\n\nexport async function main(): Promise<number> {\n  const text = load();\n  return text.«length»;\n}\n',
    problems: [{ code: 2339, words: "Property 'length' does not exist on type 'Promise<string>'." }],
  },
  {
    name: 'perhaps undefined',
    language: 'typescript',
    file: 'main.ts',
    text: 'interface Person {\n  name?: string;\n}\n\nexport function size(person: Person): number {\n  return «person.name».length;\n}\n',
    problems: [{ code: 18048, words: "'person.name' is possibly 'undefined'." }],
  },
  {
    name: 'text where a number is wanted',
    language: 'typescript',
    file: 'main.ts',
    text: "export function double(n: number): number {\n  return 2 * n;\n}\n\nexport const four = double(«'2'»);\n",
    problems: [{ code: 2345, words: "Argument of type 'string' is not assignable to parameter of type 'number'." }],
  },
  {
    name: 'a parameter without a type',
    language: 'typescript',
    file: 'main.ts',
    text: 'export function double(«n») {\n  return 2 * n;\n}\n',
    problems: [{ code: 7006, words: "Parameter 'n' implicitly has an 'any' type." }],
  },
  {
    name: 'an unknown error',
    language: 'typescript',
    file: 'main.ts',
    text: 'export function message(work: () => void): string {\n  try {\n    work();\n    return "";\n  } catch (error) {\n    return «error».message;\n  }\n}\n',
    problems: [{ code: 18046, words: "'error' is of type 'unknown'." }],
  },
  {
    name: 'this left out',
    language: 'typescript',
    file: 'main.ts',
    text: 'export class Counter {\n  count = 0;\n  add(): void {\n    «count»++;\n  }\n}\n',
    problems: [{ code: 2663, words: "Cannot find name 'count'. Did you mean the instance member 'this.count'?" }],
  },
  {
    name: 'a property of the wrong type',
    language: 'typescript',
    file: 'main.ts',
    text: "interface Point {\n  x: number;\n}\n\nexport const point: Point = { «x»: '1' };\n",
    problems: [{ code: 2322, words: "Type 'string' is not assignable to type 'number'." }],
  },
  {
    name: 'a brace never closed',
    language: 'typescript',
    file: 'main.ts',
    text: 'export function size(items: number[]): «number» {\n  if (items.length > 0) {\n    return items.length;\n\n  return 0;\n}\n«»',
    problems: [
      { code: 2366, words: "Function lacks ending return statement and return type does not include 'undefined'." },
      { code: 1005, words: "'}' expected." },
    ],
  },
  {
    name: 'a comma left out',
    language: 'typescript',
    file: 'main.ts',
    text: 'export const point = { x: 1 «y»: 2 };\n',
    problems: [{ code: 1005, words: "',' expected." }],
  },
  {
    name: 'a parenthesis never closed',
    language: 'typescript',
    file: 'main.ts',
    text: 'export function size(items: number[]): number {\n  return Math.max(items.length, 0«;»\n}\n',
    problems: [{ code: 1005, words: "')' expected." }],
  },
  {
    name: 'a misspelt variable in JavaScript',
    language: 'javascript',
    file: 'main.js',
    text: '// @ts-check\nconst items = [1, 2];\nexport const size = «itms».length;\n',
    problems: [{ code: 2552, words: "Cannot find name 'itms'. Did you mean 'items'?" }],
  },
  {
    name: 'a module of Node in JavaScript',
    language: 'javascript',
    file: 'main.js',
    text: "// @ts-check\nexport const text = «fs».readFileSync('a.txt', 'utf8');\n",
    problems: [{ code: 2304, words: "Cannot find name 'fs'." }],
  },
  {
    name: 'a bracket never closed in JavaScript',
    language: 'javascript',
    file: 'main.js',
    text: 'const items = [1, 2«;»\nexport const size = items.length;\n',
    problems: [{ code: 1005, words: "',' expected." }],
  },
  {
    name: 'a misspelt name that the configuration of the folder brings',
    language: 'typescript',
    file: 'main.ts',
    text: 'export const size = «SETTNGS».size;\n',
    problems: [{ code: 2552, words: "Cannot find name 'SETTNGS'. Did you mean 'SETTINGS'?" }],
    files: { 'settings.d.ts': 'declare const SETTINGS: { readonly size: number };\n' },
  },
  {
    name: 'a misspelt path that the configuration of the folder maps',
    language: 'typescript',
    file: 'main.ts',
    text: "import { double } from «'#lib/number'»;\n\nexport const four = double(2);\n",
    problems: [{ code: 2307, words: "Cannot find module '#lib/number' or its corresponding type declarations." }],
    files: { 'lib/numbers.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n' },
  },
  // Several problems in one file
  {
    name: 'two names, each with its fix',
    language: 'python',
    file: 'main.py',
    text: 'total = 3\nnames = ["ada"]\nprint(«totl», «nmes»)\n',
    problems: [
      { code: 'reportUndefinedVariable', words: '"totl" is not defined' },
      { code: 'reportUndefinedVariable', words: '"nmes" is not defined' },
    ],
  },
  {
    name: 'the second of two syntax errors',
    language: 'python',
    file: 'main.py',
    text: 'def sign(number):\n    if number < 0«\n»        return -1\n    return 1\n\n\nprint«(»sign«(»3\n«»',
    problems: [
      { code: '', words: 'Expected ":"' },
      { code: '', words: '"(" was not closed' },
      { code: '', words: '"(" was not closed' },
      { code: '', words: 'Statements must be separated by newlines or semicolons' },
    ],
  },
  {
    name: 'a syntax error, and names that went wrong with it',
    language: 'python',
    file: 'main.py',
    text: 'import json\n\n\ndef read(text)«\n»    data = json.loads(text)\n    return «dta»\n',
    problems: [
      { code: '', words: 'Expected ":"' },
      { code: 'reportUndefinedVariable', words: '"dta" is not defined' },
    ],
  },
  {
    name: 'the third of three syntax errors, of which the second is not shown',
    language: 'python',
    file: 'main.py',
    text: 'if 1«\n»    print(1)\nif 2\n    print(2)\nif 3«\n»    print(3)\n',
    problems: [
      { code: '', words: 'Expected ":"' },
      { code: '', words: 'Expected ":"' },
    ],
  },
  {
    name: 'two errors on one line',
    language: 'typescript',
    file: 'main.ts',
    text: 'const items = [1, 2];\nconst names = ["ada"];\nexport const sizes = [«itms».length, «nmes».length];\n',
    problems: [
      { code: 2552, words: "Cannot find name 'itms'. Did you mean 'items'?" },
      { code: 2552, words: "Cannot find name 'nmes'. Did you mean 'names'?" },
    ],
  },
  // Errors that a syntax error hides
  {
    name: 'a second error behind the first',
    language: 'python',
    file: 'main.py',
    text: 'def sign(number):\n    if number < 0«»\n        return -1\n    else\n        return 1\n',
    problems: [{ code: 'SyntaxError', words: "expected ':'" }],
    printed: '  File "{folder}/main.py", line 2\n    if number < 0\n                 ^\nSyntaxError: expected \':\'\n',
  },
  {
    name: 'four of a kind',
    language: 'python',
    file: 'main.py',
    text: 'if 1«»\n    print(1)\nif 2\n    print(2)\nif 3\n    print(3)\nwhile 4\n    break\n',
    problems: [{ code: 'SyntaxError', words: "expected ':'" }],
    printed: '  File "{folder}/main.py", line 1\n    if 1\n        ^\nSyntaxError: expected \':\'\n',
  },
  {
    name: 'a name behind a syntax error',
    language: 'typescript',
    file: 'main.ts',
    text: 'const items = [1, 2];\nexport const sizes = [items.length, «itms».length«;»\n',
    problems: [
      { code: 2552, words: "Cannot find name 'itms'. Did you mean 'items'?" },
      { code: 1005, words: "',' expected." },
    ],
  },
];
