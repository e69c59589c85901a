// Small programs as people write them, each with a run of its own and with tests that the healing never sees.
// `tests` is appended to the program's own text in a file of its own kind: asserts that end well only where the program does what it was written for.

export const PROGRAMS = [
  {
    name: 'ledger.py',
    text: `import datetime
import json
from collections import defaultdict


class Entry:
    def __init__(self, day, account, amount):
        self.day = day
        self.account = account
        self.amount = amount

    def describe(self):
        return self.day.isoformat() + " " + self.account + " " + str(self.amount)


def parse(line):
    day, account, amount = line.split(";")
    return Entry(datetime.date.fromisoformat(day), account.strip(), int(amount))


def balances(entries):
    totals = defaultdict(int)
    for entry in entries:
        totals[entry.account] += entry.amount
    return dict(totals)


def report(lines):
    entries = [parse(line) for line in lines]
    rows = []
    for account, amount in sorted(balances(entries).items()):
        rows.append(account + ": " + str(amount))
    rows.append(json.dumps({"entries": len(entries)}))
    return rows


if __name__ == "__main__":
    for row in report(["2024-01-05;food;12", "2024-01-06;rent;700", "2024-01-09; food;8"]):
        print(row)
    print(parse("2024-01-05;food;12").describe())
`,
    tests: `
assert report(["2020-02-03; a;1", "2020-02-04;b;-4", "2020-02-05;a;7"]) == ["a: 8", "b: -4", '{"entries": 3}'], report
assert parse("2020-02-03; a;1").describe() == "2020-02-03 a 1"
assert report([]) == ['{"entries": 0}']
`,
  },
  {
    name: 'inventory.py',
    text: `import math
import re


class Inventory:
    def __init__(self):
        self.items = {}
        self.history = []

    def add(self, name, count, price):
        name = name.lower().strip()
        if name in self.items:
            self.items[name]["count"] += count
        else:
            self.items[name] = {"count": count, "price": price}
        self.history.append(("add", name, count))

    def remove(self, name, count):
        item = self.items[name.lower()]
        if item["count"] < count:
            raise ValueError("not enough " + name)
        item["count"] -= count
        self.history.append(("remove", name, count))

    def value(self):
        return sum(item["count"] * item["price"] for item in self.items.values())

    def boxes(self, size):
        total = sum(item["count"] for item in self.items.values())
        return math.ceil(total / size)


def parse_order(text):
    match = re.match(r"(\\w+) x(\\d+)", text)
    return match.group(1), int(match.group(2))


def main():
    stock = Inventory()
    stock.add("Apple ", 10, 3)
    stock.add("pear", 4, 5)
    stock.add("apple", 2, 3)
    name, count = parse_order("apple x5")
    stock.remove(name, count)
    print(stock.value(), stock.boxes(size=4), len(stock.history))


if __name__ == "__main__":
    main()
`,
    tests: `
stock = Inventory()
stock.add(" Nut", 7, 2)
stock.add("bolt", 3, 10)
stock.remove("NUT", 2)
assert stock.value() == 40, stock.value()
assert stock.boxes(size=3) == 3
assert stock.history == [("add", "nut", 7), ("add", "bolt", 3), ("remove", "NUT", 2)]
assert parse_order("bolt x12") == ("bolt", 12)
try:
    stock.remove("bolt", 4)
    raise SystemError("removed too many")
except ValueError as error:
    assert str(error) == "not enough bolt"
`,
  },
  {
    name: 'matrix.py',
    text: `import random


def make(rows, columns, fill=0):
    return [[fill for _ in range(columns)] for _ in range(rows)]


def transpose(matrix):
    result = make(len(matrix[0]), len(matrix))
    for i in range(len(matrix)):
        for j in range(len(matrix[0])):
            result[j][i] = matrix[i][j]
    return result


def multiply(left, right):
    result = make(len(left), len(right[0]))
    for i in range(len(left)):
        for j in range(len(right[0])):
            for k in range(len(right)):
                result[i][j] += left[i][k] * right[k][j]
    return result


def show(matrix):
    width = max(len(str(value)) for row in matrix for value in row)
    for row in matrix:
        print(" ".join(str(value).rjust(width) for value in row))


generator = random.Random(7)
if __name__ == "__main__":
    numbers = [[generator.randint(0, 9) for _ in range(3)] for _ in range(2)]
    show(numbers)
    show(transpose(numbers))
    show(multiply(numbers, transpose(numbers)))
`,
    tests: `
assert transpose([[1, 2, 3], [4, 5, 6]]) == [[1, 4], [2, 5], [3, 6]]
assert multiply([[1, 2], [3, 4]], [[0, 1], [1, 0]]) == [[2, 1], [4, 3]]
assert make(1, 2, fill=9) == [[9, 9]]
`,
  },
  {
    name: 'words.py',
    text: `import string
from collections import Counter


def clean(text):
    table = str.maketrans("", "", string.punctuation)
    return text.translate(table).lower().split()


def frequency(text, limit=3):
    counter = Counter(clean(text))
    return counter.most_common(limit)


def longest(words):
    best = ""
    for word in words:
        if len(word) > len(best):
            best = word
    return best


def summary(text):
    words = clean(text)
    lines = ["words: " + str(len(words)), "longest: " + longest(words)]
    for word, count in frequency(text):
        lines.append("{} {}".format(word, count))
    return "\\n".join(lines)


sample = """The quick brown fox jumps over the lazy dog.
The dog, of course, does nothing; the fox is gone."""

if __name__ == "__main__":
    print(summary(sample))
`,
    tests: `
assert clean("One, two: THREE!") == ["one", "two", "three"]
assert frequency("b a b c b a", 2) == [("b", 3), ("a", 2)]
assert longest(["a", "bbb", "cc", "ddd"]) == "bbb"
assert summary("hi hi there").splitlines() == ["words: 3", "longest: there", "hi 2", "there 1"]
`,
  },
  {
    name: 'graph.py',
    text: `from collections import deque
import heapq


class Graph:
    def __init__(self):
        self.edges = {}

    def connect(self, start, end, weight=1):
        self.edges.setdefault(start, []).append((end, weight))
        self.edges.setdefault(end, []).append((start, weight))

    def neighbours(self, node):
        return [other for other, _ in self.edges.get(node, [])]

    def reachable(self, start):
        seen = {start}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for other in self.neighbours(node):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return seen

    def distance(self, start, goal):
        heap = [(0, start)]
        done = set()
        while heap:
            cost, node = heapq.heappop(heap)
            if node == goal:
                return cost
            if node in done:
                continue
            done.add(node)
            for other, weight in self.edges[node]:
                heapq.heappush(heap, (cost + weight, other))
        return None


if __name__ == "__main__":
    graph = Graph()
    graph.connect("home", "shop", 4)
    graph.connect("shop", "park", 3)
    graph.connect("home", "park", 9)
    graph.connect("moon", "mars", weight=5)
    print(sorted(graph.reachable("home")))
    print(graph.distance("home", "park"), graph.distance("home", "moon"))
`,
    tests: `
graph = Graph()
for start, end, weight in [(1, 2, 7), (2, 3, 1), (1, 3, 9), (4, 5, 1)]:
    graph.connect(start, end, weight)
assert graph.reachable(1) == {1, 2, 3} and graph.reachable(5) == {4, 5} and graph.reachable(9) == {9}
assert graph.distance(1, 3) == 8 and graph.distance(3, 4) is None
assert graph.neighbours(2) == [1, 3]
`,
  },
  {
    name: 'grades.py',
    text: `import csv
import io
import statistics


def read(text):
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        row["points"] = int(row["points"])
        rows.append(row)
    return rows


def by_student(rows):
    grouped = {}
    for row in rows:
        grouped.setdefault(row["student"], []).append(row["points"])
    return grouped


def average(points):
    return round(statistics.mean(points), 1)


def ranking(rows):
    averages = {student: average(points) for student, points in by_student(rows).items()}
    return sorted(averages.items(), key=lambda pair: pair[1], reverse=True)


def certificate(student, points, best=20):
    percent = 100 * average(points) / best
    return student.title() + " reached " + str(round(percent)) + "% in " + str(len(points)) + " tests"


text = """student,test,points
ann,1,15
bob,1,11
ann,2,18
bob,2,19
"""

if __name__ == "__main__":
    rows = read(text)
    for student, points in ranking(rows):
        print(student, points)
    print(certificate("ann", by_student(rows)["ann"]))
`,
    tests: `
rows = read("student,test,points\\nx,1,4\\ny,1,6\\nx,2,10\\n")
assert by_student(rows) == {"x": [4, 10], "y": [6]}
assert ranking(rows) == [("x", 7), ("y", 6)]
assert certificate("mary ann", [10, 15], 25) == "Mary Ann reached 50% in 2 tests"
`,
  },
  {
    name: 'stack_machine.py',
    text: `import operator

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


class Machine:
    def __init__(self):
        self.stack = []
        self.steps = 0

    def push(self, value):
        self.stack.append(value)

    def pop(self):
        if not self.stack:
            raise IndexError("the stack is empty")
        return self.stack.pop()

    def step(self, token):
        self.steps += 1
        if token in OPERATORS:
            right = self.pop()
            left = self.pop()
            self.push(OPERATORS[token](left, right))
        elif token == "dup":
            value = self.pop()
            self.push(value)
            self.push(value)
        else:
            self.push(int(token))

    def run(self, program):
        for token in program.split():
            self.step(token)
        return self.pop()


def explain(program):
    machine = Machine()
    result = machine.run(program)
    return program + " = " + str(result) + " after " + str(machine.steps) + " steps"


if __name__ == "__main__":
    print(explain("2 3 + 4 *"))
    print(explain("5 dup * 1 -"))
`,
    tests: `
assert Machine().run("10 2 -") == 8
assert explain("3 dup +") == "3 dup + = 6 after 3 steps"
try:
    Machine().run("1 +")
    raise SystemError("nothing was missed")
except IndexError as error:
    assert str(error) == "the stack is empty"
`,
  },
  {
    name: 'calendar_page.py',
    text: `from dataclasses import dataclass, field
from datetime import date, timedelta
import itertools


@dataclass
class Meeting:
    title: str
    day: date
    minutes: int = 30
    people: list = field(default_factory=list)


def week_of(day):
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=offset) for offset in range(7)]


def plan(meetings):
    ordered = sorted(meetings, key=lambda meeting: (meeting.day, meeting.title))
    pages = {}
    for day, group in itertools.groupby(ordered, key=lambda meeting: meeting.day):
        pages[day.isoformat()] = [meeting.title for meeting in group]
    return pages


def busiest(meetings):
    totals = {}
    for meeting in meetings:
        for person in meeting.people:
            totals[person] = totals.get(person, 0) + meeting.minutes
    return max(totals, key=totals.get)


if __name__ == "__main__":
    first = date(2024, 3, 6)
    meetings = [
        Meeting("review", first, people=["ann", "bob"]),
        Meeting("lunch", first, minutes=60, people=["bob"]),
        Meeting("planning", first + timedelta(days=1), people=["ann"]),
    ]
    for day, titles in plan(meetings).items():
        print(day + ": " + ", ".join(titles))
    print(busiest(meetings), week_of(first)[0].isoformat())
`,
    tests: `
day = date(2023, 12, 31)
assert [str(one) for one in week_of(day)][::6] == ["2023-12-25", "2023-12-31"]
some = [Meeting("b", day, 10, ["x"]), Meeting("a", day, 5, ["y", "x"]), Meeting("c", day - timedelta(days=2), 20, ["y"])]
assert plan(some) == {"2023-12-29": ["c"], "2023-12-31": ["a", "b"]}
assert busiest(some) == "y"
`,
  },
  {
    name: 'cart.js',
    text: `const util = require('util');

class Cart {
  constructor(currency) {
    this.currency = currency;
    this.lines = new Map();
  }

  add(name, price, count = 1) {
    const line = this.lines.get(name) ?? { price, count: 0 };
    line.count += count;
    this.lines.set(name, line);
    return this;
  }

  total() {
    let total = 0;
    for (const { price, count } of this.lines.values()) {
      total += price * count;
    }
    return total;
  }

  receipt() {
    const rows = [...this.lines.entries()].map(([name, line]) => util.format('%s x%d', name, line.count));
    rows.push('total ' + this.total().toFixed(2) + ' ' + this.currency);
    return rows.join('\\n');
  }
}

function discount(cart, percent) {
  const total = cart.total();
  return Math.round(total * (100 - percent)) / 100;
}

if (require.main === module) {
  const cart = new Cart('EUR').add('tea', 3.5, 2).add('cup', 8);
  console.log(cart.receipt());
  console.log(discount(cart, 10));
}
`,
    tests: `
const assert = require('assert');
const tested = new Cart('X').add('a', 2, 3).add('b', 1).add('a', 2);
assert.strictEqual(tested.total(), 9);
assert.strictEqual(tested.receipt(), 'a x4\\nb x1\\ntotal 9.00 X');
assert.strictEqual(discount(tested, 50), 4.5);
`,
  },
  {
    name: 'router.js',
    text: `const { EventEmitter } = require('events');
const path = require('path');

const events = new EventEmitter();
const routes = [];

function route(pattern, handler) {
  const names = [];
  const source = pattern.replace(/:(\\w+)/g, (whole, name) => {
    names.push(name);
    return '([^/]+)';
  });
  routes.push({ expression: new RegExp('^' + source + '$'), names, handler });
}

function resolve(url) {
  const clean = path.posix.normalize(url);
  for (const { expression, names, handler } of routes) {
    const match = expression.exec(clean);
    if (!match) continue;
    const values = {};
    names.forEach((name, index) => {
      values[name] = decodeURIComponent(match[index + 1]);
    });
    events.emit('found', clean);
    return handler(values);
  }
  return undefined;
}

route('/users/:id', (values) => 'user ' + values.id.toUpperCase());
route('/files/:folder/:name', ({ folder, name }) => [folder, name].reverse().join(' in '));

if (require.main === module) {
  const seen = [];
  events.on('found', (url) => seen.push(url));
  console.log(resolve('/users/ann'), resolve('/files//a/b.txt'), resolve('/none'));
  console.log(seen.length);
}
`,
    tests: `
const assert = require('assert');
const heard = [];
events.on('found', (url) => heard.push(url));
assert.strictEqual(resolve('/users/a%20b'), 'user A B');
assert.strictEqual(resolve('/x/../files/p/q'), 'q in p');
assert.strictEqual(resolve('/users'), undefined);
assert.deepStrictEqual(heard, ['/users/a%20b', '/files/p/q']);
`,
  },
  {
    name: 'tasks.mjs',
    text: `import { setTimeout as wait } from 'node:timers/promises';
import { createHash } from 'node:crypto';

export class Queue {
  #waiting = [];
  #running = 0;

  constructor(limit) {
    this.limit = limit;
    this.finished = [];
  }

  add(name, work) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, work, resolve, reject });
      this.next();
    });
  }

  next() {
    if (this.#running >= this.limit || this.#waiting.length === 0) return;
    const task = this.#waiting.shift();
    this.#running++;
    task.work()
      .then((value) => {
        this.finished.push(task.name);
        task.resolve(value);
      }, task.reject)
      .finally(() => {
        this.#running--;
        this.next();
      });
  }
}

export function label(text) {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 8);
}

export async function demo(names) {
  const queue = new Queue(2);
  const results = await Promise.all(names.map((name, index) => queue.add(name, async () => {
    await wait(index * 2);
    return label(name) + ':' + name.length;
  })));
  return { results, order: queue.finished };
}

console.log(JSON.stringify(await demo(['one', 'three', 'fourteen'])));
`,
    tests: `
import assert from 'node:assert';
const queue = new Queue(1);
const got = await Promise.all([queue.add('a', async () => 1), queue.add('b', async () => 2)]);
assert.deepStrictEqual([got, queue.finished], [[1, 2], ['a', 'b']]);
assert.strictEqual(label(' one '), label('one'));
assert.strictEqual((await demo(['xy'])).results[0], label('xy') + ':2');
`,
  },
];
