// More small programs as people write them, beside those of programs.mjs: what they print is known, and tests say what they are for.
// `files` are other modules of the program. CHANCY ones stop by chance: a patch that does nothing makes them end well now and then.
import { PROGRAMS } from './programs.mjs';

const py = (name, text, tests, files) => ({ name: `${name}.py`, text: text.slice(1), tests, ...(files ? { files } : {}) });
const js = (name, text, tests, files) => ({
  name,
  text: text.slice(1),
  tests: `\nconst assert = require('assert');${tests}`,
  ...(files ? { files } : {}),
});
const mjs = (name, text, tests, files) => ({
  name,
  text: text.slice(1),
  tests: `\nimport assert from 'node:assert';${tests}`,
  ...(files ? { files } : {}),
});

const PYTHON = [
  py(
    'bank',
    `
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []

    def deposit(self, amount):
        self.balance += amount
        self.log.append(("in", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            self.log.append(("refused", amount))
            return False
        self.balance -= amount
        self.log.append(("out", amount))
        return True

    def statement(self):
        lines = [self.owner + ": " + str(self.balance)]
        for kind, amount in self.log:
            lines.append("  " + kind.ljust(8) + str(amount))
        return "\\n".join(lines)


def transfer(source, target, amount):
    done = source.withdraw(amount)
    if done:
        target.deposit(amount)
    return done


ann = Account("Ann", 50)
bob = Account("Bob")
bob.deposit(20)
transfer(ann, bob, 30)
transfer(ann, bob, 70)
print(ann.statement())
print(bob.statement())
print("together", ann.balance + bob.balance)
`,
    `
a, b = Account("x", 10), Account("y")
assert transfer(a, b, 4) and not transfer(a, b, 7)
assert (a.balance, b.balance) == (6, 4) and a.log == [("out", 4), ("refused", 7)]
assert b.statement() == "y: 4\\n  in      4"
`,
  ),
  py(
    'streams',
    `
import itertools


def countdown(start):
    while start > 0:
        yield start
        start -= 1


def windows(values, size):
    kept = []
    for value in values:
        kept.append(value)
        if len(kept) > size:
            kept.pop(0)
        if len(kept) == size:
            yield tuple(kept)


def averages(values, size):
    for window in windows(values, size):
        total = sum(window)
        yield total / size


def first(count, values):
    return list(itertools.islice(values, count))


numbers = list(countdown(6))
print(numbers)
print(list(windows(numbers, 2)))
for average in averages(numbers, 3):
    print("average", average)
squares = [number * number for number in countdown(4)]
print(squares, first(2, itertools.count(5)))
`,
    `
assert list(countdown(3)) == [3, 2, 1] and list(windows("abc", 2)) == [("a", "b"), ("b", "c")]
assert list(averages([1, 3, 5], 2)) == [2, 4] and first(1, iter([9, 8])) == [9]
`,
  ),
  py(
    'fetch_all',
    `
import asyncio


PAGES = {"home": ["news", "about"], "news": ["story"], "about": [], "story": []}


class Crawler:
    def __init__(self, pages):
        self.pages = pages
        self.seen = set()
        self.depths = {}

    async def fetch(self, name):
        await asyncio.sleep(0)
        return self.pages[name]

    async def visit(self, name, depth=0):
        if name in self.seen:
            return 0
        self.seen.add(name)
        self.depths[name] = depth
        links = await self.fetch(name)
        counts = await asyncio.gather(*[self.visit(link, depth + 1) for link in links])
        return 1 + sum(counts)


async def main():
    crawler = Crawler(PAGES)
    total = await crawler.visit("home")
    print("pages", total)
    for name in sorted(crawler.depths):
        print(name, crawler.depths[name])
    try:
        await crawler.fetch("lost")
    except KeyError as error:
        print("missing", error)


asyncio.run(main())
`,
    `
async def check():
    c = Crawler({"a": ["b", "b"], "b": ["a"]})
    assert await c.visit("a") == 2 and c.depths == {"a": 0, "b": 1}, c.depths
asyncio.run(check())
`,
  ),
  py(
    'memo',
    `
import functools


def counted(function):
    calls = {"count": 0}

    @functools.wraps(function)
    def wrapper(*args):
        calls["count"] += 1
        return function(*args)

    wrapper.calls = calls
    return wrapper


def remember(function):
    known = {}

    def wrapper(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return wrapper


@counted
def slow_square(n):
    return n * n


square = remember(slow_square)


def make_adder(step):
    total = 0

    def add(times=1):
        nonlocal total
        total += step * times
        return total

    return add


values = [square(n) for n in (2, 3, 2, 3, 4)]
print(values, slow_square.calls["count"])
add_five = make_adder(5)
add_five()
print(add_five(3), slow_square.__name__)
`,
    `
f = make_adder(2)
assert (f(), f(4)) == (2, 10) and square(9) == 81 and square(9) == 81
before = slow_square.calls["count"]
slow_square(1)
assert slow_square.calls["count"] == before + 1
`,
  ),
  py(
    'tokenizer',
    `
def tokens(text):
    found = []
    position = 0
    while position < len(text):
        char = text[position]
        if char.isspace():
            position += 1
        elif char.isdigit():
            start = position
            while position < len(text) and text[position].isdigit():
                position += 1
            found.append(("number", int(text[start:position])))
        else:
            found.append(("sign", char))
            position += 1
    return found


def evaluate(text):
    parts = tokens(text)
    result = parts[0][1]
    for index in range(1, len(parts), 2):
        sign = parts[index][1]
        value = parts[index + 1][1]
        if sign == "+":
            result = result + value
        else:
            result = result - value
    return result


for line in ["12 + 30", "7-2+ 1", "5"]:
    print(line, "=", evaluate(line))
print(tokens("4+x"))
`,
    `
assert tokens(" 1-23") == [("number", 1), ("sign", "-"), ("number", 23)]
assert evaluate("10-3-2") == 5
`,
  ),
  py(
    'shapes',
    `
from geometry import Circle, Square, largest


def describe(shape):
    return "{} of {:.1f}".format(shape.name, shape.area())


shapes = [Square(3), Circle(1.5), Square(1)]
for shape in shapes:
    print(describe(shape))
biggest = largest(shapes)
print("largest:", describe(biggest))
total = 0
for shape in shapes:
    total += shape.area()
print(round(total, 2))
`,
    `
assert describe(Square(2)) == "square of 4.0" and largest([Circle(1), Square(2)]).name == "square"
`,
    {
      'geometry.py': `import math


class Square:
    name = "square"

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Circle:
    name = "circle"

    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return math.pi * self.radius ** 2


def largest(shapes):
    return max(shapes, key=lambda shape: shape.area())
`,
    },
  ),
  py(
    'weather',
    `
readings = [
    ("oslo", 4.5), ("rome", 18.0), ("oslo", 6.5), ("cairo", 29.5), ("rome", 20.0),
]

by_city = {}
for city, degrees in readings:
    if city not in by_city:
        by_city[city] = []
    by_city[city].append(degrees)

count = 0
for city in sorted(by_city):
    values = by_city[city]
    mean = sum(values) / len(values)
    count = count + len(values)
    print(city.title(), round(mean, 1), max(values))

warmest = max(readings, key=lambda reading: reading[1])
print("warmest", warmest[0], warmest[1])


def fahrenheit(celsius):
    return celsius * 9 / 5 + 32


converted = {city: fahrenheit(values[0]) for city, values in by_city.items()}
print(converted["oslo"], count)
label = "hot" if converted["cairo"] > 80 else "mild"
print(label)
`,
    `
assert fahrenheit(100) == 212 and count == 5 and set(by_city) == {"oslo", "rome", "cairo"}
`,
  ),
  py(
    'waiting_line',
    `
from collections import deque


class Line:
    def __init__(self, desks):
        self.desks = desks
        self.people = deque()
        self.served = []
        self.minutes = 0

    def arrive(self, *names):
        for name in names:
            self.people.append(name)

    def tick(self):
        self.minutes += 1
        for desk in range(self.desks):
            if self.people:
                person = self.people.popleft()
                self.served.append((person, self.minutes, desk))

    def run(self):
        while self.people:
            self.tick()
        return self.minutes


line = Line(2)
line.arrive("ann", "bob", "cid")
line.arrive("dan", "eve")
print("minutes", line.run())
for person, minute, desk in line.served:
    print(person, minute, desk)
longest = max(len(person) for person, _, _ in line.served)
print(longest, line.served[-1][0])
`,
    `
l = Line(1)
l.arrive("x", "y")
assert l.run() == 2 and l.served == [("x", 1, 0), ("y", 2, 0)]
`,
  ),
  py(
    'anagrams',
    `
def key_of(word):
    return "".join(sorted(word.lower()))


def groups(words):
    found = {}
    for word in words:
        key = key_of(word)
        found.setdefault(key, [])
        found[key].append(word)
    return [group for group in found.values() if len(group) > 1]


def longest_group(words):
    best = []
    for group in groups(words):
        if len(group) > len(best):
            best = group
    return best


words = "stop tops Listen silent pots enlist cat".split()
for group in groups(words):
    print(", ".join(group))
print(longest_group(words)[0], len(words))
lengths = {word: len(word) for word in words}
print(lengths["cat"], sum(lengths.values()))
print("anagram" if key_of("Dog") == key_of("god") else "other")
`,
    `
assert groups(["ab", "ba", "c"]) == [["ab", "ba"]] and longest_group([]) == []
assert key_of("Bca") == "abc"
`,
  ),
  py(
    'sales',
    `
import json

DATA = """
[{"item": "tea", "price": 3.5, "sold": 4},
 {"item": "cup", "price": 8.0, "sold": 1},
 {"item": "pot", "price": 25.0, "sold": 0}]
"""


def load(text):
    return json.loads(text)


def revenue(row):
    return row["price"] * row["sold"]


def table(rows):
    lines = []
    for number, row in enumerate(rows, start=1):
        name = row["item"].upper()
        lines.append(f"{number}. {name:<5}{revenue(row):>8.2f}")
    return lines


def total(rows):
    result = 0
    for row in rows:
        result += revenue(row)
    return result


rows = load(DATA)
for text in table(rows):
    print(text)
print("total", total(rows))
unsold = [row["item"] for row in rows if row["sold"] == 0]
print("unsold:", ", ".join(unsold))
print("best: " + max(rows, key=revenue)["item"] + "!")
`,
    `
assert total([{"price": 2, "sold": 3}, {"price": 1, "sold": 1}]) == 7
assert table([{"item": "a", "price": 1, "sold": 2}]) == ["1. A        2.00"]
`,
  ),
  py(
    'settings',
    `
DEFAULTS = {"colour": {"text": "black", "back": "white"}, "size": 12, "fonts": ["serif"]}


def merge(base, changes):
    result = dict(base)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        elif isinstance(value, list):
            result[key] = result[key] + value
        else:
            result[key] = value
    return result


def flatten(tree, prefix=""):
    pairs = []
    for key in sorted(tree):
        name = prefix + key
        if isinstance(tree[key], dict):
            pairs.extend(flatten(tree[key], name + "."))
        else:
            pairs.append((name, tree[key]))
    return pairs


mine = merge(DEFAULTS, {"size": 14, "colour": {"text": "blue"}, "fonts": ["mono"]})
for name, value in flatten(mine):
    print(name, "=", value)
print(len(flatten(DEFAULTS)), DEFAULTS["size"])
`,
    `
assert merge({"a": 1}, {"a": 2}) == {"a": 2} and flatten({"b": {"c": 1}, "a": 2}) == [("a", 2), ("b.c", 1)]
`,
  ),
  py(
    'tree',
    `
class Node:
    def __init__(self, value):
        self.value = value
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, value):
        self.size += 1
        if self.root is None:
            self.root = Node(value)
            return
        node = self.root
        while True:
            if value < node.value:
                if node.left is None:
                    node.left = Node(value)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(value)
                    break
                node = node.right

    def walk(self, node):
        if node is None:
            return []
        return self.walk(node.left) + [node.value] + self.walk(node.right)

    def depth(self, node):
        if node is None:
            return 0
        return 1 + max(self.depth(node.left), self.depth(node.right))


tree = Tree()
for value in [50, 20, 70, 60, 10, 65]:
    tree.insert(value)
print(tree.walk(tree.root))
print("depth", tree.depth(tree.root), "size", tree.size)
print(tree.root.right.left.value)
`,
    `
t = Tree()
for v in [2, 1, 3]:
    t.insert(v)
assert t.walk(t.root) == [1, 2, 3] and t.depth(t.root) == 2 and t.size == 3
`,
  ),
  py(
    'pipeline',
    `
LOG = """10:01 INFO start
10:02 WARN disk 91
10:04 INFO tick
10:07 WARN disk 95
10:09 ERROR disk full
"""


def lines(text):
    for line in text.splitlines():
        yield line.strip()


def parsed(source):
    for line in source:
        time, level, message = line.split(" ", 2)
        yield {"time": time, "level": level, "message": message}


def only(source, level):
    for record in source:
        if record["level"] == level:
            yield record


def minutes(record):
    hours, rest = record["time"].split(":")
    return int(hours) * 60 + int(rest)


records = list(parsed(lines(LOG)))
warnings = [record["message"] for record in only(records, "WARN")]
print(warnings)
print(minutes(records[-1]) - minutes(records[0]), "minutes")
counts = {}
for record in records:
    counts[record["level"]] = counts.get(record["level"], 0) + 1
print(sorted(counts.items()))
`,
    `
assert [r["level"] for r in parsed(lines("1:00 A b c\\n"))] == ["A"] and minutes({"time": "2:05"}) == 125
`,
  ),
  py(
    'roman',
    `
SIGNS = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def roman(number):
    text = ""
    for value, sign in SIGNS:
        while number >= value:
            text += sign
            number -= value
    return text


def arabic(text):
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    previous = 0
    for sign in reversed(text):
        value = values[sign]
        if value < previous:
            total -= value
        else:
            total += value
        previous = value
    return total


numbers = [1, 4, 14, 29]
texts = [roman(number) for number in numbers]
print(" ".join(texts))
print([arabic(text) for text in texts])
for number, text in zip(numbers, texts):
    if arabic(text) == number:
        print(number, "is", text)
`,
    `
assert roman(9) == "IX" and arabic("XIV") == 14
`,
  ),
  py(
    'signals',
    `
class Signal:
    def __init__(self, name):
        self.name = name
        self.handlers = []

    def connect(self, handler):
        self.handlers.append(handler)
        return handler

    def emit(self, *values):
        results = []
        for handler in self.handlers:
            results.append(handler(*values))
        return results


saved = Signal("saved")
history = []


@saved.connect
def remember(path, size):
    history.append(path)
    return len(history)


@saved.connect
def announce(path, size):
    message = path + " has " + str(size) + " bytes"
    print(message)
    return message


print(saved.emit("a.txt", 10))
print(saved.emit("b.txt", 25)[0])
print(saved.name, history)
`,
    `
s = Signal("x")
s.connect(lambda v: v + 1)
assert s.emit(2) == [3] and s.name == "x" and announce("p", 1) == "p has 1 bytes"
`,
  ),
  py(
    'fractions_table',
    `
from math import gcd


class Fraction:
    def __init__(self, top, bottom=1):
        shared = gcd(top, bottom)
        self.top = top // shared
        self.bottom = bottom // shared

    def __add__(self, other):
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __mul__(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __eq__(self, other):
        return self.top == other.top and self.bottom == other.bottom

    def __str__(self):
        if self.bottom == 1:
            return str(self.top)
        return str(self.top) + "/" + str(self.bottom)


half = Fraction(1, 2)
third = Fraction(2, 6)
print(half + third, half * third, half + half)
parts = [Fraction(1, n) for n in range(1, 5)]
total = Fraction(0)
for part in parts:
    total = total + part
print("sum", total, total == Fraction(25, 12))
`,
    `
assert Fraction(2, 4) == Fraction(1, 2) and str(Fraction(3, 4) + Fraction(1, 4)) == "1"
assert str(Fraction(2, 3) * Fraction(3, 4)) == "1/2"
`,
  ),
  py(
    'workers',
    `
import asyncio


async def producer(queue, jobs):
    for job in jobs:
        await queue.put(job)
    await queue.put(None)


async def consumer(queue, results):
    while True:
        job = await queue.get()
        if job is None:
            break
        name, amount = job
        results[name] = results.get(name, 0) + amount
        await asyncio.sleep(0)


async def stream(results):
    for name in sorted(results):
        yield name, results[name]


async def main(jobs):
    queue = asyncio.Queue(maxsize=2)
    results = {}
    await asyncio.gather(producer(queue, jobs), consumer(queue, results))
    async for name, amount in stream(results):
        print(name.ljust(5) + str(amount))
    return sum(results.values())


print("total", asyncio.run(main([("a", 3), ("b", 5), ("a", 4)])))
`,
    `
assert asyncio.run(main([("x", 1), ("x", 2)])) == 3
`,
  ),
  py(
    'snake',
    `
MOVES = {"u": (0, -1), "d": (0, 1), "l": (-1, 0), "r": (1, 0)}


class Snake:
    def __init__(self):
        self.cells = [(2, 2), (1, 2)]
        self.score = 0

    def step(self, move, food):
        dx, dy = MOVES[move]
        x, y = self.cells[0]
        head = (x + dx, y + dy)
        if head in self.cells:
            return False
        self.cells.insert(0, head)
        if head == food:
            self.score += 10
        else:
            self.cells.pop()
        return True


def draw(snake, width=6, height=4):
    rows = []
    for y in range(height):
        row = ""
        for x in range(width):
            row += "#" if (x, y) in snake.cells else "."
        rows.append(row)
    return rows


snake = Snake()
for move in "rrul":
    alive = snake.step(move, (4, 2))
    print(move, alive, snake.score, snake.cells[0])
print("\\n".join(draw(snake)))
`,
    `
s = Snake()
assert s.step("d", (2, 3)) and s.score == 10 and len(s.cells) == 3
assert draw(s, 3, 4)[2] == ".##"
`,
  ),
];
const SCRIPT = [
  js(
    'bank.js',
    `
class Account {
  constructor(owner, balance = 0) {
    this.owner = owner;
    this.balance = balance;
    this.log = [];
  }

  deposit(amount) {
    this.balance += amount;
    this.log.push(['in', amount]);
  }

  withdraw(amount) {
    if (amount > this.balance) {
      this.log.push(['refused', amount]);
      return false;
    }
    this.balance -= amount;
    this.log.push(['out', amount]);
    return true;
  }

  statement() {
    const lines = [this.owner + ': ' + this.balance];
    for (const [kind, amount] of this.log) {
      lines.push('  ' + kind.padEnd(8) + amount.toFixed(2));
    }
    return lines.join('\\n');
  }
}

function transfer(source, target, amount) {
  const done = source.withdraw(amount);
  if (done) {
    target.deposit(amount);
  }
  return done;
}

const ann = new Account('Ann', 50);
const bob = new Account('Bob');
bob.deposit(20);
transfer(ann, bob, 30);
transfer(ann, bob, 70);
console.log(ann.statement());
console.log(bob.statement());
console.log('together', ann.balance + bob.balance);
`,
    `
const [a, b] = [new Account('x', 10), new Account('y')];
assert(transfer(a, b, 4) && !transfer(a, b, 7));
assert.deepStrictEqual([a.balance, b.balance, a.log.length], [6, 4, 2]);
`,
  ),
  js(
    'counters.js',
    `
function makeCounter(step) {
  let total = 0;
  return {
    add(times = 1) {
      total += step * times;
      return total;
    },
    reset() {
      const last = total;
      total = 0;
      return last;
    },
  };
}

function once(work) {
  let result;
  let done = false;
  return (...args) => {
    if (!done) {
      result = work(...args);
      done = true;
    }
    return result;
  };
}

const fives = makeCounter(5);
fives.add();
console.log(fives.add(3), fives.reset(), fives.add());
const first = once((name) => name.toUpperCase());
console.log(first('ann'), first('bob'));
const steps = [1, 2, 3].map((step) => makeCounter(step));
for (const counter of steps) {
  console.log(counter.add(2));
}
`,
    `
const c = makeCounter(2);
assert.deepStrictEqual([c.add(), c.add(2), c.reset(), c.add()], [2, 6, 6, 2]);
`,
  ),
  js(
    'streams.js',
    `
function* countdown(start) {
  while (start > 0) {
    yield start;
    start -= 1;
  }
}

function* windows(values, size) {
  const kept = [];
  for (const value of values) {
    kept.push(value);
    if (kept.length > size) kept.shift();
    if (kept.length === size) yield [...kept];
  }
}

function take(count, values) {
  const found = [];
  for (const value of values) {
    if (found.length === count) break;
    found.push(value);
  }
  return found;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

const numbers = [...countdown(6)];
console.log(numbers.join(' '));
for (const window of windows(numbers, 3)) {
  const average = sum(window) / window.length;
  console.log('average', average);
}
const squares = take(3, countdown(9)).map((number) => number ** 2);
console.log(squares, sum(squares));
`,
    `
assert.deepStrictEqual([...windows('abc', 2)], [['a', 'b'], ['b', 'c']]);
assert.deepStrictEqual(take(2, countdown(5)), [5, 4]);
`,
  ),
  js(
    'crawler.js',
    `
const PAGES = { home: ['news', 'about'], news: ['story'], about: [], story: [] };

class Crawler {
  constructor(pages) {
    this.pages = pages;
    this.depths = new Map();
  }

  async fetch(name) {
    await Promise.resolve();
    if (!(name in this.pages)) throw new Error('no page ' + name);
    return this.pages[name];
  }

  async visit(name, depth = 0) {
    if (this.depths.has(name)) return 0;
    this.depths.set(name, depth);
    const links = await this.fetch(name);
    const counts = await Promise.all(links.map((link) => this.visit(link, depth + 1)));
    return counts.reduce((total, count) => total + count, 1);
  }
}

async function main() {
  const crawler = new Crawler(PAGES);
  const total = await crawler.visit('home');
  console.log('pages', total);
  for (const name of [...crawler.depths.keys()].sort()) {
    console.log(name, crawler.depths.get(name));
  }
  await crawler.fetch('lost').catch((error) => console.log(error.message));
}

main();
`,
    `
const tested = new Crawler({ a: ['b', 'b'], b: ['a'] });
tested.visit('a').then((n) => assert.strictEqual(n, 2));
`,
  ),
  js(
    'tokenizer.js',
    `
function tokens(text) {
  const found = [];
  let position = 0;
  while (position < text.length) {
    const char = text[position];
    if (/\\s/.test(char)) {
      position++;
    } else if (/\\d/.test(char)) {
      const start = position;
      while (position < text.length && /\\d/.test(text[position])) position++;
      found.push({ kind: 'number', value: Number(text.slice(start, position)) });
    } else {
      found.push({ kind: 'sign', value: char });
      position++;
    }
  }
  return found;
}

function evaluate(text) {
  const parts = tokens(text);
  let result = parts[0].value;
  for (let index = 1; index < parts.length; index += 2) {
    const sign = parts[index].value;
    const value = parts[index + 1].value;
    result = sign === '+' ? result + value : result - value;
  }
  return result;
}

for (const line of ['12 + 30', '7-2+ 1', '5']) {
  console.log(line, '=', evaluate(line));
}
console.log(tokens('4+x').map((token) => token.kind));
`,
    `
assert.strictEqual(evaluate('10-3-2'), 5);
assert.deepStrictEqual(tokens('1-')[1], { kind: 'sign', value: '-' });
`,
  ),
  mjs(
    'shapes.mjs',
    `
import { Circle, Square, largest } from './geometry.mjs';

function describe(shape) {
  return shape.name + ' of ' + shape.area().toFixed(1);
}

const shapes = [new Square(3), new Circle(1.5), new Square(1)];
for (const shape of shapes) {
  console.log(describe(shape));
}
const biggest = largest(shapes);
console.log('largest:', describe(biggest));
let total = 0;
shapes.forEach((shape) => {
  total += shape.area();
});
console.log(Math.round(total));
`,
    `
assert.strictEqual(describe(new Square(2)), 'square of 4.0');
assert.strictEqual(largest([new Circle(1), new Square(2)]).name, 'square');
`,
    {
      'geometry.mjs': `export class Square {
  name = 'square';

  constructor(side) {
    this.side = side;
  }

  area() {
    return this.side * this.side;
  }
}

export class Circle {
  name = 'circle';

  constructor(radius) {
    this.radius = radius;
  }

  area() {
    return Math.PI * this.radius ** 2;
  }
}

export function largest(shapes) {
  return shapes.reduce((best, shape) => (shape.area() > best.area() ? shape : best));
}
`,
    },
  ),
  js(
    'weather.js',
    `
const readings = [
  ['oslo', 4.5], ['rome', 18], ['oslo', 6.5], ['cairo', 29.5], ['rome', 20],
];

const byCity = {};
for (const [city, degrees] of readings) {
  if (!(city in byCity)) byCity[city] = [];
  byCity[city].push(degrees);
}

let count = 0;
for (const city of Object.keys(byCity).sort()) {
  const values = byCity[city];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  count = count + values.length;
  console.log(city.toUpperCase(), mean.toFixed(1), Math.max(...values));
}

const warmest = readings.slice().sort((a, b) => b[1] - a[1])[0];
console.log('warmest', warmest[0], warmest[1]);

function fahrenheit(celsius) {
  return (celsius * 9) / 5 + 32;
}

const converted = Object.fromEntries(Object.entries(byCity).map(([city, values]) => [city, fahrenheit(values[0])]));
console.log(converted.oslo, count);
const label = converted.cairo > 80 ? 'hot' : 'mild';
console.log(label);
`,
    `
assert.strictEqual(fahrenheit(100), 212);
assert.strictEqual(count, 5);
`,
  ),
  js(
    'waiting_line.js',
    `
class Line {
  constructor(desks) {
    this.desks = desks;
    this.people = [];
    this.served = [];
    this.minutes = 0;
  }

  arrive(...names) {
    for (const name of names) {
      this.people.push(name);
    }
    return this;
  }

  tick() {
    this.minutes += 1;
    for (let desk = 0; desk < this.desks; desk++) {
      if (this.people.length > 0) {
        const person = this.people.shift();
        this.served.push({ person, minute: this.minutes, desk });
      }
    }
  }

  run() {
    while (this.people.length > 0) {
      this.tick();
    }
    return this.minutes;
  }
}

const line = new Line(2).arrive('ann', 'bob', 'cid').arrive('dan', 'eve');
console.log('minutes', line.run());
for (const { person, minute, desk } of line.served) {
  console.log(person, minute, desk);
}
const last = line.served[line.served.length - 1];
console.log(last.person.length, last.person);
`,
    `
const l = new Line(1).arrive('x', 'y');
assert.strictEqual(l.run(), 2);
assert.deepStrictEqual(l.served[1], { person: 'y', minute: 2, desk: 0 });
`,
  ),
  js(
    'anagrams.js',
    `
function keyOf(word) {
  return word.toLowerCase().split('').sort().join('');
}

function groups(words) {
  const found = new Map();
  for (const word of words) {
    const key = keyOf(word);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(word);
  }
  return [...found.values()].filter((group) => group.length > 1);
}

function longestGroup(words) {
  let best = [];
  for (const group of groups(words)) {
    if (group.length > best.length) {
      best = group;
    }
  }
  return best;
}

const words = 'stop tops Listen silent pots enlist cat'.split(' ');
for (const group of groups(words)) {
  console.log(group.join(', '));
}
console.log(longestGroup(words)[0], words.length);
const lengths = {};
words.forEach((word) => {
  lengths[word] = word.length;
});
console.log(lengths.cat, Object.values(lengths).length);
console.log(keyOf('Dog') === keyOf('god') ? 'anagram' : 'other');
`,
    `
assert.deepStrictEqual(groups(['ab', 'ba', 'c']), [['ab', 'ba']]);
assert.deepStrictEqual(longestGroup([]), []);
`,
  ),
  js(
    'sales.js',
    `
const DATA = '[{"item":"tea","price":3.5,"sold":4},{"item":"cup","price":8,"sold":1},{"item":"pot","price":25,"sold":0}]';

function load(text) {
  return JSON.parse(text);
}

function revenue(row) {
  return row.price * row.sold;
}

function table(rows) {
  const lines = [];
  rows.forEach((row, index) => {
    const name = row.item.toUpperCase();
    lines.push(index + 1 + '. ' + name.padEnd(5) + revenue(row).toFixed(2).padStart(8));
  });
  return lines;
}

function total(rows) {
  let result = 0;
  for (const row of rows) {
    result += revenue(row);
  }
  return result;
}

const rows = load(DATA);
for (const text of table(rows)) {
  console.log(text);
}
console.log('total', total(rows));
const unsold = rows.filter((row) => row.sold === 0).map((row) => row.item);
console.log('unsold:', unsold.join(', '));
console.log('first: ' + rows[0].item + '!', { name: 'sales', rows: rows.length });
`,
    `
assert.strictEqual(total([{ price: 2, sold: 3 }, { price: 1, sold: 1 }]), 7);
assert.deepStrictEqual(table([{ item: 'a', price: 1, sold: 2 }]), ['1. A        2.00']);
`,
  ),
  js(
    'settings.js',
    `
const DEFAULTS = { colour: { text: 'black', back: 'white' }, size: 12, fonts: ['serif'] };

function isTree(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base, changes) {
  const result = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (isTree(value) && isTree(result[key])) {
      result[key] = merge(result[key], value);
    } else if (Array.isArray(value)) {
      result[key] = result[key].concat(value);
    } else {
      result[key] = value;
    }
  }
  return result;
}

function flatten(tree, prefix = '') {
  const pairs = [];
  for (const key of Object.keys(tree).sort()) {
    const name = prefix + key;
    if (isTree(tree[key])) {
      pairs.push(...flatten(tree[key], name + '.'));
    } else {
      pairs.push([name, tree[key]]);
    }
  }
  return pairs;
}

const mine = merge(DEFAULTS, { size: 14, colour: { text: 'blue' }, fonts: ['mono'] });
for (const [name, value] of flatten(mine)) {
  console.log(name, '=', String(value));
}
console.log(flatten(DEFAULTS).length, DEFAULTS.size);
`,
    `
assert.deepStrictEqual(flatten({ b: { c: 1 }, a: 2 }), [['a', 2], ['b.c', 1]]);
assert.deepStrictEqual(merge({ a: 1 }, { a: 2 }), { a: 2 });
`,
  ),
  js(
    'tree.js',
    `
class Node {
  constructor(value) {
    this.value = value;
    this.left = null;
    this.right = null;
  }
}

class Tree {
  constructor() {
    this.root = null;
    this.size = 0;
  }

  insert(value) {
    this.size += 1;
    if (this.root === null) {
      this.root = new Node(value);
      return;
    }
    let node = this.root;
    for (;;) {
      const side = value < node.value ? 'left' : 'right';
      if (node[side] === null) {
        node[side] = new Node(value);
        break;
      }
      node = node[side];
    }
  }

  walk(node = this.root) {
    if (node === null) return [];
    return [...this.walk(node.left), node.value, ...this.walk(node.right)];
  }

  depth(node = this.root) {
    if (node === null) return 0;
    return 1 + Math.max(this.depth(node.left), this.depth(node.right));
  }
}

const tree = new Tree();
for (const value of [50, 20, 70, 60, 10, 65]) {
  tree.insert(value);
}
console.log(tree.walk().join(' '));
console.log('depth', tree.depth(), 'size', tree.size);
console.log(tree.root.right.left.value);
`,
    `
const t = new Tree();
[2, 1, 3].forEach((v) => t.insert(v));
assert.deepStrictEqual([t.walk(), t.depth(), t.size], [[1, 2, 3], 2, 3]);
`,
  ),
  mjs(
    'pipeline.mjs',
    `
const LOG = ['10:01 INFO start', '10:02 WARN disk 91', '10:04 INFO tick', '10:07 WARN disk 95', '10:09 ERROR disk full'];

export async function* lines(source) {
  for (const line of source) {
    await null;
    yield line.trim();
  }
}

export async function* parsed(source) {
  for await (const line of source) {
    const [time, level, ...words] = line.split(' ');
    yield { time, level, message: words.join(' ') };
  }
}

export async function collect(source) {
  const found = [];
  for await (const one of source) {
    found.push(one);
  }
  return found;
}

export function minutes({ time }) {
  const [hours, rest] = time.split(':').map(Number);
  return hours * 60 + rest;
}

const records = await collect(parsed(lines(LOG)));
const warnings = records.filter((record) => record.level === 'WARN').map((record) => record.message);
console.log(warnings.join('; '));
console.log(minutes(records.at(-1)) - minutes(records[0]), 'minutes');
const counts = {};
for (const { level } of records) {
  counts[level] = (counts[level] ?? 0) + 1;
}
console.log(JSON.stringify(counts));
`,
    `
assert.deepStrictEqual(await collect(parsed(lines(['1:00 A b c ']))), [{ time: '1:00', level: 'A', message: 'b c' }]);
assert.strictEqual(minutes({ time: '2:05' }), 125);
`,
  ),
  js(
    'roman.js',
    `
const SIGNS = [[10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];

function roman(number) {
  let text = '';
  for (const [value, sign] of SIGNS) {
    while (number >= value) {
      text += sign;
      number -= value;
    }
  }
  return text;
}

function arabic(text) {
  const values = { I: 1, V: 5, X: 10 };
  let total = 0;
  let previous = 0;
  for (const sign of text.split('').reverse()) {
    const value = values[sign];
    if (value < previous) {
      total -= value;
    } else {
      total += value;
    }
    previous = value;
  }
  return total;
}

const numbers = [1, 4, 14, 29];
const texts = numbers.map((number) => roman(number));
console.log(texts.join(' '));
console.log(texts.map((text) => arabic(text)));
numbers.forEach((number, index) => {
  if (arabic(texts[index]) === number) console.log(number, 'is', texts[index]);
});
`,
    `
assert.strictEqual(roman(9), 'IX');
assert.strictEqual(arabic('XIV'), 14);
`,
  ),
  js(
    'signals.js',
    `
const { EventEmitter } = require('events');

class Store extends EventEmitter {
  constructor() {
    super();
    this.values = new Map();
    this.changes = 0;
  }

  set(key, value) {
    const old = this.values.get(key);
    this.values.set(key, value);
    this.changes += 1;
    this.emit('change', { key, old, value });
  }

  get(key) {
    if (!this.values.has(key)) throw new RangeError('no ' + key);
    return this.values.get(key);
  }
}

const store = new Store();
const history = [];
store.on('change', ({ key, old, value }) => {
  history.push(key + ':' + String(old) + '>' + String(value));
});
store.set('size', 3);
store.set('size', 4);
store.set('name', 'box');
console.log(history.join(' '));
console.log(store.get('name').length, store.get('size'), store.changes);
try {
  store.get('none');
} catch (error) {
  console.log(error.name, error.message);
}
`,
    `
const s = new Store();
s.set('a', 1);
assert.strictEqual(s.get('a') + s.changes, 2);
assert.throws(() => s.get('b'), RangeError);
`,
  ),
  js(
    'lru.js',
    `
class Cache {
  constructor(limit) {
    this.limit = limit;
    this.entries = new Map();
    this.hits = 0;
  }

  get(key, make) {
    if (this.entries.has(key)) {
      this.hits += 1;
      const value = this.entries.get(key);
      this.entries.delete(key);
      this.entries.set(key, value);
      return value;
    }
    const value = make(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const oldest = this.entries.keys().next().value;
      this.entries.delete(oldest);
    }
    return value;
  }

  keys() {
    return [...this.entries.keys()];
  }
}

const made = [];
const cache = new Cache(2);
const square = (n) => {
  made.push(n);
  return n * n;
};
for (const n of [2, 3, 2, 4, 3]) {
  console.log(n, cache.get(n, square), cache.keys().join('+'));
}
console.log(made.length, cache.hits);
`,
    `
const c = new Cache(1);
c.get('a', () => 1);
assert.strictEqual(c.get('a', () => 2), 1);
c.get('b', () => 3);
assert.deepStrictEqual([c.keys(), c.hits], [['b'], 1]);
`,
  ),
  js(
    'letters.js',
    `
const people = [
  { name: 'Ann', city: 'Oslo', debts: [12, 30.5] },
  { name: 'Bob', city: 'Rome', debts: [] },
];

function total(numbers) {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

function letter(person) {
  const owed = total(person.debts);
  const greeting = \`Dear \${person.name} of \${person.city.toUpperCase()},\`;
  const body = owed > 0 ? \`you owe \${owed.toFixed(2)}\` : 'you owe nothing';
  return [greeting, body].join(' ');
}

function frame(text, sign = '*') {
  const line = sign.repeat(text.length + 4);
  return [line, sign + ' ' + text + ' ' + sign, line].join('\\n');
}

for (const person of people) {
  console.log(letter(person));
}
console.log(frame('end'));
console.log(people.map(({ name }) => name[0]).join(''), Math.max(total([1, 2]), total([5])));
`,
    `
assert.strictEqual(letter({ name: 'X', city: 'y', debts: [1] }), 'Dear X of Y, you owe 1.00');
assert.strictEqual(frame('a', '-').split('\\n')[1], '- a -');
`,
  ),
  js(
    'life.js',
    `
function neighbours(cells, row, column) {
  let count = 0;
  for (let i = row - 1; i <= row + 1; i++) {
    for (let j = column - 1; j <= column + 1; j++) {
      if (i === row && j === column) continue;
      if (cells[i] && cells[i][j] === '#') count++;
    }
  }
  return count;
}

function next(cells) {
  return cells.map((line, row) =>
    line
      .split('')
      .map((cell, column) => {
        const count = neighbours(cells, row, column);
        return count === 3 || (cell === '#' && count === 2) ? '#' : '.';
      })
      .join(''),
  );
}

function alive(cells) {
  return cells.join('').split('').filter((cell) => cell === '#').length;
}

let cells = ['.....', '..#..', '..#..', '..#..', '.....'];
for (let step = 0; step < 2; step++) {
  cells = next(cells);
  console.log(cells.join(' '), alive(cells));
}
console.log(neighbours(cells, 2, 2));
`,
    `
assert.deepStrictEqual(next(['##', '#.']), ['##', '##']);
assert.strictEqual(alive(['#.#']), 2);
`,
  ),
];

/** Programs that come to a known end. */
export const PROOF_PROGRAMS = [...PROGRAMS, ...PYTHON, ...SCRIPT];

const chancy = (name, text, files) => ({ name, text: text.slice(1), ...(files ? { files } : {}) });

/** Programs that stop with an error every other time or so. */
export const CHANCY = [
  chancy(
    'colours.py',
    `
names = ["red", "green"]
choice = hash("seed of the day") % 4
picked = names[choice]
print("picked", picked)
`,
  ),
  chancy(
    'first_guest.py',
    `
guests = {"ann", "bob", "cid", "dan"}
seats = {"ann": 1, "bob": 2}
first = list(guests)[0]
print(first, "sits at", seats[first])
`,
  ),
  chancy(
    'meter.py',
    `
import os

steps = [1, 2]
spent = int(os.times().elapsed * 1000) % 4
total = 10 + steps[spent]
print("total", total)
`,
  ),
  chancy(
    'dice_game.py',
    `
import dice


def play(points):
    side = dice.throw()
    return points[side]


print("won", play({1: 5, 2: 10, 3: 20}))
`,
    {
      'dice.py': `from random import SystemRandom

source = SystemRandom()


def throw():
    return source.randrange(1, 7)
`,
    },
  ),
  chancy(
    'draw.py',
    `
import random

numbers = [3, 5, 8]
index = random.randint(0, 5)
value = numbers[index]
print("drawn", value * 2)
`,
  ),
  chancy(
    'ticket.py',
    `
import tickets

ticket = tickets.new()
first = int(ticket[0])
print("row", first)
`,
    {
      'tickets.py': `import uuid


def new():
    return uuid.uuid4().hex
`,
    },
  ),
  chancy(
    'shifts.py',
    `
from clock import now

names = {0: "early", 1: "late"}
shift = now() // 1000 % 4
print("shift", names[shift])
`,
    {
      'clock.py': `import time


def now():
    return time.perf_counter_ns()
`,
    },
  ),
  chancy(
    'tags.py',
    `
words = "to be or not to be that is".split()
order = {word: place for place, word in enumerate(set(words))}
table = ["a", "b", "c"]
print(table[order["not"]])
`,
  ),
  chancy(
    'raffle.js',
    `
const { draw } = require('./drum');

const prizes = { 1: { name: 'cup' }, 2: { name: 'hat' } };
const prize = prizes[draw()];
console.log('you win a', prize.name);
`,
    {
      'drum.js': `const { randomInt } = require('crypto');

exports.draw = () => randomInt(1, 5);
`,
    },
  ),
  chancy(
    'pick.js',
    `
const names = [['ann'], ['bob']];
const index = Math.floor(Math.random() * 4);
const picked = names[index].join('');
console.log('picked', picked);
`,
  ),
  chancy(
    'lap.js',
    `
const { lap } = require('./watch');

const words = ['quick', 'slow'];
const word = words[Number(lap() % 4n)];
console.log(word.toUpperCase());
`,
    {
      'watch.js': `exports.lap = () => process.hrtime.bigint() / 1000n;
`,
    },
  ),
  chancy(
    'badge.mjs',
    `
import { badge } from './badges.mjs';

const colours = new Map([['0', 'red'], ['1', 'blue'], ['2', 'green'], ['3', 'gold'], ['a', 'grey'], ['b', 'black'], ['c', 'white']]);
const colour = colours.get(badge()[0]);
console.log(colour.length);
`,
    {
      'badges.mjs': `import { randomUUID } from 'node:crypto';

export const badge = () => randomUUID();
`,
    },
  ),
  chancy(
    'pulse.js',
    `
const table = { 0: () => 'tick', 1: () => 'tock' };
const beat = Math.floor(performance.now() * 1000) % 4;
console.log(table[beat]());
`,
  ),
  chancy(
    'race.js',
    `
const { bytes } = require('./source');

const marks = [];
marks[bytes(1)[0] % 2] = { text: 'mark' };
console.log(marks[1].text);
`,
    {
      'source.js': `const crypto = require('node:crypto');

exports.bytes = (count) => crypto.randomBytes(count);
`,
    },
  ),
];
