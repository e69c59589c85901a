// Some sixty small programs with mistakes that people keep asking about, of kinds that no fixer was written from, each with its right fixes. `right` are
// alternatives: pieces of the mended text in place of pieces of the broken one; none where no edit can be known, and silence is right.

const DEDENT = /^ {4}/gm;
const text = (code) => `${code.replace(/^\n/, '').replace(DEDENT, '').trimEnd()}\n`;
const report =
  (language, name) =>
  (kind, code, ...right) => ({
    kind,
    language,
    file: name,
    before: text(code),
    right: right.map((edits) => (Array.isArray(edits[0]) ? edits : [edits])),
  });
const python = report('python', 'main.py');
const node = report('javascript', 'main.mjs');
const script = report('javascript', 'main.cjs');
const types = report('typescript', 'src/main.ts');

export const REPORTS = [
  python(
    'a coroutine of the old kind',
    `
    import asyncio

    @asyncio.coroutine
    def fetch(name):
        yield from asyncio.sleep(0)
        return name.title()

    print(asyncio.run(fetch("oslo")))
    `,
    [
      ['@asyncio.coroutine\ndef fetch', 'async def fetch'],
      ['yield from', 'await'],
    ],
  ),
  python(
    'inspect.getargspec is gone',
    `
    import inspect

    def area(width, height):
        return width * height

    print(inspect.getargspec(area).args)
    `,
    ['getargspec', 'getfullargspec'],
    ['inspect.getargspec(area).args', 'list(inspect.signature(area).parameters)'],
  ),
  python(
    'string.join of Python 2',
    `
    import string

    words = ["salt", "and", "pepper"]
    print(string.join(words, " "))
    `,
    ['string.join(words, " ")', '" ".join(words)'],
  ),
  python(
    'string.letters of Python 2',
    `
    import string

    print(len(string.letters))
    `,
    ['string.letters', 'string.ascii_letters'],
  ),
  python(
    'sorted with cmp',
    `
    def by_length(a, b):
        return len(a) - len(b)

    print(sorted(["pear", "fig", "banana"], cmp=by_length))
    `,
    [
      ['def by_length', 'import functools\n\ndef by_length'],
      ['cmp=by_length', 'key=functools.cmp_to_key(by_length)'],
    ],
    [
      ['def by_length', 'from functools import cmp_to_key\n\ndef by_length'],
      ['cmp=by_length', 'key=cmp_to_key(by_length)'],
    ],
  ),
  python(
    'an octal number of Python 2',
    `
    import os

    os.chmod(__file__, 0644)
    print("done")
    `,
    ['0644', '0o644'],
  ),
  python(
    'map is no list',
    `
    line = "3 14 15"
    numbers = map(int, line.split())
    print(numbers[0] + 1)
    `,
    ['map(int, line.split())', 'list(map(int, line.split()))'],
    ['map(int, line.split())', '[int(it) for it in line.split()]'],
  ),
  python(
    'keys() is no list',
    `
    stock = {"nails": 40, "screws": 12}
    first = stock.keys()[0]
    print(first)
    `,
    ['stock.keys()[0]', 'list(stock.keys())[0]'],
    ['stock.keys()[0]', 'list(stock)[0]'],
    ['stock.keys()[0]', 'next(iter(stock))'],
  ),
  python(
    'len of a filter',
    `
    ages = [12, 40, 17, 33]
    adults = filter(lambda age: age >= 18, ages)
    print(len(adults))
    `,
    ['filter(lambda age: age >= 18, ages)', 'list(filter(lambda age: age >= 18, ages))'],
    ['len(adults)', 'len(list(adults))'],
    ['filter(lambda age: age >= 18, ages)', '[age for age in ages if age >= 18]'],
  ),
  python(
    'a dictionary changed while it is walked',
    `
    stock = {"nails": 0, "screws": 12, "bolts": 0}
    for name in stock:
        if stock[name] == 0:
            del stock[name]
    print(stock)
    `,
    ['in stock:', 'in list(stock):'],
    ['in stock:', 'in list(stock.keys()):'],
    ['in stock:', 'in stock.copy():'],
    ['in stock:', 'in tuple(stock):'],
  ),
  python(
    'what append gives',
    `
    queue = ["ann"]
    queue = queue.append("bob")
    print(len(queue))
    `,
    ['queue = queue.append("bob")', 'queue.append("bob")'],
    ['queue = queue.append("bob")', 'queue = queue + ["bob"]'],
    ['queue = queue.append("bob")', 'queue = [*queue, "bob"]'],
  ),
  python(
    'join of numbers',
    `
    digits = [4, 8, 15]
    print("-".join(digits))
    `,
    ['join(digits)', 'join(map(str, digits))'],
    ['join(digits)', 'join(str(digit) for digit in digits)'],
    ['join(digits)', 'join(str(it) for it in digits)'],
    ['join(digits)', 'join([str(digit) for digit in digits])'],
  ),
  python(
    'the neighbour of the last one',
    `
    heights = [3, 9, 4, 7]
    drops = 0
    for i in range(len(heights)):
        if heights[i] > heights[i + 1]:
            drops += 1
    print(drops)
    `,
    ['range(len(heights))', 'range(len(heights) - 1)'],
  ),
  python(
    '__init__ without self',
    `
    class Boat:
        def __init__(name):
            self.name = name

    print(Boat("Argo").name)
    `,
    ['__init__(name)', '__init__(self, name)'],
  ),
  python(
    'round brackets around an index',
    `
    seats = ["A1", "A2", "B1"]
    for row in range(3):
        print(seats(row))
    `,
    ['seats(row)', 'seats[row]'],
  ),
  python(
    'quotes inside an f-string',
    `
    person = {"name": "Ida"}
    print(f"Hello {person["name"]}!")
    `,
    ['person["name"]', "person['name']"],
    ['f"Hello {person["name"]}!"', `f'Hello {person["name"]}!'`],
  ),
  python(
    'the module datetime taken for its class',
    `
    import datetime

    print(datetime.now().year > 2000)
    `,
    ['datetime.now()', 'datetime.datetime.now()'],
    ['import datetime', 'from datetime import datetime'],
  ),
  python(
    'the class datetime taken for its module',
    `
    from datetime import datetime

    print(datetime.datetime.now().year > 2000)
    `,
    ['datetime.datetime.now()', 'datetime.now()'],
    ['from datetime import datetime', 'import datetime'],
  ),
  python(
    'a module called',
    `
    import random

    random.seed(3)
    print(random() < 2)
    `,
    ['random() <', 'random.random() <'],
  ),
  python(
    'global forgotten',
    `
    clicks = 0

    def click():
        clicks += 1
        return clicks

    print(click())
    `,
    ['def click():\n', 'def click():\n    global clicks\n'],
  ),
  python(
    'sort by a function without its name',
    `
    pairs = [("b", 2), ("a", 3)]
    pairs.sort(lambda pair: pair[1])
    print(pairs)
    `,
    ['sort(lambda', 'sort(key=lambda'],
  ),
  python(
    'a function called where it should be given',
    `
    votes = {"tea": 4, "coffee": 9}
    print(max(votes, key=votes.get()))
    `,
    ['votes.get()', 'votes.get'],
  ),
  python(
    'sum of texts that are numbers',
    `
    line = "3,4,5"
    print(sum(line.split(",")))
    `,
    ['sum(line.split(","))', 'sum(map(int, line.split(",")))'],
    ['sum(line.split(","))', 'sum(int(it) for it in line.split(","))'],
  ),
  python(
    'round of a text',
    `
    reading = "3.14159"
    print(round(reading, 2))
    `,
    ['round(reading', 'round(float(reading)'],
  ),
  python(
    'Decimal and float',
    `
    from decimal import Decimal

    price = Decimal("19.90")
    print(price * 1.19)
    `,
    ['1.19', 'Decimal("1.19")'],
    ['price *', 'float(price) *'],
    ['1.19', 'Decimal(str(1.19))'],
  ),
  python(
    'a bracket alone in a pattern',
    `
    import re

    print(re.split("(", "sin(x"))
    `,
    ['"("', 'r"\\("'],
    ['"("', '"\\\\("'],
    ['"("', 're.escape("(")'],
    ['"("', '"[(]"'],
  ),
  python(
    'replace with a number',
    `
    line = "seat: ?"
    row = 12
    print(line.replace("?", row))
    `,
    ['"?", row', '"?", str(row)'],
  ),
  python(
    'int of a text with a point',
    `
    answers = ["3.7", "2.1"]
    print(sum(int(answer) for answer in answers))
    `,
    ['int(answer)', 'float(answer)'],
    ['int(answer)', 'int(float(answer))'],
  ),
  python(
    'a command with its arguments as one name',
    `
    import subprocess

    subprocess.run("echo hello", check=True)
    `,
    ['"echo hello"', '["echo", "hello"]'],
    ['"echo hello",', '"echo hello", shell=True,'],
    ['check=True', 'check=True, shell=True'],
  ),
  python(
    'a number in a path',
    `
    import os

    year = 2024
    print(os.path.join("reports", year))
    `,
    ['"reports", year', '"reports", str(year)'],
  ),
  python(
    'a thread given a result',
    `
    import threading

    def work():
        print("working")
        return True

    job = threading.Thread(target=work())
    job.start()
    job.join()
    `,
    ['target=work()', 'target=work'],
  ),
  python(
    'a property called',
    `
    class Square:
        def __init__(self, side):
            self.side = side

        @property
        def area(self):
            return self.side ** 2

    print(Square(3).area())
    `,
    ['.area())', '.area)'],
    ['    @property\n', ''],
  ),
  python(
    'a dataclass field without a type',
    `
    from dataclasses import dataclass

    @dataclass
    class Point:
        x = 0
        y = 0

    print(Point(3, 4))
    `,
    [
      ['x = 0', 'x: int = 0'],
      ['y = 0', 'y: int = 0'],
    ],
  ),
  python(
    'an enum by its name',
    `
    from enum import Enum

    class Color(Enum):
        RED = 1
        BLUE = 2

    print(Color("RED"))
    `,
    ['Color("RED")', 'Color["RED"]'],
    ['Color("RED")', 'Color.RED'],
  ),
  python(
    'await of what is none',
    `
    import asyncio

    def names():
        return ["ann", "bob"]

    async def main():
        for name in await names():
            print(name)

    asyncio.run(main())
    `,
    ['await names()', 'names()'],
    ['def names', 'async def names'],
  ),
  python(
    'an asynchronous generator in a plain loop',
    `
    import asyncio

    async def ticks():
        for i in range(3):
            yield i

    async def main():
        for tick in ticks():
            print(tick)

    asyncio.run(main())
    `,
    ['    for tick', '    async for tick'],
  ),
  python(
    'with a class instead of an instance',
    `
    import threading

    lock = threading.Lock
    with lock:
        print("inside")
    `,
    ['threading.Lock\n', 'threading.Lock()\n'],
    ['with lock:', 'with lock():'],
  ),
  python(
    'command line without its argument',
    `
    import sys

    print("file:", sys.argv[1])
    `,
  ),
  node(
    'contains of another language',
    `
    const fruits = ['fig', 'pear'];
    console.log(fruits.contains('fig'));
    `,
    ['contains', 'includes'],
  ),
  node(
    'length called',
    `
    const word = 'lantern';
    console.log(word.length() > 3);
    `,
    ['length()', 'length'],
  ),
  node(
    'a constant that changes',
    `
    const total = 0;
    for (const n of [1, 2, 3]) total += n;
    console.log(total);
    `,
    ['const total', 'let total'],
  ),
  node(
    'a method in wrong case',
    `
    const city = 'oslo';
    console.log(city[0].toUppercase() + city.slice(1));
    `,
    ['toUppercase', 'toUpperCase'],
  ),
  node(
    'the promise is not handed back',
    `
    function load(name) {
      new Promise((resolve) => setTimeout(() => resolve(name.length), 5));
    }

    load('ann').then((size) => console.log(size));
    `,
    ['  new Promise', '  return new Promise'],
  ),
  node(
    'map of a Set',
    `
    const seen = new Set([3, 1, 2]);
    console.log(seen.map((n) => n * 2));
    `,
    ['seen.map', '[...seen].map'],
    ['seen.map(', 'Array.from(seen).map('],
    ['seen.map((n) => n * 2)', 'Array.from(seen, (n) => n * 2)'],
  ),
  node(
    'a date that is a text',
    `
    const orders = [{ id: 1, day: '2024-03-05' }];
    console.log(orders[0].day.getFullYear());
    `,
    ['orders[0].day.getFullYear()', 'new Date(orders[0].day).getFullYear()'],
  ),
  node(
    'BigInt and number',
    `
    const grains = 2n ** 63n;
    console.log(grains * 2);
    `,
    ['* 2)', '* 2n)'],
    ['grains * 2', 'Number(grains) * 2'],
    ['grains * 2', 'grains * BigInt(2)'],
  ),
  node(
    'reduce of nothing',
    `
    const sales = [];
    console.log(sales.reduce((sum, sale) => sum + sale));
    `,
    ['sum + sale)', 'sum + sale, 0)'],
  ),
  node(
    'a pattern that begins with plus',
    `
    const form = 'first+second';
    console.log(form.replace(new RegExp('+', 'g'), ' '));
    `,
    ["'+', 'g'", "'\\\\+', 'g'"],
    ["new RegExp('+', 'g')", '/\\+/g'],
    ["form.replace(new RegExp('+', 'g'), ' ')", "form.replaceAll('+', ' ')"],
  ),
  node(
    'replaceAll without g',
    `
    console.log('a-b-c'.replaceAll(/-/, ' '));
    `,
    ['/-/', '/-/g'],
    ["replaceAll(/-/, ' ')", "replaceAll('-', ' ')"],
  ),
  node(
    'a setter that calls itself',
    `
    class Dog {
      set name(value) {
        this.name = value;
      }
      get name() {
        return this._name;
      }
    }
    const dog = new Dog();
    dog.name = 'Rex';
    console.log(dog.name);
    `,
    ['this.name = value', 'this._name = value'],
  ),
  script(
    'await in a plain callback',
    `
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

    async function main() {
      for (const ms of [1, 2]) {
        [ms].map((n) => {
          await wait(n);
        });
      }
      console.log('done');
    }

    main();
    `,
    ['map((n) =>', 'map(async (n) =>'],
  ),
  node(
    'a constant without a value',
    `
    const name;
    name = 'Rex';
    console.log(name);
    `,
    ['const name', 'let name'],
    ['const name;\nname =', 'const name ='],
  ),
  node(
    'quotes of a word processor',
    `
    const greeting = “hello”;
    console.log(greeting);
    `,
    ['“hello”', "'hello'"],
    ['“hello”', '"hello"'],
  ),
  node(
    'an arrow that should give an object',
    `
    const names = ['ann', 'bob'];
    const people = names.map((name) => { name: name });
    console.log(people[0].name);
    `,
    ['{ name: name }', '({ name: name })'],
    ['{ name: name }', '{ return { name: name }; }'],
    ['{ name: name }', '({ name })'],
  ),
  node(
    'a hash by another name',
    `
    import { createHash } from 'node:crypto';

    console.log(createHash('sha-265').update('x').digest('hex').length);
    `,
    ['sha-265', 'sha256'],
    ['sha-265', 'sha-256'],
  ),
  types(
    'a promise that gives nothing',
    `
    export const wait = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve(), ms));
    `,
    ['Promise<string>', 'Promise<void>'],
  ),
  types(
    'override forgotten',
    `
    class Animal {
      sound(): string {
        return '';
      }
    }
    export class Cow extends Animal {
      sound(): string {
        return 'moo';
      }
    }
    `,
    ['extends Animal {\n  sound', 'extends Animal {\n  override sound'],
  ),
  types(
    'a function in a condition',
    `
    interface User {
      isAdmin(): boolean;
    }
    export function greet(user: User): string {
      if (user.isAdmin) return 'hello, admin';
      return 'hello';
    }
    `,
    ['user.isAdmin)', 'user.isAdmin())'],
  ),
  types(
    'a promise in a condition',
    `
    async function isOpen(day: string): Promise<boolean> {
      return day !== 'Sunday';
    }
    export async function visit(day: string): Promise<string> {
      if (isOpen(day)) return 'come in';
      return 'closed';
    }
    `,
    ['if (isOpen', 'if (await isOpen'],
  ),
  types(
    'dates subtracted',
    `
    export function days(start: Date, end: Date): number {
      return (end - start) / 86_400_000;
    }
    `,
    ['end - start', 'end.getTime() - start.getTime()'],
    ['end - start', 'end.valueOf() - start.valueOf()'],
    ['end - start', '+end - +start'],
    ['end - start', 'Number(end) - Number(start)'],
  ),
  types(
    'an asynchronous function that says text',
    `
    export async function title(name: string): string {
      return name.trim();
    }
    `,
    [': string {', ': Promise<string> {'],
  ),
  types(
    'this in a plain callback',
    `
    export class Counter {
      count = 0;
      schedule(run: (work: () => void) => void): void {
        run(function () {
          this.count++;
        });
      }
    }
    `,
    ['function () {', '() => {'],
  ),
  types(
    'a value used as a type',
    `
    const defaults = { port: 80, host: 'localhost' };
    export function start(options: defaults): string {
      return options.host + ':' + options.port;
    }
    `,
    [': defaults', ': typeof defaults'],
  ),
  types(
    'an abstract class made',
    `
    abstract class Shape {
      abstract area(): number;
    }
    export const shape = new Shape();
    `,
  ),
];
