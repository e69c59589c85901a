import { describe, expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';
import type { PythonInterpreter } from '../../../project/python-interpreter';

/** The text after this fixer's own proposal. */
async function mended(marked: string, error: string, files: Readonly<Record<string, string>> = {}, interpreter?: PythonInterpreter) {
  const { all, after } = await tried(marked, error, files, interpreter);
  const own = all.filter(({ origin }) => /^python\/(?:changed-in-library|missing-attribute)$/.test(origin.id));
  return own.length > 0 && own[0] === all[0] ? (after ?? own[0]?.edits[0]) : undefined;
}

/** An interpreter that knows these signatures and versions, and nothing else. */
function interpreterThat(
  knows: Readonly<Record<string, readonly string[]>>,
  version: (distribution: string) => string | undefined = () => undefined,
): PythonInterpreter {
  return {
    version: '3.11.7',
    compile: () => Promise.resolve(null),
    modules: () => Promise.resolve(new Set<string>()),
    exports: () => Promise.resolve(undefined),
    definitions: () => Promise.resolve(undefined),
    attributes: () => Promise.resolve(undefined),
    parameters: (dotted) => Promise.resolve(knows[dotted]),
    packageVersion: (name) => Promise.resolve(version(name)),
    dispose: () => undefined,
  };
}

const CASES: readonly (readonly [before: string, error: string, after: string])[] = [
  // a keyword that was renamed
  [
    'import pandas as pd\n\n\ndef save(table):\n    «table.to_csv("out.csv", index=False, line_terminator="\\n")»\n',
    "TypeError: NDFrame.to_csv() got an unexpected keyword argument 'line_terminator'",
    'import pandas as pd\n\n\ndef save(table):\n    table.to_csv("out.csv", index=False, lineterminator="\\n")\n',
  ],
  [
    'from sklearn.ensemble import BaggingClassifier\nfrom sklearn.tree import DecisionTreeClassifier\nmodel = «BaggingClassifier(base_estimator=DecisionTreeClassifier(), n_estimators=5)»\n',
    "TypeError: BaggingClassifier.__init__() got an unexpected keyword argument 'base_estimator'",
    'from sklearn.ensemble import BaggingClassifier\nfrom sklearn.tree import DecisionTreeClassifier\nmodel = BaggingClassifier(estimator=DecisionTreeClassifier(), n_estimators=5)\n',
  ],
  [
    'from flask import send_file\n\n\ndef report():\n    return «send_file("r.pdf", attachment_filename="report.pdf", cache_timeout=0)»\n',
    "TypeError: send_file() got an unexpected keyword argument 'attachment_filename'",
    'from flask import send_file\n\n\ndef report():\n    return send_file("r.pdf", download_name="report.pdf", cache_timeout=0)\n',
  ],
  [
    'import requests\nr = requests.get(URL, header={"a": "b"})\n'
      .replace('requests.get(URL', '«requests.get(URL')
      .replace('"b"})', '"b"})»'),
    "TypeError: Session.request() got an unexpected keyword argument 'header'",
    'import requests\nr = requests.get(URL, headers={"a": "b"})\n',
  ],
  // a keyword whose value changed with it, in the file's own quotes
  [
    "import pandas as pd\ntable = «pd.read_csv('a.csv', error_bad_lines=False, sep=';')»\n",
    "TypeError: read_csv() got an unexpected keyword argument 'error_bad_lines'",
    "import pandas as pd\ntable = pd.read_csv('a.csv', on_bad_lines='skip', sep=';')\n",
  ],
  [
    'import pandas as pd\ntable = «pd.read_csv("a.csv", error_bad_lines=False, warn_bad_lines=False)»\n',
    "TypeError: read_csv() got an unexpected keyword argument 'error_bad_lines'",
    'import pandas as pd\ntable = pd.read_csv("a.csv", on_bad_lines="skip")\n',
  ],
  [
    'import pandas as pd\ntable = «pd.read_csv("a.txt", delim_whitespace=True)»\n',
    "TypeError: read_csv() got an unexpected keyword argument 'delim_whitespace'",
    'import pandas as pd\ntable = pd.read_csv("a.txt", sep=r"\\s+")\n',
  ],
  // a keyword that says nothing any more
  [
    'import asyncio\n\n\nasync def main(loop):\n    «await asyncio.sleep(1, loop=loop)»\n',
    "TypeError: sleep() got an unexpected keyword argument 'loop'",
    'import asyncio\n\n\nasync def main(loop):\n    await asyncio.sleep(1)\n',
  ],
  [
    'from django.dispatch import Signal\n\npaid = «Signal(providing_args=["order"])»\n',
    "TypeError: Signal.__init__() got an unexpected keyword argument 'providing_args'",
    'from django.dispatch import Signal\n\npaid = Signal()\n',
  ],
  // another method
  [
    'import pandas as pd\n\n\ndef close(prices: pd.Series):\n    return «prices.fillna(limit=2, method="bfill")»\n',
    "TypeError: NDFrame.fillna() got an unexpected keyword argument 'method'",
    'import pandas as pd\n\n\ndef close(prices: pd.Series):\n    return prices.bfill(limit=2)\n',
  ],
  [
    'import pandas as pd\nprint(«table.mean(level=0)»)\n',
    "TypeError: DataFrame.mean() got an unexpected keyword argument 'level'",
    'import pandas as pd\nprint(table.groupby(level=0).mean())\n',
  ],
  [
    'import matplotlib.pyplot as plt\nax = «plt.gca(projection="polar")»\n',
    "TypeError: gca() got an unexpected keyword argument 'projection'",
    'import matplotlib.pyplot as plt\nax = plt.subplot(projection="polar")\n',
  ],
  [
    'import matplotlib.pyplot as plt\nfig = plt.figure()\nax = «fig.gca(projection="3d")»\n',
    "TypeError: FigureBase.gca() got an unexpected keyword argument 'projection'",
    'import matplotlib.pyplot as plt\nfig = plt.figure()\nax = fig.add_subplot(projection="3d")\n',
  ],
  [
    'from sklearn.metrics import mean_squared_error\nprint(«mean_squared_error(y, guess, squared=False)»)\n',
    "TypeError: got an unexpected keyword argument 'squared'",
    'from sklearn.metrics import root_mean_squared_error\nprint(root_mean_squared_error(y, guess))\n',
  ],
  [
    'import matplotlib.pyplot as plt\nfig = plt.figure()\n«fig.canvas.set_window_title("Speed")»\n',
    "AttributeError: 'FigureCanvasTkAgg' object has no attribute 'set_window_title'",
    'import matplotlib.pyplot as plt\nfig = plt.figure()\nfig.canvas.manager.set_window_title("Speed")\n',
  ],
  // arguments named, gathered, taken apart
  [
    'import pandas as pd\nprint(«table.drop("a", 1)»)\n',
    'TypeError: DataFrame.drop() takes from 1 to 2 positional arguments but 3 were given',
    'import pandas as pd\nprint(table.drop("a", axis=1))\n',
  ],
  [
    'import pandas as pd\nboth = «pd.concat(first, second, ignore_index=True)»\n',
    'TypeError: concat() takes 1 positional argument but 2 were given',
    'import pandas as pd\nboth = pd.concat([first, second], ignore_index=True)\n',
  ],
  [
    'import numpy as np\ngrid = «np.zeros(3, 4)»\n',
    "TypeError: Cannot interpret '4' as a data type",
    'import numpy as np\ngrid = np.zeros((3, 4))\n',
  ],
  [
    'from sqlalchemy import select\nstmt = «select([users.c.id, users.c.name])».where(users.c.id > 3)\n',
    'ArgumentError: Column expression, FROM clause, or other columns clause element expected, got [Column()]. Did you mean to say select(Column())?',
    'from sqlalchemy import select\nstmt = select(users.c.id, users.c.name).where(users.c.id > 3)\n',
  ],
  // wrapped, with its import
  [
    'from sqlalchemy import create_engine\n\nengine = create_engine("sqlite://")\nwith engine.connect() as conn:\n    rows = «conn.execute("SELECT 1")».all()\n',
    "ObjectNotExecutableError: Not an executable object: 'SELECT 1'",
    'from sqlalchemy import create_engine, text\n\nengine = create_engine("sqlite://")\nwith engine.connect() as conn:\n    rows = conn.execute(text("SELECT 1")).all()\n',
  ],
  [
    'import sqlalchemy as sa\n\n\ndef names(session, query):\n    return «session.execute(query, {"n": 3})».all()\n',
    "ObjectNotExecutableError: Not an executable object: 'SELECT name FROM t WHERE n = :n'",
    'import sqlalchemy as sa\n\n\ndef names(session, query):\n    return session.execute(sa.text(query), {"n": 3}).all()\n',
  ],
  // an argument added
  [
    'from discord.ext import commands\n\nbot = «commands.Bot(command_prefix="!")»\n',
    "TypeError: BotBase.__init__() missing 1 required keyword-only argument: 'intents'",
    'import discord\nfrom discord.ext import commands\n\nbot = commands.Bot(command_prefix="!", intents=discord.Intents.default())\n',
  ],
  [
    'from django.db import models\n\n\nclass Order(models.Model):\n    buyer = «models.ForeignKey("Person")»\n',
    "TypeError: ForeignKey.__init__() missing 1 required positional argument: 'on_delete'",
    'from django.db import models\n\n\nclass Order(models.Model):\n    buyer = models.ForeignKey("Person", on_delete=models.CASCADE)\n',
  ],
  [
    'from pydantic import BaseModel, root_validator\n\n\nclass Trip(BaseModel):\n    days: int\n\n    «@root_validator»\n    def check(cls, values):\n        return values\n',
    'PydanticUserError: If you use `@root_validator` with pre=False (the default) you MUST specify `skip_on_failure=True`. Note that `@root_validator` is deprecated and should be replaced with `@model_validator`.',
    'from pydantic import BaseModel, root_validator\n\n\nclass Trip(BaseModel):\n    days: int\n\n    @root_validator(skip_on_failure=True)\n    def check(cls, values):\n        return values\n',
  ],
  // a value that was renamed; the constructor stands elsewhere
  [
    'from sklearn.tree import DecisionTreeRegressor\n\nmodel = DecisionTreeRegressor(criterion="mse", max_depth=3)\n«model.fit(x, y)»\n',
    "InvalidParameterError: The 'criterion' parameter of DecisionTreeRegressor must be a str among {'squared_error', 'poisson'}. Got 'mse' instead.",
    'from sklearn.tree import DecisionTreeRegressor\n\nmodel = DecisionTreeRegressor(criterion="squared_error", max_depth=3)\nmodel.fit(x, y)\n',
  ],
  // rewritten
  [
    'import pandas as pd\n\nrow = {"a": 1}\nlog = «log.append(row, ignore_index=True)»\n',
    "AttributeError: 'DataFrame' object has no attribute 'append'",
    'import pandas as pd\n\nrow = {"a": 1}\nlog = pd.concat([log, pd.DataFrame([row])], ignore_index=True)\n',
  ],
  [
    'import pandas as pd\n\n\ndef add(log, new_row):\n    return «log.append(new_row, ignore_index=True)»\n',
    "AttributeError: 'DataFrame' object has no attribute 'append'",
    'import pandas as pd\n\n\ndef add(log, new_row):\n    return pd.concat([log, pd.DataFrame([new_row])], ignore_index=True)\n',
  ],
  [
    'import pandas as pd\n\nmore = pd.read_csv("b.csv")\nall_rows = «rows.append(more)».sort_index()\n',
    "AttributeError: 'DataFrame' object has no attribute 'append'",
    'import pandas as pd\n\nmore = pd.read_csv("b.csv")\nall_rows = pd.concat([rows, more]).sort_index()\n',
  ],
  [
    'from PIL import ImageDraw\n\n\ndef size_of(image, label, face):\n    draw = ImageDraw.Draw(image)\n    wide, high = «draw.textsize(label, face)»\n    return wide * high\n',
    "AttributeError: 'ImageDraw' object has no attribute 'textsize'",
    'from PIL import ImageDraw\n\n\ndef size_of(image, label, face):\n    draw = ImageDraw.Draw(image)\n    left, top, right, bottom = draw.textbbox((0, 0), label, face)\n    wide, high = right - left, bottom - top\n    return wide * high\n',
  ],
  [
    'import asyncio\n\n\nasync def main(work):\n    done, rest = «await asyncio.wait([work(1), work(2)], timeout=3)»\n',
    'TypeError: Passing coroutines is forbidden, use tasks explicitly.',
    'import asyncio\n\n\nasync def main(work):\n    done, rest = await asyncio.wait([asyncio.create_task(work(1)), asyncio.create_task(work(2))], timeout=3)\n',
  ],
  [
    'from sqlalchemy import create_engine\n\nengine = create_engine("sqlite://")\n\n\ndef count():\n    total = «engine.execute("SELECT count(*) FROM t")».scalar()\n    return total\n',
    "AttributeError: 'Engine' object has no attribute 'execute'",
    'from sqlalchemy import create_engine, text\n\nengine = create_engine("sqlite://")\n\n\ndef count():\n    with engine.begin() as conn:\n        total = conn.execute(text("SELECT count(*) FROM t")).scalar()\n    return total\n',
  ],
  [
    'from flask import Flask\n\napp = Flask(__name__)\n\n\n«@app.before_first_request»\ndef fill():\n    app.names = []\n\n\n@app.get("/")\ndef index():\n    return {}\n',
    "AttributeError: 'Flask' object has no attribute 'before_first_request'. Did you mean: '_got_first_request'?",
    'from flask import Flask\n\napp = Flask(__name__)\n\n\ndef fill():\n    app.names = []\n\n\nwith app.app_context():\n    fill()\n\n\n@app.get("/")\ndef index():\n    return {}\n',
  ],
  [
    'def view(request):\n    if not «request.is_ajax()»:\n        return 400\n',
    "AttributeError: 'WSGIRequest' object has no attribute 'is_ajax'",
    'def view(request):\n    if not (request.headers.get("x-requested-with") == "XMLHttpRequest"):\n        return 400\n',
  ],
  [
    'from pydantic import BaseModel\n\n\n«class Page(BaseModel)»:\n    title: str\n    limit = 10\n',
    'PydanticUserError: A non-annotated attribute was detected: `limit = 10`. All model fields require a type annotation;',
    'from pydantic import BaseModel\n\n\nclass Page(BaseModel):\n    title: str\n    limit: int = 10\n',
  ],
  [
    'from typing import Optional\nfrom pydantic import BaseModel\n\n\nclass Guest(BaseModel):\n    name: str\n    table: Optional[int]  # none yet\n\n\nprint(«Guest(name="Bo")»)\n',
    'ValidationError: 1 validation error for Guest\ntable\n  Field required [type=missing, input_value={}, input_type=dict]',
    'from typing import Optional\nfrom pydantic import BaseModel\n\n\nclass Guest(BaseModel):\n    name: str\n    table: Optional[int] = None  # none yet\n\n\nprint(Guest(name="Bo"))\n',
  ],
  [
    'import pandas as pd\n\n\ndef means(table):\n    return «table.groupby("kind").mean()»\n',
    "TypeError: dtype 'str' does not support operation 'mean'",
    'import pandas as pd\n\n\ndef means(table):\n    return table.groupby("kind").mean(numeric_only=True)\n',
  ],
  [
    'import pandas as pd\nprint(«pd.read_csv("a.csv").corr()»)\n',
    "ValueError: could not convert string to float: 'x'",
    'import pandas as pd\nprint(pd.read_csv("a.csv").corr(numeric_only=True))\n',
  ],
  [
    'import matplotlib.pyplot as plt\n«plt.hist(sizes, bins=4, normed=True)»\n',
    "AttributeError: Rectangle.set() got an unexpected keyword argument 'normed'",
    'import matplotlib.pyplot as plt\nplt.hist(sizes, bins=4, density=True)\n',
  ],
  [
    'import matplotlib.pyplot as plt\n«plt.grid(b=True, axis="y")»\n',
    "ValueError: keyword grid_b is not recognized; valid keywords are ['size', 'width']",
    'import matplotlib.pyplot as plt\nplt.grid(visible=True, axis="y")\n',
  ],
  [
    "import matplotlib.pyplot as plt\n«plt.style.use('seaborn-whitegrid')»\n",
    "OSError: 'seaborn-whitegrid' is not a valid package style, path of style file, URL of style file, or library style name",
    "import matplotlib.pyplot as plt\nplt.style.use('seaborn-v0_8-whitegrid')\n",
  ],
  [
    'import asyncio\n\n«asyncio.get_event_loop().run_until_complete(main(3))»\n',
    "RuntimeError: There is no current event loop in thread 'MainThread'.",
    'import asyncio\n\nasyncio.run(main(3))\n',
  ],
  [
    'import asyncio\n\nloop = «asyncio.get_event_loop()»\nloop.run_until_complete(main())\n',
    "RuntimeError: There is no current event loop in thread 'MainThread'.",
    'import asyncio\n\nloop = asyncio.new_event_loop()\nloop.run_until_complete(main())\n',
  ],
  [
    'from pydantic import BaseModel\n\n\nclass Person(BaseModel):\n    name: str\n\n    class Config:\n        orm_mode = True\n\n\nprint(«Person.from_orm(row)»)\n',
    'PydanticUserError: You must set the config attribute `from_attributes=True` to use from_orm',
    'from pydantic import BaseModel\n\n\nclass Person(BaseModel):\n    name: str\n\n    class Config:\n        from_attributes = True\n\n\nprint(Person.from_orm(row))\n',
  ],
  [
    'from sqlalchemy import text\n\n\ndef names(conn):\n    result = conn.execute(text("SELECT name, city FROM people"))\n    for row in result:\n        «print(row["name"], row["city"])»\n',
    'TypeError: tuple indices must be integers or slices, not str',
    'from sqlalchemy import text\n\n\ndef names(conn):\n    result = conn.execute(text("SELECT name, city FROM people"))\n    for row in result:\n        print(row.name, row.city)\n',
  ],
  [
    'from sqlalchemy import create_engine, text\n\nengine = create_engine("sqlite://")\nwith engine.begin() as conn:\n    conn.execute(text("CREATE TABLE t (a int)"))\n«engine.execute("INSERT INTO t VALUES (4)")»\n',
    "AttributeError: 'Engine' object has no attribute 'execute'",
    'from sqlalchemy import create_engine, text\n\nengine = create_engine("sqlite://")\nwith engine.begin() as conn:\n    conn.execute(text("CREATE TABLE t (a int)"))\nwith engine.begin() as conn:\n    conn.execute(text("INSERT INTO t VALUES (4)"))\n',
  ],
  [
    'from sqlalchemy import create_engine\nfrom sqlalchemy.orm import Session\n\n\ndef size(session):\n    return «session.execute("SELECT 3")».scalar()\n',
    "ArgumentError: Textual SQL expression 'SELECT 3' should be explicitly declared as text('SELECT 3')",
    'from sqlalchemy import create_engine, text\nfrom sqlalchemy.orm import Session\n\n\ndef size(session):\n    return session.execute(text("SELECT 3")).scalar()\n',
  ],
  // renamed on the type
  [
    'fig, axes = make()\n«axes.ylabel("km")»\n',
    "AttributeError: 'Axes' object has no attribute 'ylabel'. Did you mean: '_label'?",
    'fig, axes = make()\naxes.set_ylabel("km")\n',
  ],
  ['print(«member.avatar_url»)\n', "AttributeError: 'Member' object has no attribute 'avatar_url'", 'print(member.display_avatar.url)\n'],
];

test.each(CASES.map((it) => [...it]))('%s | %s', async (before = '', error = '', after = '') =>
  expect(await mended(before, error)).toBe(after),
);

describe('silence', () => {
  test.each([
    [
      "the file's own function",
      'import pandas\n\n\ndef read_csv(path, **rest):\n    return parse(path, **rest)\n\n\n«read_csv("a", error_bad_lines=False)»\n',
      "TypeError: parse() got an unexpected keyword argument 'error_bad_lines'",
    ],
    [
      'the library is not there',
      'from store import read_csv\n«read_csv("a", error_bad_lines=False)»\n',
      "TypeError: read_csv() got an unexpected keyword argument 'error_bad_lines'",
    ],
    [
      'a value that only the run knows',
      'import pandas as pd\n«table.fillna(method=how)»\n',
      "TypeError: NDFrame.fillna() got an unexpected keyword argument 'method'",
    ],
    [
      'a tuple that came from elsewhere',
      'import sqlalchemy\n\nfor row in pairs:\n    «print(row["name"])»\n',
      'TypeError: tuple indices must be integers or slices, not str',
    ],
    [
      'one column of text has no mean',
      'import pandas as pd\nprint(«table["name"].mean()»)\n',
      "TypeError: Cannot perform reduction 'mean' with string dtype",
    ],
    [
      'a result that nobody takes',
      'import pandas as pd\n«log.append({"a": 1})»\n',
      "AttributeError: 'DataFrame' object has no attribute 'append'",
    ],
    [
      'more is passed than the level',
      'import pandas as pd\n«table.sum(axis=1, level=0)»\n',
      "TypeError: DataFrame.sum() got an unexpected keyword argument 'level'",
    ],
    [
      'values for question marks',
      'import sqlalchemy\n«conn.execute("SELECT a FROM t WHERE b = ?", (3,))»\n',
      "ObjectNotExecutableError: Not an executable object: 'SELECT a FROM t WHERE b = ?'",
    ],
    [
      'coroutines that were made before',
      'import asyncio\n\n\nasync def main(jobs):\n    «await asyncio.wait(jobs)»\n',
      'TypeError: Passing coroutines is forbidden, use tasks explicitly.',
    ],
    [
      'a result that is read later',
      'from sqlalchemy import create_engine\nengine = create_engine("sqlite://")\nrows = «engine.execute("SELECT 1")»\n',
      "AttributeError: 'Engine' object has no attribute 'execute'",
    ],
    [
      'a field that must be given',
      'from pydantic import BaseModel\n\n\nclass Guest(BaseModel):\n    name: str\n\n\n«Guest()»\n',
      'ValidationError: 1 validation error for Guest\nname\n  Field required [type=missing, input_value={}, input_type=dict]',
    ],
    [
      "a class of the file's own",
      'class Member:\n    pass\n\n\nmember = Member()\nprint(«member.avatar_url»)\n',
      "AttributeError: 'Member' object has no attribute 'avatar_url'",
    ],
  ])('%s', async (_, marked, error) => expect(await mended(marked, error)).toBeUndefined());

  test('the installed version still has it, so something else is wrong', async () => {
    const of = (version: string) => interpreterThat({}, (name) => (name === 'scikit-learn' ? version : undefined));
    const marked = 'from sklearn.preprocessing import OneHotEncoder\nx = «OneHotEncoder(sparse=False)»\n';
    const error = "TypeError: OneHotEncoder.__init__() got an unexpected keyword argument 'sparse'";
    expect(await mended(marked, error, {}, of('1.3.2'))).toBeUndefined();
    expect(await mended(marked, error, {}, of('1.10.0'))).toContain('sparse_output=False');
  });

  test('a model of another file of the workspace gets its default', async () => {
    const { best } = await tried(
      'from models import Guest\n«Guest(name="Bo")»\n',
      'ValidationError: 1 validation error for Guest\ntable\n  Field required [type=missing, input_value={}, input_type=dict]',
      { 'models.py': 'from pydantic import BaseModel\n\n\nclass Guest(BaseModel):\n    name: str\n    table: int | None\n' },
    );
    expect(best?.edits).toMatchObject([{ edits: [{ newText: ' = None' }] }]);
  });
});

describe('by the installed signature', () => {
  const knows = interpreterThat({
    'pandas.DataFrame': ['data', 'index', 'columns'],
    'pandas.DataFrame.nlargest': ['n', '*', 'columns', 'keep'],
    'sklearn.svm.SVC': ['*', 'C', 'kernel'],
    'sklearn.model_selection.train_test_split': ['*arrays', 'test_size', 'random_state'],
    'requests.get': ['url', 'params', '**kwargs'],
    'requests.Session.request': ['method', 'url', 'timeout'],
  });
  test.each([
    [
      'import pandas as pd\nt = «pd.DataFrame(rows, indx=names)»\n',
      "TypeError: DataFrame.__init__() got an unexpected keyword argument 'indx'",
      'import pandas as pd\nt = pd.DataFrame(rows, index=names)\n',
    ],
    [
      'from sklearn.model_selection import train_test_split\na, b = «train_test_split(rows, test_sise=0.2)»\n',
      "TypeError: got an unexpected keyword argument 'test_sise'",
      'from sklearn.model_selection import train_test_split\na, b = train_test_split(rows, test_size=0.2)\n',
    ],
    [
      'import requests\nr = «requests.get(url, timout=2)»\n',
      "TypeError: Session.request() got an unexpected keyword argument 'timout'",
      'import requests\nr = requests.get(url, timeout=2)\n',
    ],
    [
      'import pandas as pd\nt = «table.nlargest(3, "size", "all")»\n',
      'TypeError: DataFrame.nlargest() takes 2 positional arguments but 4 were given',
      'import pandas as pd\nt = table.nlargest(3, columns="size", keep="all")\n',
    ],
    [
      'from sklearn.svm import SVC\nm = «SVC(1.0, "linear")»\n',
      'TypeError: SVC.__init__() takes 1 positional argument but 3 were given',
      'from sklearn.svm import SVC\nm = SVC(C=1.0, kernel="linear")\n',
    ],
  ])('%s', async (marked, error, after) => expect((await tried(marked, error, {}, knows)).after).toBe(after));

  test.each([
    [
      'more than it takes',
      'from sklearn.svm import SVC\nm = «SVC(1.0, "linear", 3)»\n',
      'TypeError: SVC.__init__() takes 1 positional argument but 4 were given',
    ],
    [
      'given by name as well',
      'from sklearn.svm import SVC\nm = «SVC(1.0, C=2)»\n',
      'TypeError: SVC.__init__() takes 1 positional argument but 2 were given',
    ],
    [
      'a keyword that resembles none',
      'import pandas as pd\nt = «pd.DataFrame(rows, title="x")»\n',
      "TypeError: DataFrame.__init__() got an unexpected keyword argument 'title'",
    ],
  ])('silence: %s', async (_, marked, error) => expect((await tried(marked, error, {}, knows)).after).toBeUndefined());
});
