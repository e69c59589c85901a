// What libraries say in plain words, or took away, and how it is written today.

import { expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';

test.each([
  ['import pandas as pd\nx = «df["a", "b"]»\n', "KeyError: ('a', 'b')", 'import pandas as pd\nx = df[["a", "b"]]\n'],
  [
    'import pandas as pd\nx = «df.groupby("k")["a", "b"].sum()»\n',
    'ValueError: Cannot subset columns with a tuple with more than one element. Use a list instead.',
    'import pandas as pd\nx = df.groupby("k")[["a", "b"]].sum()\n',
  ],
  [
    'import pandas as pd\ndf["c"] = «df["code"].str.zfill(3)»\n',
    'AttributeError: Can only use .str accessor with string values!',
    'import pandas as pd\ndf["c"] = df["code"].astype(str).str.zfill(3)\n',
  ],
  [
    'import pandas as pd\ny = «df["day"].dt.year»\n',
    'AttributeError: Can only use .dt accessor with datetimelike values',
    'import pandas as pd\ny = pd.to_datetime(df["day"]).dt.year\n',
  ],
  [
    'import math\nimport numpy as np\ny = «math.sqrt(values)»\n',
    'TypeError: only length-1 arrays can be converted to Python scalars',
    'import math\nimport numpy as np\ny = np.sqrt(values)\n',
  ],
  [
    'import pandas as pd\ndf["n"] = «int(df["n"])»\n',
    "TypeError: cannot convert the series to <class 'int'>",
    'import pandas as pd\ndf["n"] = df["n"].astype(int)\n',
  ],
  [
    'import pandas as pd\nx = «float(df["n"])»\n',
    "TypeError: float() argument must be a string or a real number, not 'Series'",
    'import pandas as pd\nx = df["n"].astype(float)\n',
  ],
  [
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression()\n«m.fit(x, y)»\n',
    'ValueError: Expected 2D array, got 1D array instead:\narray=[1. 2.].\nReshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.',
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression()\nm.fit(x.reshape(-1, 1), y)\n',
  ],
  [
    'm.fit(df[["a"]], y)\n«print(m.predict([5]))»\n',
    'ValueError: Expected 2D array, got 1D array instead:\narray=[5].\nReshape your data either using array.reshape(-1, 1)',
    'm.fit(df[["a"]], y)\nprint(m.predict([[5]]))\n',
  ],
  [
    'import pandas as pd\n«m.fit(df["area"], df["price"])»\n',
    'ValueError: Expected 2D array, got 1D array instead:\narray=[5].\nReshape your data either using array.reshape(-1, 1)',
    'import pandas as pd\nm.fit(df[["area"]], df["price"])\n',
  ],
  [
    'import pandas as pd\nt = «pd.DataFrame({"a": 1, "b": 2})»\n',
    'ValueError: If using all scalar values, you must pass an index',
    'import pandas as pd\nt = pd.DataFrame({"a": 1, "b": 2}, index=[0])\n',
  ],
  [
    'def home(request):\n    if «request.user.is_authenticated()»:\n        pass\n',
    "TypeError: 'bool' object is not callable",
    'def home(request):\n    if request.user.is_authenticated:\n        pass\n',
  ],
  [
    'from selenium import webdriver\n\nd = webdriver.Chrome()\n«d.find_element_by_id("q")».click()\nd.find_elements_by_css_selector("a")\n',
    "AttributeError: 'WebDriver' object has no attribute 'find_element_by_id'",
    'from selenium import webdriver\nfrom selenium.webdriver.common.by import By\n\nd = webdriver.Chrome()\nd.find_element(By.ID, "q").click()\nd.find_elements(By.CSS_SELECTOR, "a")\n',
  ],
  [
    'from sqlalchemy import create_engine\n\nengine = create_engine("sqlite://")\nprint(«engine.table_names()»)\n',
    "AttributeError: 'Engine' object has no attribute 'table_names'",
    'from sqlalchemy import create_engine, inspect\n\nengine = create_engine("sqlite://")\nprint(inspect(engine).get_table_names())\n',
  ],
  [
    'import asyncio\n\n\n@«asyncio.coroutine»\ndef work():\n    x = yield from asyncio.sleep(1)\n    return x\n',
    "AttributeError: module 'asyncio' has no attribute 'coroutine'. Did you mean: 'coroutines'?",
    'import asyncio\n\n\nasync def work():\n    x = await asyncio.sleep(1)\n    return x\n',
  ],
  [
    'import jwt\n\nclaims = «jwt.decode(token, key)»\n',
    'jwt.exceptions.DecodeError: It is required that you pass in a value for the "algorithms" argument when calling decode().',
    'import jwt\n\nclaims = jwt.decode(token, key, algorithms=["HS256"])\n',
  ],
  [
    'from marshmallow import fields\n\nage = «fields.Integer(missing=0)»\n',
    "TypeError: Field.__init__() got an unexpected keyword argument 'missing'",
    'from marshmallow import fields\n\nage = fields.Integer(load_default=0)\n',
  ],
  [
    '«from flask_wtf import Form»\n\n\nclass Login(Form):\n    pass\n',
    "ImportError: cannot import name 'Form' from 'flask_wtf' (x)",
    'from flask_wtf import FlaskForm as Form\n\n\nclass Login(Form):\n    pass\n',
  ],
])('%s | %s', async (marked, error, after) => expect((await tried(marked, error)).after).toBe(after));

test.each([
  ['d = {}\nx = «d["a", "b"]»\n', "KeyError: ('a', 'b')"],
  ['x = «df.loc["a", "b"]»\nimport pandas as pd\n', "KeyError: ('a', 'b')"],
  ['ok = True\nif «ok()»:\n    pass\n', "TypeError: 'bool' object is not callable"],
])('not: %s', async (marked, error) => {
  expect((await tried(marked, error)).all.filter((it) => it.origin.id === 'python/changed-in-library')).toEqual([]);
});
