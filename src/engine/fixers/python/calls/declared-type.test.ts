import { expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';

const argument = (has: string, wants: string): string =>
  `reportArgumentType: Argument of type "${has}" cannot be assigned to parameter "x" of type "${wants}" in function "f"\n  "${has}" is not assignable to "${wants}"`;
const assigned = (has: string, wants: string): string =>
  `reportAssignmentType: Type "${has}" is not assignable to declared type "${wants}"`;
const returned = (has: string, wants: string): string => `reportReturnType: Type "${has}" is not assignable to return type "${wants}"`;

const own = async (marked: string, error: string): Promise<string | undefined> => {
  const { best, after } = await tried(marked, error);
  return best?.origin.id === 'python/declared-type' ? after : undefined;
};

test.each([
  ['f(«"3"», 4)\n', argument("Literal['3']", 'int'), 'f(3, 4)\n'],
  ['n: float = «"2.5"»\n', assigned("Literal['2.5']", 'float'), 'n: float = 2.5\n'],
  ["s: str = «5»\nt = 'a'\n", assigned('Literal[5]', 'str'), "s: str = '5'\nt = 'a'\n"],
  ['f(«text»)\n', argument('str', 'int'), 'f(int(text))\n'],
  ['f(«width * 2»)\n', argument('int', 'str'), 'f(str(width * 2))\n'],
  ['import pathlib\nf(«"a.txt"»)\n', argument("Literal['a.txt']", 'Path'), 'import pathlib\nf(pathlib.Path("a.txt"))\n'],
  ['import os\nf(«os.getcwd()»)\n', argument('str', 'Path'), 'import os\nfrom pathlib import Path\nf(Path(os.getcwd()))\n'],
  ['f(«"a"»)\n', argument("Literal['a']", 'list[str]'), 'f(["a"])\n'],
  ['f(«{"a", "b"}»)\n', argument('set[str]', 'list[str]'), 'f(["a", "b"])\n'],
  ['f(«map(str, xs)»)\n', argument('map[str]', 'list[str]'), 'f(list(map(str, xs)))\n'],
  ['def f(d):\n    return «d.keys()»\n', returned('dict_keys[str, int]', 'list[str]'), 'def f(d):\n    return list(d.keys())\n'],
  ['f(«"a"»)\n', argument("Literal['a']", 'bytes'), 'f(b"a")\n'],
  ['f(«raw»)\n', argument('bytes', 'str'), 'f(raw.decode())\n'],
  ['", ".join(«xs»)\n', argument('list[int]', 'Iterable[str]'), '", ".join(map(str, xs))\n'],
  ['async def f():\n    g(«load()»)\n', argument('CoroutineType[Any, Any, str]', 'str'), 'async def f():\n    g(await load())\n'],
])('%s %s', async (marked, error, after) => expect(await own(marked, error)).toBe(after));

test.each([
  ['f(«"three"»)\n', argument("Literal['three']", 'int')],
  ['def f() -> int:\n    return «"3"»\n', returned("Literal['3']", 'int')],
  ['f(«name»)\n', argument('str | None', 'str')],
  ['f(«load()»)\n', argument('CoroutineType[Any, Any, str]', 'str')],
  ['f(«x»)\n', argument('float', 'int')],
])('not: %s %s', async (marked, error) => expect(await own(marked, error)).toBeUndefined());
