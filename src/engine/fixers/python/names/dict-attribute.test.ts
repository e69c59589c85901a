import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'user = {"name": "a", "age": 3}\n«print(f"{user.name} is {user.age}")»\n',
    "AttributeError: 'dict' object has no attribute 'name'",
    'user = {"name": "a", "age": 3}\nprint(f"{user[\'name\']} is {user[\'age\']}")\n',
  ],
  ['d = {}\n«d.total = 5»\n', "AttributeError: 'dict' object has no attribute 'total'", 'd = {}\nd["total"] = 5\n'],
  [
    'd = {"a": {"b": 1}}\n«print(d.a.b)»\n',
    "AttributeError: 'dict' object has no attribute 'a'",
    'd = {"a": {"b": 1}}\nprint(d["a"]["b"])\n',
  ],
  [
    'def show(u):\n    return «u.name»\n\n\nshow({"name": "x"})\n',
    "AttributeError: 'dict' object has no attribute 'name'",
    'def show(u):\n    return u["name"]\n\n\nshow({"name": "x"})\n',
  ],
]);

test.each([
  ['a method is meant', 'd = {"a": 1}\n«d.append(2)»\n', "AttributeError: 'dict' object has no attribute 'append'"],
  ['a set is meant', 'd = {}\n«x = d.union»\n', "AttributeError: 'dict' object has no attribute 'union'"],
  ['the key is not there', 'd = {"width": 1}\n«print(d.total)»\n', "AttributeError: 'dict' object has no attribute 'total'"],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/dict-attribute')).toEqual([]);
});
