// A third collection of errors that people report in Python, of the libraries and of everyday programs, written down with their right fixes before anybody looked at what is done with them.
import { python } from './reports-python.mjs';

/** Read by nobody before the first measurement. */
export const PYTHON_REPORTS_THIRD = [
  python(
    'the length of a frame as of an array of JavaScript',
    { needs: ['pandas'] },
    `
    import pandas as pd

    sales = pd.DataFrame({"shop": ["a", "b"], "sum": [3, 4]})
    for i in range(sales.length):
        print(sales.loc[i, "sum"])
    `,
    ['sales.length', 'len(sales)'],
  ),
  python(
    'a text asked whether it contains',
    {},
    `
    line = "error: disk full"
    if line.contains("error"):
        print("found")
    `,
    ['line.contains("error")', '"error" in line'],
  ),
  python(
    'a set appended to',
    {},
    `
    def words_of(text):
        found = set()
        for word in text.split():
            found.append(word.lower())
        return found

    print(len(words_of("a b A")))
    `,
    ['found.append', 'found.add'],
  ),
  python(
    'a pair appended to',
    {},
    `
    point = (1, 2)
    point.append(3)
    print(point)
    `,
    ['point.append(3)', 'point = point + (3,)'],
    ['point.append(3)', 'point += (3,)'],
    ['(1, 2)', '[1, 2]'],
  ),
  python(
    'a number asked for its length',
    {},
    `
    pin = 4711
    if len(pin) != 4:
        print("too short")
    else:
        print("fine")
    `,
    ['len(pin)', 'len(str(pin))'],
  ),
  python(
    'a map function of a list',
    {},
    `
    prices = [1.5, 2.25]
    doubled = prices.map(lambda price: price * 2)
    print(list(doubled))
    `,
    ['prices.map(lambda price: price * 2)', 'map(lambda price: price * 2, prices)'],
    ['prices.map(lambda price: price * 2)', 'list(map(lambda price: price * 2, prices))'],
    ['prices.map(lambda price: price * 2)', '[price * 2 for price in prices]'],
  ),
  python(
    'join of a list',
    {},
    `
    names = ["Ada", "Bob"]
    print(names.join(", "))
    `,
    ['names.join(", ")', '", ".join(names)'],
  ),
  python(
    'index of a text as in JavaScript',
    {},
    `
    mail = "ada@example.org"
    place = mail.indexOf("@")
    print(mail[:place])
    `,
    ['indexOf', 'index'],
    ['indexOf', 'find'],
  ),
  python(
    'a column count of a frame as a method',
    { needs: ['pandas'] },
    `
    import pandas as pd

    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    rows, columns = table.shape()
    print(rows, columns)
    `,
    ['table.shape()', 'table.shape'],
  ),
  python(
    'a folder asked for its parent as a method',
    {},
    `
    from pathlib import Path

    settings = Path("conf/app.ini")
    print(settings.parent().name)
    `,
    ['parent()', 'parent'],
  ),
  python(
    'the year called',
    {},
    `
    from datetime import date

    today = date(2024, 5, 1)
    print(today.year() + 1)
    `,
    ['today.year()', 'today.year'],
  ),
  python(
    'the body of an answer called',
    { needs: ['requests'] },
    `
    import requests

    answer = requests.Response()
    answer.status_code = 204
    if answer.status_code() == 204:
        print("nothing")
    `,
    ['status_code() ==', 'status_code =='],
  ),
  python(
    'a keyword of print misspelt',
    {},
    `
    for step in range(3):
        print(step, ends=" ")
    `,
    ['ends=', 'end='],
  ),
  python(
    'a keyword of open misspelt',
    { files: { 'notes.txt': 'hello\n' } },
    `
    with open("notes.txt", encode="utf-8") as notes:
        print(notes.read())
    `,
    ['encode=', 'encoding='],
  ),
  python(
    'the axis of a sum misspelt',
    { needs: ['numpy'] },
    `
    import numpy as np

    grid = np.ones((2, 3))
    print(grid.sum(axes=0))
    `,
    ['axes=', 'axis='],
  ),
  python(
    'the order of a sort as in SQL',
    { needs: ['pandas'] },
    `
    import pandas as pd

    table = pd.DataFrame({"name": ["b", "a"], "size": [1, 2]})
    print(table.sort_values("size", asc=False))
    `,
    ['asc=', 'ascending='],
  ),
  python(
    'the size of a figure misspelt',
    { needs: ['matplotlib'] },
    `
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots(fig_size=(4, 3))
    ax.plot([1, 2])
    `,
    ['fig_size', 'figsize'],
  ),
  python(
    'the width of a line misspelt',
    { needs: ['matplotlib'] },
    `
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.plot([1, 2, 3], line_width=2)
    plt.savefig("out.png")
    `,
    ['line_width', 'linewidth'],
  ),
  python(
    'json without the indentation word',
    {},
    `
    import json

    print(json.dumps({"a": 1}, indentation=2))
    `,
    ['indentation=', 'indent='],
  ),
  python(
    'the wrong submodule for a split of data',
    { needs: ['sklearn'] },
    `
    from sklearn.preprocessing import train_test_split

    train, test = train_test_split([1, 2, 3, 4], test_size=0.5, random_state=0)
    print(len(train))
    `,
    ['sklearn.preprocessing', 'sklearn.model_selection'],
  ),
  python(
    'the wrong submodule for a distribution',
    { needs: ['scipy'] },
    `
    from scipy.special import norm

    print(norm.cdf(0))
    `,
    ['scipy.special', 'scipy.stats'],
  ),
  python(
    'dataclass from typing',
    {},
    `
    from typing import dataclass

    @dataclass
    class Room:
        name: str

    print(Room("hall"))
    `,
    ['from typing', 'from dataclasses'],
  ),
  python(
    'defaultdict from itertools',
    {},
    `
    from itertools import defaultdict

    groups = defaultdict(list)
    groups["a"].append(1)
    print(groups)
    `,
    ['from itertools', 'from collections'],
  ),
  python(
    'a date made of text parts',
    {},
    `
    from datetime import date

    day, month, year = "24.12.2023".split(".")
    print(date(year, month, day).isoformat())
    `,
    ['date(year, month, day)', 'date(int(year), int(month), int(day))'],
    ['"24.12.2023".split(".")', 'map(int, "24.12.2023".split("."))'],
  ),
  python(
    'a pause given as typed',
    { files: { 'delay.txt': '0.01\n' } },
    `
    import time

    with open("delay.txt") as source:
        delay = source.readline().strip()
    time.sleep(delay)
    print("done")
    `,
    ['time.sleep(delay)', 'time.sleep(float(delay))'],
    ['source.readline().strip()', 'float(source.readline().strip())'],
  ),
  python(
    'letters drawn as a number of a text',
    {},
    `
    import random

    count = "3"
    print(len(random.sample(range(10), count)))
    `,
    ['range(10), count', 'range(10), int(count)'],
    ['"3"', '3'],
    ['"3"', 'int("3")'],
  ),
  python(
    'writing a number to a file',
    {},
    `
    total = 3 * 14
    with open("total.txt", "w") as out:
        out.write(total)
    `,
    ['out.write(total)', 'out.write(str(total))'],
  ),
  python(
    'writing a list to a file',
    {},
    `
    lines = ["one\\n", "two\\n"]
    with open("lines.txt", "w") as out:
        out.write(lines)
    `,
    ['out.write(lines)', 'out.writelines(lines)'],
    ['out.write(lines)', 'out.write("".join(lines))'],
  ),
  python(
    'a counter added to like a set',
    {},
    `
    from collections import Counter

    seen = Counter()
    for letter in "hello":
        seen.add(letter)
    print(seen["l"])
    `,
    ['seen.add(letter)', 'seen[letter] += 1'],
    ['seen.add(letter)', 'seen.update(letter)'],
    ['seen.add(letter)', 'seen.update([letter])'],
  ),
  python(
    'the first of a queue of two ends',
    {},
    `
    from collections import deque

    line = deque(["Ada", "Bob"])
    line.push("Eve")
    print(line.popleft())
    `,
    ['line.push', 'line.append'],
  ),
  python(
    'a queue of two ends shifted',
    {},
    `
    from collections import deque

    jobs = deque([3, 1])
    print(jobs.shift())
    `,
    ['jobs.shift()', 'jobs.popleft()'],
  ),
  python(
    'a method of the class called without an object',
    {},
    `
    class Lamp:
        def __init__(self):
            self.on = False

        def switch(self):
            self.on = not self.on
            return self.on

    print(Lamp.switch())
    `,
    ['Lamp.switch()', 'Lamp().switch()'],
  ),
  python(
    'the names of columns of a frame called',
    { needs: ['pandas'] },
    `
    import pandas as pd

    table = pd.DataFrame({"a": [1]})
    for name in table.columns():
        print(name)
    `,
    ['table.columns()', 'table.columns'],
  ),
  python(
    'the values of a column counted by the frame',
    { needs: ['pandas'] },
    `
    import pandas as pd

    table = pd.DataFrame({"city": ["Rome", "Oslo", "Rome"]})
    print(table["city"].value_count())
    `,
    ['value_count()', 'value_counts()'],
  ),
  python(
    'time of the day formatted as a function of the module',
    {},
    `
    import datetime

    print(datetime.strftime("%H:%M"))
    `,
    ['datetime.strftime("%H:%M")', 'datetime.datetime.now().strftime("%H:%M")'],
  ),
  python(
    'a number sorted',
    {},
    `
    number = 3142
    print("".join(sorted(number)))
    `,
    ['sorted(number)', 'sorted(str(number))'],
  ),
  python(
    'two lists of options for a choice',
    {},
    `
    import random

    print(random.choice("heads", "tails") in ("heads", "tails"))
    `,
    ['random.choice("heads", "tails")', 'random.choice(["heads", "tails"])'],
    ['random.choice("heads", "tails")', 'random.choice(("heads", "tails"))'],
  ),
  python(
    'a template variable of click in other words',
    { needs: ['click'] },
    `
    import click

    @click.command()
    @click.option("--times", typ=int, default=1)
    def greet(times):
        print("hi " * times)

    greet(standalone_mode=False)
    `,
    ['typ=', 'type='],
  ),
  python(
    'a picture opened and its size called',
    { needs: ['PIL'] },
    `
    from PIL import Image

    picture = Image.new("RGB", (4, 3))
    width, height = picture.size()
    print(width)
    `,
    ['picture.size()', 'picture.size'],
  ),
  python(
    'bytes written to a file of text',
    {},
    `
    data = "hello".encode("utf-8")
    with open("data.bin", "w") as out:
        out.write(data)
    `,
    ['"w"', '"wb"'],
  ),
];

/** Written after the first ones were mended, read by nobody before they were measured. */
export const PYTHON_REPORTS_FOURTH = [
  python(
    'letters of a word turned round by a method of lists',
    {},
    `
    def is_same_backwards(word):
        return word == word.reversed()

    print(is_same_backwards("level"))
    `,
    ['word.reversed()', 'word[::-1]'],
  ),
  python(
    'the size of a dictionary',
    {},
    `
    stock = {"nut": 4, "bolt": 2}
    print("kinds:", stock.size())
    `,
    ['stock.size()', 'len(stock)'],
  ),
  python(
    'the mean of a list',
    {},
    `
    marks = [2, 3, 1]
    average = marks.mean()
    print(average)
    `,
    ['marks.mean()', 'sum(marks) / len(marks)'],
    ['marks.mean()', '(sum(marks) / len(marks))'],
  ),
  python(
    'a median asked of an array',
    { needs: ['numpy'] },
    `
    import numpy as np

    heights = np.array([1.7, 1.8, 1.6])
    print(heights.median())
    `,
    ['heights.median()', 'np.median(heights)'],
  ),
  python(
    'a file asked for its ending',
    {},
    `
    from pathlib import Path

    for name in ["a.txt", "b.csv"]:
        print(Path(name).extension)
    `,
    ['extension', 'suffix'],
  ),
  python(
    'a status under another name',
    { needs: ['requests'] },
    `
    import requests

    answer = requests.Response()
    answer.status_code = 200
    print(answer.status)
    `,
    ['answer.status)', 'answer.status_code)'],
  ),
  python(
    'the greater of two from the module of mathematics',
    {},
    `
    import math

    print(math.max(3, 8) + math.sqrt(4))
    `,
    ['math.max', 'max'],
  ),
  python(
    'the keyword for the number of threads',
    {},
    `
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers=2) as pool:
        print(list(pool.map(abs, [-1, 2])))
    `,
    ['workers=2', 'max_workers=2'],
  ),
  python(
    'the separator of a table of text',
    { needs: ['pandas'], files: { 'list.csv': 'a;b\n1;2\n' } },
    `
    import pandas as pd

    table = pd.read_csv("list.csv", separator=";")
    print(table["b"].sum())
    `,
    ['separator=', 'sep='],
    ['separator=', 'delimiter='],
  ),
  python(
    'the seed of a split',
    { needs: ['sklearn'] },
    `
    from sklearn.model_selection import train_test_split

    first, second = train_test_split([1, 2, 3, 4], test_size=0.5, seed=1)
    print(len(first))
    `,
    ['seed=', 'random_state='],
  ),
  python(
    'the number of a random sample of a frame',
    { needs: ['pandas'] },
    `
    import pandas as pd

    table = pd.DataFrame({"a": range(10)})
    print(len(table.sample(count=3)))
    `,
    ['count=3', 'n=3'],
  ),
  python(
    'a class of a library from its wrong part',
    { needs: ['sklearn'] },
    `
    from sklearn.linear_model import StandardScaler

    print(StandardScaler().fit_transform([[1.0], [3.0]]))
    `,
    ['sklearn.linear_model', 'sklearn.preprocessing'],
  ),
  python(
    'a column type from the wrong part of a library',
    { needs: ['sqlalchemy'] },
    `
    from sqlalchemy import Column, Integer, relationship

    print(Column("id", Integer).name, relationship)
    `,
    ['import Column, Integer, relationship', 'import Column, Integer\nfrom sqlalchemy.orm import relationship'],
    [
      'from sqlalchemy import Column, Integer, relationship',
      'from sqlalchemy.orm import relationship\nfrom sqlalchemy import Column, Integer',
    ],
  ),
  python(
    'a property of a picture called',
    { needs: ['PIL'] },
    `
    from PIL import Image

    photo = Image.new("L", (2, 2))
    if photo.mode() == "L":
        print("grey")
    `,
    ['mode() ==', 'mode =='],
  ),
  python(
    'how long a film takes, from text',
    {},
    `
    from datetime import timedelta

    hours, minutes = "1:35".split(":")
    print(timedelta(hours=hours, minutes=minutes))
    `,
    ['hours=hours, minutes=minutes', 'hours=int(hours), minutes=int(minutes)'],
    ['hours=hours, minutes=minutes', 'hours=float(hours), minutes=float(minutes)'],
  ),
  python(
    'hours of a span',
    {},
    `
    from datetime import datetime

    span = datetime(2024, 1, 2) - datetime(2024, 1, 1)
    print(span.hours)
    `,
    ['span.hours', 'span.total_seconds() / 3600'],
    ['span.hours', 'span.total_seconds() // 3600'],
  ),
  python(
    'a field of a frozen record set',
    {},
    `
    from typing import NamedTuple

    class Score(NamedTuple):
        name: str
        points: int

    best = Score("ann", 10)
    best.points += 5
    print(best)
    `,
    ['best.points += 5', 'best = best._replace(points=best.points + 5)'],
  ),
  python(
    'the first line by a method of the queue',
    {},
    `
    from queue import Queue

    jobs = Queue()
    jobs.append("print")
    print(jobs.get())
    `,
    ['jobs.append', 'jobs.put'],
  ),
  python(
    'a lock taken by another name',
    {},
    `
    import threading

    door = threading.Lock()
    door.lock()
    print("inside")
    door.release()
    `,
    ['door.lock()', 'door.acquire()'],
  ),
  python(
    'text of a tag of a tree',
    {},
    `
    import xml.etree.ElementTree as tree

    root = tree.fromstring("<a><b>x</b></a>")
    print(root.find("b").text())
    `,
    ['text()', 'text'],
  ),
];
