// pytest's reports in both forms, and what stands around them.

import { expect, test } from 'vitest';
import { detectText } from '../detect';

const CWD = '/home/ada/shop';
const find = (text: string) => detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal' });
const brief = (text: string): string[] =>
  find(text).map((p) => {
    const { start, end } = p.location.range;
    return `${p.errorType}: ${p.message} @ ${p.location.path.slice(CWD.length + 1)}:${start.line + 1}:${start.character}-${end.character}`;
  });

const LONG = `F.                                                                       [100%]
=================================== FAILURES ===================================
___________________________________ test_add ___________________________________

    def test_add():
        store = Store()
>       store.add(Item())

tests/test_store.py:6: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 

self = <shop.store.Store object at 0x7f56f87d5310>

    def add(self, item):
>       self._items[item.cod] = item
                    ^^^^^^^^
E       AttributeError: 'Item' object has no attribute 'cod'

store.py:10: AttributeError
----------------------------- Captured stdout call -----------------------------
E       NameError: name 'shown' is not defined
=========================== short test summary info ============================
FAILED tests/test_store.py::test_add - AttributeError: 'Item' object has no a...
1 failed, 1 passed in 0.11s
`;
const SHORT = `=================================== FAILURES ===================================
___________________________________ test_add ___________________________________
tests/test_store.py:6: in test_add
    store.add(Item())
store.py:10: in add
    self._items[item.cod] = item
                ^^^^^^^^
E   AttributeError: 'Item' object has no attribute 'cod'
=========================== short test summary info ============================
`;
const FOUND = "AttributeError: 'Item' object has no attribute 'cod' @ store.py:10:12-20";

test('the long form, and what a test printed is no failure of its own', () => {
  expect(brief(LONG)).toEqual([FOUND]);
  expect(find(LONG)[0]?.frames.map(({ location, code }) => [location.path.slice(CWD.length + 1), code])).toEqual([
    ['tests/test_store.py', 'store.add(Item())'],
    ['store.py', 'self._items[item.cod] = item'],
  ]);
});

test('the short form', () => {
  expect(brief(SHORT)).toEqual([FOUND]);
});

test('a bare assert, a message of several lines, two tests', () => {
  const text = `=================================== FAILURES ===================================
__________________________________ test_equal __________________________________

    def test_equal():
>       assert total([1, 2]) == 4
E       assert 3 == 4
E        +  where 3 = total([1, 2])

tests/test_sum.py:5: AssertionError
_________________________________ test_message _________________________________

    def test_message():
>       raise ValueError("one\\ntwo")
E       ValueError: one
E       two

tests/test_sum.py:9: ValueError
=========================== short test summary info ============================
`;
  expect(brief(text)).toEqual([
    'AssertionError: assert 3 == 4\n +  where 3 = total([1, 2]) @ tests/test_sum.py:5:0-25',
    'ValueError: one\ntwo @ tests/test_sum.py:9:0-28',
  ]);
});

test('an error while collecting, also of a text that does not parse', () => {
  const text = `==================================== ERRORS ====================================
____________________ ERROR collecting tests/test_broken.py _____________________
/usr/lib/python3.11/importlib/__init__.py:126: in import_module
    return _bootstrap._gcd_import(name[level:], package, level)
tests/test_broken.py:1: in <module>
    from shop.broken import x
E     File "/home/ada/shop/broken.py", line 3
E       def f(:
E             ^
E   SyntaxError: invalid syntax
=========================== short test summary info ============================
`;
  expect(brief(text)).toEqual(['SyntaxError: invalid syntax @ broken.py:3:6-7']);
});

test('a chain: the first error is the cause of the second', () => {
  const text = `=================================== FAILURES ===================================
__________________________________ test_safe ___________________________________
store.py:14: in safe
    self.add(item)
E   KeyError: 'a'

The above exception was the direct cause of the following exception:
tests/test_store.py:10: in test_safe
    Store().safe(Item())
store.py:16: in safe
    raise ValueError("no item") from error
E   ValueError: no item
=========================== short test summary info ============================
`;
  expect(find(text).map(({ message, causes }) => [message, causes.map((cause) => cause.message)])).toEqual([['no item', ["'a'"]]]);
});

test('the same lines outside of a report are nobody’s failure', () => {
  expect(brief(SHORT.split('\n').slice(1).join('\n'))).toEqual([]);
});
