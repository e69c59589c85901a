import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/kept-result',
  [
    [
      'from threading import Thread\nt = Thread(target=print).start()\n«t.join()»\n',
      "AttributeError: 'NoneType' object has no attribute 'join'",
      'from threading import Thread\nt = Thread(target=print)\nt.start()\nt.join()\n',
    ],
    [
      'import tkinter as tk\ndef build(root):\n    box = tk.Entry(root, width=9).grid(row=0, column=1)\n    «print(box.get())»\n',
      "AttributeError: 'NoneType' object has no attribute 'get'",
      'import tkinter as tk\ndef build(root):\n    box = tk.Entry(root, width=9)\n    box.grid(row=0, column=1)\n    print(box.get())\n',
    ],
    [
      'import pandas as pd\ndf = pd.DataFrame({"a": [2, 1]})\ndf = df.sort_values("a", inplace=True)\n«print(df.head())»\n',
      "AttributeError: 'NoneType' object has no attribute 'head'",
      'import pandas as pd\ndf = pd.DataFrame({"a": [2, 1]})\ndf = df.sort_values("a")\nprint(df.head())\n',
    ],
    [
      'df = load()\nclean = df.dropna(inplace=True)\n«print(clean["a"])»\n',
      "TypeError: 'NoneType' object is not subscriptable",
      'df = load()\nclean = df.dropna()\nprint(clean["a"])\n',
    ],
  ],
  [['t = make().start()\n«t.join()»\n', "AttributeError: 'NoneType' object has no attribute 'join'"]],
);
