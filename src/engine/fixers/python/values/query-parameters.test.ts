import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const COUNT = 'sqlite3.ProgrammingError: Incorrect number of bindings supplied. The current statement uses 1, and there are 8 supplied.';
proposes([
  ['«cur.execute(query, login)»\n', COUNT, 'cur.execute(query, (login,))\n'],
  [
    'row = «db.execute("select * from a where b = ?", (name))».fetchone()\n',
    COUNT,
    'row = db.execute("select * from a where b = ?", (name,)).fetchone()\n',
  ],
  [
    '«cur.execute(query, row["id"])»\n',
    'sqlite3.ProgrammingError: parameters are of unsupported type',
    'cur.execute(query, (row["id"],))\n',
  ],
]);

test.each([
  ['it takes several', '«cur.execute(query, login)»\n', COUNT.replace('uses 1', 'uses 2')],
  ['they are a list', '«cur.execute(query, [a, b])»\n', COUNT],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/query-parameters')).toEqual([]);
});
