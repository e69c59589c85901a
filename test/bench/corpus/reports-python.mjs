// Python programs with errors that people report, for the most part of kinds that no fixer was written from: collected and written down, with their right fixes, before anybody looked at
// what is done with them or mended anything for them. `needs` are the packages a program imports; `files` lie beside it; `indented` says that the fix is one of indentation, which is compared then.

const DEDENT = /^ {4}/gm;
const text = (code) => `${code.replace(/^\n/, '').replace(DEDENT, '').trimEnd()}\n`;

/** @param more `needs`, `files`, `command`, `indented`, where a report has them */
const python = (kind, more, code, ...right) => ({
  kind,
  language: 'python',
  file: 'main.py',
  before: text(code),
  right: right.map((edits) => (Array.isArray(edits[0]) ? edits : [edits])),
  ...more,
});

/** Read by nobody before the first measurement. */
export const PYTHON_REPORTS = [
  python(
    'a shape as several numbers',
    { needs: ['numpy'] },
    `
    import numpy as np

    board = np.zeros(3, 4)
    board[1, 2] = 5
    print(board.sum())
    `,
    ['np.zeros(3, 4)', 'np.zeros((3, 4))'],
  ),
  python(
    'a size as several numbers',
    { needs: ['PIL'] },
    `
    from PIL import Image

    picture = Image.new("RGB", (40, 30), "white")
    small = picture.resize(20, 15)
    print(small.size)
    `,
    ['resize(20, 15)', 'resize((20, 15))'],
  ),
  python(
    'arrays joined without brackets',
    { needs: ['numpy'] },
    `
    import numpy as np

    first = np.array([1, 2])
    second = np.array([3, 4])
    both = np.concatenate(first, second)
    print(both)
    `,
    ['np.concatenate(first, second)', 'np.concatenate((first, second))'],
    ['np.concatenate(first, second)', 'np.concatenate([first, second])'],
  ),
  python(
    'append to an array',
    { needs: ['numpy'] },
    `
    import numpy as np

    marks = np.array([3, 1, 2])
    marks.append(4)
    print(marks)
    `,
    ['marks.append(4)', 'marks = np.append(marks, 4)'],
  ),
  python(
    'numbers added without a list',
    {},
    `
    first, second, third = 4, 5, 6
    total = sum(first, second, third)
    print(total)
    `,
    ['sum(first, second, third)', 'sum([first, second, third])'],
    ['sum(first, second, third)', 'sum((first, second, third))'],
  ),
  python(
    'two things appended at once',
    {},
    `
    visits = []
    for name, count in {"ann": 2, "bob": 5}.items():
        visits.append(name, count)
    print(visits)
    `,
    ['visits.append(name, count)', 'visits.append((name, count))'],
    ['visits.append(name, count)', 'visits.append([name, count])'],
  ),
  python(
    'an address in two arguments',
    {},
    `
    import socket

    server = socket.socket()
    server.bind("localhost", 0)
    print(server.getsockname()[0])
    server.close()
    `,
    ['server.bind("localhost", 0)', 'server.bind(("localhost", 0))'],
  ),
  python(
    'query values one by one',
    {},
    `
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE pets (name TEXT, age INTEGER)")
    name, age = "Rex", 4
    base.execute("INSERT INTO pets VALUES (?, ?)", name, age)
    print(base.execute("SELECT * FROM pets").fetchall())
    `,
    ['name, age)\nprint', '(name, age))\nprint'],
    ['name, age)\nprint', '[name, age])\nprint'],
  ),
  python(
    'a dictionary of two lists',
    {},
    `
    names = ["ann", "bob"]
    ages = [31, 45]
    people = dict(names, ages)
    print(people["bob"])
    `,
    ['dict(names, ages)', 'dict(zip(names, ages))'],
  ),
  python(
    'two columns without the inner brackets',
    { needs: ['pandas'] },
    `
    import pandas as pd

    staff = pd.DataFrame({"name": ["Ann", "Bob"], "age": [31, 45], "pay": [10, 12]})
    print(staff["name", "pay"])
    `,
    ['staff["name", "pay"]', 'staff[["name", "pay"]]'],
  ),
  python(
    'columns of a group without the inner brackets',
    { needs: ['pandas'] },
    `
    import pandas as pd

    sales = pd.DataFrame({"town": ["A", "B", "A"], "sold": [1, 2, 3], "back": [0, 1, 0]})
    print(sales.groupby("town")["sold", "back"].sum())
    `,
    ['["sold", "back"]', '[["sold", "back"]]'],
  ),
  python(
    'a text method on a column',
    { needs: ['pandas'] },
    `
    import pandas as pd

    people = pd.DataFrame({"name": ["ann lee", "bob ray"]})
    people["first"] = people["name"].split(" ")
    print(people)
    `,
    ['["name"].split', '["name"].str.split'],
  ),
  python(
    'a part of a date from a column of texts',
    { needs: ['pandas'] },
    `
    import pandas as pd

    log = pd.DataFrame({"day": ["2024-01-05", "2024-03-09"], "hits": [3, 8]})
    log["month"] = log["day"].dt.month
    print(log)
    `,
    ['log["day"].dt.month', 'pd.to_datetime(log["day"]).dt.month'],
  ),
  python(
    'a table of single values',
    { needs: ['pandas'] },
    `
    import pandas as pd

    row = pd.DataFrame({"name": "Ann", "age": 31})
    print(row)
    `,
    ['pd.DataFrame({"name": "Ann", "age": 31})', 'pd.DataFrame({"name": "Ann", "age": 31}, index=[0])'],
    ['{"name": "Ann", "age": 31}', '{"name": ["Ann"], "age": [31]}'],
    ['pd.DataFrame({"name": "Ann", "age": 31})', 'pd.DataFrame([{"name": "Ann", "age": 31}])'],
  ),
  python(
    'one feature as a plain row',
    { needs: ['sklearn', 'numpy'] },
    `
    import numpy as np
    from sklearn.linear_model import LinearRegression

    hours = np.array([1, 2, 3, 4])
    marks = np.array([2, 4, 6, 8])
    model = LinearRegression()
    model.fit(hours, marks)
    print(round(float(model.coef_[0]), 2))
    `,
    ['model.fit(hours, marks)', 'model.fit(hours.reshape(-1, 1), marks)'],
    ['hours = np.array([1, 2, 3, 4])', 'hours = np.array([1, 2, 3, 4]).reshape(-1, 1)'],
  ),
  python(
    'plots counted from nought',
    { needs: ['matplotlib'] },
    `
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    for i in range(4):
        plt.subplot(2, 2, i)
        plt.plot([1, 2], [i, i + 1])
    print("drawn")
    `,
    ['plt.subplot(2, 2, i)', 'plt.subplot(2, 2, i + 1)'],
  ),
  python(
    'a loop over a grid of axes',
    { needs: ['matplotlib'] },
    `
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, 2)
    for ax in axes:
        ax.plot([1, 2, 3])
    print("drawn")
    `,
    ['for ax in axes:', 'for ax in axes.flat:'],
    ['for ax in axes:', 'for ax in axes.flatten():'],
    ['for ax in axes:', 'for ax in axes.ravel():'],
  ),
  python(
    'an option and a parameter of other names',
    { needs: ['click'] },
    `
    import click

    @click.command()
    @click.option("--times", default=2)
    def greet(count):
        for _ in range(count):
            click.echo("hello")

    greet()
    `,
    ['"--times"', '"--count"'],
    [
      ['greet(count)', 'greet(times)'],
      ['range(count)', 'range(times)'],
    ],
    ['"--times"', '"--times", "count"'],
  ),
  python(
    'a switch with a type',
    {},
    `
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true", type=bool)
    args = parser.parse_args()
    print(args.verbose)
    `,
    [', type=bool', ''],
  ),
  python(
    'a type in quotes for the command line',
    {},
    `
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type="int", default=3)
    print(parser.parse_args().size)
    `,
    ['type="int"', 'type=int'],
  ),
  python(
    'the other side of a relationship misspelt',
    { needs: ['sqlalchemy'] },
    `
    from sqlalchemy import ForeignKey
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "authors"
        id: Mapped[int] = mapped_column(primary_key=True)
        books: Mapped[list["Book"]] = relationship(back_populates="author")

    class Book(Base):
        __tablename__ = "books"
        id: Mapped[int] = mapped_column(primary_key=True)
        author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
        author: Mapped["Author"] = relationship(back_populates="boks")

    print(Author(books=[Book()]).books[0].id)
    `,
    ['"boks"', '"books"'],
  ),
  python(
    'a foreign key names the class',
    { needs: ['sqlalchemy'] },
    `
    from sqlalchemy import ForeignKey, create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Team(Base):
        __tablename__ = "teams"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Player(Base):
        __tablename__ = "players"
        id: Mapped[int] = mapped_column(primary_key=True)
        team_id: Mapped[int] = mapped_column(ForeignKey("Team.id"))

    Base.metadata.create_all(create_engine("sqlite://"))
    print("created")
    `,
    ['"Team.id"', '"teams.id"'],
  ),
  python(
    'filter_by with a comparison',
    { needs: ['sqlalchemy'] },
    `
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class City(Base):
        __tablename__ = "cities"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        found = session.query(City).filter_by(City.name == "Oslo").all()
        print(found)
    `,
    ['filter_by(City.name == "Oslo")', 'filter(City.name == "Oslo")'],
    ['filter_by(City.name == "Oslo")', 'filter_by(name="Oslo")'],
  ),
  python(
    'the fields of a model by position',
    { needs: ['pydantic'] },
    `
    from pydantic import BaseModel

    class User(BaseModel):
        name: str
        age: int

    user = User("Ann", 31)
    print(user.age)
    `,
    ['User("Ann", 31)', 'User(name="Ann", age=31)'],
  ),
  python(
    'a validator of a misspelt field',
    { needs: ['pydantic'] },
    `
    from pydantic import BaseModel, field_validator

    class Order(BaseModel):
        amount: int

        @field_validator("ammount")
        @classmethod
        def positive(cls, value):
            if value <= 0:
                raise ValueError("must be above nought")
            return value

    print(Order(amount=3))
    `,
    ['"ammount"', '"amount"'],
  ),
  python(
    'a view that forgets to return',
    { needs: ['flask'] },
    `
    from flask import Flask, jsonify

    app = Flask(__name__)
    app.testing = True

    @app.get("/health")
    def health():
        jsonify(status="ok")

    print(app.test_client().get("/health").json)
    `,
    ['    jsonify(status', '    return jsonify(status'],
  ),
  python(
    'a view that returns a number',
    { needs: ['flask'] },
    `
    from flask import Flask

    app = Flask(__name__)
    app.testing = True

    @app.get("/count")
    def count():
        visits = 41 + 1
        return visits

    print(app.test_client().get("/count").text)
    `,
    ['return visits', 'return str(visits)'],
    ['return visits', 'return f"{visits}"'],
  ),
  python(
    'methods of a route as one text',
    { needs: ['flask'] },
    `
    from flask import Flask

    app = Flask(__name__)

    @app.route("/save", methods="POST")
    def save():
        return "saved"

    print(app.test_client().post("/save").text)
    `,
    ['methods="POST"', 'methods=["POST"]'],
  ),
  python(
    'a bot command that is a plain function',
    { needs: ['discord'] },
    `
    import discord
    from discord.ext import commands

    bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())

    @bot.command()
    def ping(ctx):
        return "pong"

    print(len(bot.commands))
    `,
    ['def ping', 'async def ping'],
  ),
  python(
    'a class used without being called',
    {},
    `
    class Basket:
        def __init__(self):
            self.items = []

        def add(self, item):
            self.items.append(item)

    basket = Basket
    basket.add("pear")
    print(basket.items)
    `,
    ['basket = Basket\n', 'basket = Basket()\n'],
  ),
  python(
    'the function of a pool by name',
    {},
    `
    from concurrent.futures import ThreadPoolExecutor

    def square(n):
        return n * n

    with ThreadPoolExecutor() as pool:
        job = pool.submit(fn=square, n=3)
    print(job.result())
    `,
    ['fn=square', 'square'],
  ),
  python(
    'pairs given to map of a pool',
    {},
    `
    from multiprocessing.pool import ThreadPool

    def area(width, height):
        return width * height

    with ThreadPool(2) as pool:
        print(pool.map(area, [(2, 3), (4, 5)]))
    `,
    ['pool.map(', 'pool.starmap('],
  ),
  python(
    'a thread started and kept at once',
    {},
    `
    from threading import Thread

    done = []

    def work():
        done.append("work")

    worker = Thread(target=work).start()
    worker.join()
    print(done)
    `,
    ['worker = Thread(target=work).start()', 'worker = Thread(target=work)\nworker.start()'],
  ),
  python(
    'a thread given its function by position',
    {},
    `
    from threading import Thread

    def report(name):
        print("hello", name)

    worker = Thread(report, ("ann",))
    worker.start()
    worker.join()
    `,
    ['Thread(report, ("ann",))', 'Thread(target=report, args=("ann",))'],
  ),
  python(
    'a loop started within a loop',
    {},
    `
    import asyncio

    async def price(name):
        await asyncio.sleep(0)
        return len(name)

    async def main():
        total = asyncio.run(price("pear"))
        print(total)

    asyncio.run(main())
    `,
    ['total = asyncio.run(price("pear"))', 'total = await price("pear")'],
  ),
  python(
    'await of a list',
    {},
    `
    import asyncio

    async def double(n):
        await asyncio.sleep(0)
        return 2 * n

    async def main():
        jobs = [double(n) for n in range(3)]
        print(await jobs)

    asyncio.run(main())
    `,
    ['await jobs', 'await asyncio.gather(*jobs)'],
  ),
  python(
    'a generator indexed',
    {},
    `
    squares = (n * n for n in range(6))
    print(squares[2])
    `,
    ['(n * n for n in range(6))', '[n * n for n in range(6)]'],
    ['squares[2]', 'list(squares)[2]'],
    ['(n * n for n in range(6))', 'list(n * n for n in range(6))'],
    ['(n * n for n in range(6))', 'list((n * n for n in range(6)))'],
  ),
  python(
    'a function with yield in a with',
    {},
    `
    def timer(name):
        print("start", name)
        yield
        print("stop", name)

    with timer("sum"):
        print(sum(range(10)))
    `,
    ['def timer', 'from contextlib import contextmanager\n\n@contextmanager\ndef timer'],
    ['def timer', 'from contextlib import contextmanager\n\n\n@contextmanager\ndef timer'],
    ['def timer', 'import contextlib\n\n@contextlib.contextmanager\ndef timer'],
  ),
  python(
    'a decorator that returns nothing',
    {},
    `
    def loud(function):
        def wrapper(name):
            return function(name).upper()

    @loud
    def greet(name):
        return "hello " + name

    print(greet("ann"))
    `,
    ['function(name).upper()\n', 'function(name).upper()\n    return wrapper\n'],
    ['function(name).upper()\n', 'function(name).upper()\n\n    return wrapper\n'],
  ),
  python(
    'a class with fields and no dataclass',
    {},
    `
    class Point:
        x: int
        y: int

    corner = Point(3, 4)
    print(corner.x + corner.y)
    `,
    ['class Point', 'from dataclasses import dataclass\n\n@dataclass\nclass Point'],
  ),
  python(
    '__str__ that prints',
    {},
    `
    class Pet:
        def __init__(self, name):
            self.name = name

        def __str__(self):
            print("Pet " + self.name)

    print(str(Pet("Rex")))
    `,
    ['print("Pet " + self.name)', 'return "Pet " + self.name'],
  ),
  python(
    '__str__ of a number',
    {},
    `
    class Score:
        def __init__(self, points):
            self.points = points

        def __str__(self):
            return self.points

    print(Score(12))
    `,
    ['return self.points', 'return str(self.points)'],
    ['return self.points', 'return f"{self.points}"'],
  ),
  python(
    'the length of a thing that keeps a list',
    {},
    `
    class Deck:
        def __init__(self):
            self.cards = ["A", "K", "Q"]

    deck = Deck()
    print(len(deck))
    `,
    ['len(deck)', 'len(deck.cards)'],
    ['["A", "K", "Q"]\n', '["A", "K", "Q"]\n\n    def __len__(self):\n        return len(self.cards)\n'],
  ),
  python(
    'a property without a setter, in __init__',
    {},
    `
    class Circle:
        def __init__(self, radius):
            self.radius = radius

        @property
        def radius(self):
            return self._radius

    print(Circle(2).radius)
    `,
    ['self.radius = radius', 'self._radius = radius'],
  ),
  python(
    'a method written outside its class',
    { indented: true },
    `
    class Dog:
        def __init__(self, name):
            self.name = name

    def bark(self):
        return self.name + " says woof"

    rex = Dog("Rex")
    print(rex.bark())
    `,
    ['def bark(self):\n    return self', '    def bark(self):\n        return self'],
  ),
  python(
    'bases in the wrong order',
    {},
    `
    class Base:
        def show(self):
            return "base"

    class Loud(Base):
        def show(self):
            return super().show().upper()

    class Both(Base, Loud):
        pass

    print(Both().show())
    `,
    ['class Both(Base, Loud)', 'class Both(Loud, Base)'],
    ['class Both(Base, Loud)', 'class Both(Loud)'],
  ),
  python(
    'a class used as its own type',
    {},
    `
    class Money:
        def __init__(self, cents: int):
            self.cents = cents

        def plus(self, other: Money) -> Money:
            return Money(self.cents + other.cents)

    print(Money(3).plus(Money(4)).cents)
    `,
    ['other: Money) -> Money', 'other: "Money") -> "Money"'],
    ['class Money', 'from __future__ import annotations\n\nclass Money'],
    ['class Money', 'from __future__ import annotations\n\n\nclass Money'],
  ),
  python(
    'a type in quotes or None',
    {},
    `
    class Node:
        def __init__(self, value: int, after: "Node" | None = None):
            self.value = value
            self.after = after

    print(Node(1, Node(2)).after.value)
    `,
    ['"Node" | None', '"Node | None"'],
    ['class Node', 'from __future__ import annotations\n\nclass Node'],
    [
      ['class Node', 'from typing import Optional\n\nclass Node'],
      ['"Node" | None', 'Optional["Node"]'],
    ],
  ),
  python(
    'a function called above itself',
    {},
    `
    main()

    def main():
        print("ready")
    `,
    [
      ['main()\n\ndef main', 'def main'],
      ['print("ready")\n', 'print("ready")\n\nmain()\n'],
    ],
  ),
  python(
    'a file read below its with',
    { indented: true, files: { 'notes.txt': 'one\ntwo\n' } },
    `
    with open("notes.txt") as notes:
        first = notes.readline()
    rest = notes.read()
    print(first, rest)
    `,
    ['\nrest = notes', '\n    rest = notes'],
  ),
  python(
    'files of a folder without the folder',
    { files: { 'logs/a.txt': 'one\n', 'logs/b.txt': 'two\n' } },
    `
    import os

    for name in sorted(os.listdir("logs")):
        with open(name) as log:
            print(log.read().strip())
    `,
    ['open(name)', 'open(os.path.join("logs", name))'],
    ['open(name)', 'open("logs/" + name)'],
    ['open(name)', 'open(f"logs/{name}")'],
  ),
  python(
    'the name of a file misspelt',
    { files: { 'scores.csv': 'ann,3\nbob,5\n' } },
    `
    with open("scroes.csv") as table:
        for line in table:
            print(line.strip())
    `,
    ['scroes.csv', 'scores.csv'],
  ),
  python(
    'a file given by its name to json',
    {},
    `
    import json

    settings = {"theme": "dark", "size": 12}
    json.dump(settings, "settings.json")
    print("saved")
    `,
    ['json.dump(settings, "settings.json")', 'with open("settings.json", "w") as f:\n    json.dump(settings, f)'],
    ['json.dump(settings, "settings.json")', 'with open("settings.json", "w") as file:\n    json.dump(settings, file)'],
    ['json.dump(settings, "settings.json")', 'with open("settings.json", "w", encoding="utf-8") as f:\n    json.dump(settings, f)'],
    ['json.dump(settings, "settings.json")', 'json.dump(settings, open("settings.json", "w"))'],
  ),
  python(
    'a column that the list of columns misspells',
    {},
    `
    import csv
    import sys

    rows = [{"name": "nail", "price": 3}, {"name": "screw", "price": 4}]
    writer = csv.DictWriter(sys.stdout, fieldnames=["name", "pirce"])
    writer.writeheader()
    writer.writerows(rows)
    `,
    ['"pirce"', '"price"'],
  ),
  python(
    'a row of one number',
    {},
    `
    import csv
    import sys

    writer = csv.writer(sys.stdout)
    for number in [4, 9, 16]:
        writer.writerow(number)
    `,
    ['writerow(number)', 'writerow([number])'],
    ['writerow(number)', 'writerow((number,))'],
  ),
  python(
    'a column that the table does not have',
    {},
    `
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE pets (name TEXT, age INTEGER)")
    base.execute("INSERT INTO pets VALUES ('Rex', 4)")
    print(base.execute("SELECT nmae FROM pets WHERE age > 2").fetchall())
    `,
    ['SELECT nmae', 'SELECT name'],
  ),
  python(
    'a number in the environment',
    {},
    `
    import os

    os.environ["PORT"] = 8080
    print(os.environ["PORT"])
    `,
    ['= 8080', '= "8080"'],
    ['= 8080', '= str(8080)'],
  ),
  python(
    'a level in small letters',
    {},
    `
    import logging

    logging.basicConfig(level="debug")
    logging.debug("started")
    print("done")
    `,
    ['"debug"', '"DEBUG"'],
    ['"debug"', 'logging.DEBUG'],
    ['level="debug"', 'level="debug".upper()'],
  ),
  python(
    'a date from a text',
    {},
    `
    from datetime import date

    start = date("2024-05-01")
    print(start.year)
    `,
    ['date("2024-05-01")', 'date.fromisoformat("2024-05-01")'],
    ['date("2024-05-01")', 'date(2024, 5, 1)'],
  ),
  python(
    'the group of a pattern without groups',
    {},
    `
    import re

    found = re.search(r"\\d+", "room 42")
    print(found.group(1))
    `,
    ['group(1)', 'group(0)'],
    ['group(1)', 'group()'],
    ['r"\\d+"', 'r"(\\d+)"'],
  ),
  python(
    'a number with a comma in it',
    {},
    `
    price = "1,250"
    print(int(price) * 2)
    `,
    ['int(price)', 'int(price.replace(",", ""))'],
  ),
  python(
    'text where the folder is not called',
    {},
    `
    from pathlib import Path

    target = Path.cwd / "out.txt"
    print(target.name)
    `,
    ['Path.cwd', 'Path.cwd()'],
  ),
  python(
    'the end of a path as of a text',
    {},
    `
    from pathlib import Path

    for path in [Path("a.txt"), Path("b.md")]:
        if path.endswith(".txt"):
            print(path)
    `,
    ['path.endswith(', 'path.name.endswith('],
    ['path.endswith(', 'str(path).endswith('],
    ['path.endswith(".txt")', 'path.suffix == ".txt"'],
  ),
  python(
    'a letter changed in a text',
    {},
    `
    word = "jello"
    word[0] = "h"
    print(word)
    `,
    ['word[0] = "h"', 'word = "h" + word[1:]'],
  ),
  python(
    'a letter appended to a text',
    {},
    `
    code = ""
    for n in [1, 2, 3]:
        code.append(str(n))
    print(code)
    `,
    ['code.append(str(n))', 'code += str(n)'],
  ),
  python(
    'a tuple that should change',
    {},
    `
    marks = (3, 4, 5)
    marks[0] = 9
    print(marks)
    `,
    ['(3, 4, 5)', '[3, 4, 5]'],
  ),
  python(
    'the digits of a number',
    {},
    `
    number = 4821
    total = 0
    for digit in number:
        total += int(digit)
    print(total)
    `,
    ['in number:', 'in str(number):'],
  ),
  python(
    'a product without its sign',
    {},
    `
    width = 3
    height = 4
    around = 2(width + height)
    print(around)
    `,
    ['2(width', '2 * (width'],
  ),
  python(
    'a comma forgotten between pairs',
    {},
    `
    corners = [
        (0, 0),
        (4, 0)
        (4, 3),
    ]
    print(len(corners))
    `,
    ['(4, 0)\n', '(4, 0),\n'],
  ),
  python(
    'a text times a fraction',
    {},
    `
    width = 21
    print("-" * (width / 2))
    `,
    ['width / 2', 'width // 2'],
    ['(width / 2)', 'int(width / 2)'],
  ),
  python(
    'a clock not called',
    {},
    `
    import time

    start = time.time()
    total = sum(range(1000))
    spent = time.time - start
    print(spent >= 0)
    `,
    ['time.time - start', 'time.time() - start'],
  ),
  python(
    'a heap and its item changed about',
    {},
    `
    import heapq

    queue = []
    for n in [5, 2, 8]:
        heapq.heappush(n, queue)
    print(heapq.heappop(queue))
    `,
    ['heappush(n, queue)', 'heappush(queue, n)'],
  ),
  python(
    'defaultdict of a value',
    {},
    `
    from collections import defaultdict

    counts = defaultdict(0)
    for letter in "banana":
        counts[letter] += 1
    print(dict(counts))
    `,
    ['defaultdict(0)', 'defaultdict(int)'],
    ['defaultdict(0)', 'defaultdict(lambda: 0)'],
  ),
  python(
    'types in a list for isinstance',
    {},
    `
    value = 3.5
    print(isinstance(value, [int, float]))
    `,
    ['[int, float]', '(int, float)'],
    ['[int, float]', 'int | float'],
  ),
  python(
    'a field in braces misspelt',
    {},
    `
    line = "Dear {name}, you owe {sum}".format(name="Ann", amount=20)
    print(line)
    `,
    ['{sum}', '{amount}'],
    ['amount=20', 'sum=20'],
  ),
  python(
    'a dataclass as a key',
    {},
    `
    from dataclasses import dataclass

    @dataclass
    class Cell:
        x: int
        y: int

    seen = {Cell(0, 0)}
    print(Cell(0, 0) in seen)
    `,
    ['@dataclass\n', '@dataclass(frozen=True)\n'],
    ['@dataclass\n', '@dataclass(unsafe_hash=True)\n'],
  ),
  python(
    'an error expected of a call made too early',
    {},
    `
    import unittest

    def half(n):
        if n % 2:
            raise ValueError("odd")
        return n // 2

    class HalfTest(unittest.TestCase):
        def test_odd(self):
            self.assertRaises(ValueError, half(3))

    unittest.main()
    `,
    ['half(3))', 'half, 3)'],
    ['self.assertRaises(ValueError, half(3))', 'with self.assertRaises(ValueError):\n            half(3)'],
  ),
  // Nothing can be known of these: silence is right.
  python(
    'a list compared where a key is needed',
    {},
    `
    people = [{"name": "bob", "age": 3}, {"name": "ann", "age": 5}]
    print(sorted(people))
    `,
  ),
  python(
    'something removed that is not there',
    {},
    `
    guests = ["ann", "bob"]
    guests.remove("cid")
    print(guests)
    `,
  ),
  python(
    'a key of two parts as JSON',
    {},
    `
    import json

    print(json.dumps({(1, 2): "a"}))
    `,
  ),
  python(
    'the average of nothing',
    {},
    `
    import statistics

    print(statistics.mean([]))
    `,
  ),
];

/** Written after the first ones were mended for, before anybody looked at what is done with them: whether the mending reaches further than what it was made for. */
export const PYTHON_REPORTS_LATER = [
  python(
    'a choice of a dictionary',
    {},
    `
    import random

    prizes = {"car": 1, "goat": 2}
    print(random.choice(prizes) in prizes)
    `,
    ['random.choice(prizes)', 'random.choice(list(prizes))'],
    ['random.choice(prizes)', 'random.choice(list(prizes.keys()))'],
  ),
  python(
    'a pause given as text',
    {},
    `
    import time

    pause = "0.1"
    time.sleep(pause)
    print("awake")
    `,
    ['time.sleep(pause)', 'time.sleep(float(pause))'],
    ['pause = "0.1"', 'pause = 0.1'],
  ),
  python(
    'the root of a text',
    {},
    `
    import math

    side = "16"
    print(math.sqrt(side))
    `,
    ['math.sqrt(side)', 'math.sqrt(float(side))'],
    ['math.sqrt(side)', 'math.sqrt(int(side))'],
    ['side = "16"', 'side = 16'],
  ),
  python(
    'all lines split at once',
    { files: { 'poem.txt': 'roses are red\nviolets are blue\n' } },
    `
    with open("poem.txt") as poem:
        words = poem.readlines().split()
    print(len(words))
    `,
    ['readlines()', 'read()'],
  ),
  python(
    'a text with two decimals',
    {},
    `
    price = "3.5"
    print(f"{price:.2f}")
    `,
    ['{price:.2f}', '{float(price):.2f}'],
    ['price = "3.5"', 'price = float("3.5")'],
    ['price = "3.5"', 'price = 3.5'],
  ),
  python(
    'Optional of two',
    {},
    `
    from typing import Optional

    def find(name: str) -> Optional[int, None]:
        return {"ann": 3}.get(name)

    print(find("ann"))
    `,
    ['Optional[int, None]', 'Optional[int]'],
  ),
  python(
    'a match that is not at the start',
    {},
    `
    import re

    print(re.match(r"\\d+", "room 42").group())
    `,
    ['re.match', 're.search'],
  ),
  python(
    'a part of a deque',
    {},
    `
    from collections import deque

    last = deque([1, 2, 3, 4], maxlen=4)
    print(last[1:3])
    `,
    ['last[1:3]', 'list(last)[1:3]'],
  ),
  python(
    'a named tuple changed',
    {},
    `
    from collections import namedtuple

    Point = namedtuple("Point", "x y")
    corner = Point(1, 2)
    corner.x = 5
    print(corner)
    `,
    ['corner.x = 5', 'corner = corner._replace(x=5)'],
  ),
  python(
    'a dictionary appended to',
    {},
    `
    ages = {"ann": 31}
    ages.append({"bob": 45})
    print(ages)
    `,
    ['ages.append(', 'ages.update('],
    ['ages.append({"bob": 45})', 'ages["bob"] = 45'],
  ),
  python(
    'a text reversed in place',
    {},
    `
    word = "drawer"
    print(word.reverse())
    `,
    ['word.reverse()', 'word[::-1]'],
    ['word.reverse()', '"".join(reversed(word))'],
  ),
  python(
    'a key of text for a signature',
    {},
    `
    import hashlib
    import hmac

    secret = "s3cret"
    print(hmac.new(secret, b"hello", hashlib.sha256).hexdigest()[:4])
    `,
    ['hmac.new(secret', 'hmac.new(secret.encode()'],
    ['secret = "s3cret"', 'secret = b"s3cret"'],
  ),
  python(
    'bytes without an encoding',
    {},
    `
    message = bytes("grüße")
    print(len(message))
    `,
    ['bytes("grüße")', 'bytes("grüße", "utf-8")'],
    ['bytes("grüße")', '"grüße".encode()'],
    ['bytes("grüße")', '"grüße".encode("utf-8")'],
    ['bytes("grüße")', 'bytes("grüße", encoding="utf-8")'],
  ),
  python(
    'a range shuffled',
    {},
    `
    import random

    deck = range(10)
    random.shuffle(deck)
    print(len(deck))
    `,
    ['range(10)', 'list(range(10))'],
  ),
  python(
    'where the legend stands',
    { needs: ['matplotlib'] },
    `
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.plot([1, 2], label="a")
    plt.legend(location="upper left")
    print("drawn")
    `,
    ['location=', 'loc='],
  ),
  python(
    'a group by a misspelt column',
    { needs: ['pandas'] },
    `
    import pandas as pd

    sales = pd.DataFrame({"town": ["A", "B"], "sold": [3, 4]})
    print(sales.groupby("twon").sum())
    `,
    ['"twon"', '"town"'],
  ),
  python(
    'columns renamed by a pair',
    { needs: ['pandas'] },
    `
    import pandas as pd

    sales = pd.DataFrame({"town": ["A", "B"], "sold": [3, 4]})
    print(sales.rename(columns=("sold", "count")))
    `,
    ['("sold", "count")', '{"sold": "count"}'],
  ),
  python(
    'an array of several numbers',
    { needs: ['numpy'] },
    `
    import numpy as np

    steps = np.array(1, 2, 3)
    print(steps.sum())
    `,
    ['np.array(1, 2, 3)', 'np.array([1, 2, 3])'],
    ['np.array(1, 2, 3)', 'np.array((1, 2, 3))'],
  ),
  python(
    'arguments for object',
    {},
    `
    class Shape:
        def __init__(self, name):
            super().__init__(name)
            self.name = name

    print(Shape("square").name)
    `,
    ['super().__init__(name)', 'super().__init__()'],
    ['        super().__init__(name)\n', ''],
  ),
  python(
    '__init__ that returns',
    {},
    `
    class Counter:
        def __init__(self, start):
            self.value = start
            return self.value

    print(Counter(3).value)
    `,
    ['        return self.value\n', ''],
  ),
  python(
    'a number in the settings',
    {},
    `
    import configparser

    config = configparser.ConfigParser()
    config["server"] = {"host": "local"}
    config["server"]["port"] = 8080
    print(config["server"]["port"])
    `,
    ['= 8080', '= "8080"'],
    ['= 8080', '= str(8080)'],
  ),
  python(
    'a surface of two numbers',
    { needs: ['pygame'] },
    `
    import pygame

    tile = pygame.Surface(20, 30)
    print(tile.get_size())
    `,
    ['pygame.Surface(20, 30)', 'pygame.Surface((20, 30))'],
  ),
  python(
    'an attribute asked of the class',
    {},
    `
    class Dog:
        def __init__(self, name):
            self.name = name

    rex = Dog("Rex")
    print(Dog.name)
    `,
    ['print(Dog.name)', 'print(rex.name)'],
  ),
  python(
    'the least length of a list, as it was called',
    { needs: ['pydantic'] },
    `
    from pydantic import BaseModel, conlist

    class Basket(BaseModel):
        items: conlist(int, min_items=1)

    print(Basket(items=[1]))
    `,
    ['min_items', 'min_length'],
  ),
  python(
    'a name put into a query without quotes',
    {},
    `
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE pets (name TEXT)")
    name = "Rex"
    print(base.execute(f"SELECT * FROM pets WHERE name = {name}").fetchall())
    `,
    ['f"SELECT * FROM pets WHERE name = {name}"', '"SELECT * FROM pets WHERE name = ?", (name,)'],
  ),
  python(
    'parts of a path in a list',
    {},
    `
    import os

    parts = ["data", "raw", "a.csv"]
    print(os.path.join(parts))
    `,
    ['os.path.join(parts)', 'os.path.join(*parts)'],
  ),
  python(
    'a text where a number is marked',
    {},
    `
    count = "5"
    print("%d apples" % count)
    `,
    ['% count', '% int(count)'],
    ['%d', '%s'],
  ),
  python(
    'a day for days',
    {},
    `
    from datetime import timedelta

    print(timedelta(day=1))
    `,
    ['day=1', 'days=1'],
  ),
  python(
    'JSON in single quotes',
    {},
    `
    import json

    print(json.loads("{'a': 1}"))
    `,
    [`"{'a': 1}"`, `'{"a": 1}'`],
  ),
  python(
    'a timer given a result',
    {},
    `
    from threading import Timer

    def ring():
        print("ring")
        return True

    alarm = Timer(0.1, ring())
    alarm.start()
    alarm.join()
    `,
    ['ring())', 'ring)'],
  ),
  python(
    'types of a dictionary with a colon',
    {},
    `
    from typing import Dict

    stock: Dict[str: int] = {"nails": 4}
    print(stock)
    `,
    ['Dict[str: int]', 'Dict[str, int]'],
  ),
  python(
    'types of a dictionary in round brackets',
    {},
    `
    def stock() -> dict(str, int):
        return {"nails": 4}

    print(stock())
    `,
    ['dict(str, int)', 'dict[str, int]'],
  ),
  // Nothing can be known of these: silence is right.
  python(
    'a value that is not in the list',
    {},
    `
    print(["a", "b"].index("z"))
    `,
  ),
  python(
    'months of a span of time',
    {},
    `
    from datetime import timedelta

    print(timedelta(months=1))
    `,
  ),
];
