import { heals } from '../../../../../test/support/fixer-cases';

const BASE = 'import sqlite3\nbase = sqlite3.connect(":memory:")\nname = "Rex"\n';

heals(
  'python/value-in-query',
  [
    [
      `${BASE}«base.execute(f"SELECT * FROM pets WHERE name = {name}")»\n`,
      'sqlite3.OperationalError: no such column: Rex',
      `${BASE}base.execute("SELECT * FROM pets WHERE name = ?", (name,))\n`,
    ],
    [
      `${BASE}«base.execute(f"INSERT INTO pets VALUES ({name}, {3})")»\n`,
      'sqlite3.OperationalError: no such column: Rex',
      `${BASE}base.execute("INSERT INTO pets VALUES (?, ?)", (name, 3))\n`,
    ],
  ],
  [
    [`${BASE}«base.execute(f"SELECT {name} FROM pets WHERE age = {3}")»\n`, 'sqlite3.OperationalError: no such column: Rex'],
    [`${BASE}«base.execute("SELECT x FROM pets")»\n`, 'sqlite3.OperationalError: no such column: x'],
  ],
);
