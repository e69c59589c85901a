import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import datetime\n«due = start + 3»\n',
    "TypeError: unsupported operand type(s) for +: 'datetime.datetime' and 'int'",
    'import datetime\ndue = start + datetime.timedelta(days=3)\n',
  ],
  [
    'from datetime import datetime\n«print(t + hours)»\n',
    "TypeError: unsupported operand type(s) for +: 'datetime.datetime' and 'int'",
    'from datetime import datetime, timedelta\nprint(t + timedelta(hours=hours))\n',
  ],
  [
    'if «b - a > 30»:\n    pass\n',
    "TypeError: '>' not supported between instances of 'datetime.timedelta' and 'int'",
    'if (b - a).days > 30:\n    pass\n',
  ],
  [
    'from datetime import date, datetime\nd = date(2024, 1, 1)\nif «datetime.now() > d»:\n    pass\n',
    "TypeError: can't compare datetime.datetime to datetime.date",
    'from datetime import date, datetime\nd = date(2024, 1, 1)\nif datetime.now().date() > d:\n    pass\n',
  ],
]);

const SPAN = "TypeError: '>' not supported between instances of 'datetime.timedelta' and 'int'";
test.each([
  ['a timeout', 'TIMEOUT = 30\nif «now - seen > TIMEOUT»:\n    pass\n', SPAN],
  ['what a comment says', 'LIMIT = 30  # seconds\nif «now - seen > LIMIT»:\n    pass\n', SPAN],
  ['an age', 'if «person.age() > 18»:\n    pass\n', SPAN],
  ['a duration', '«end = start + duration»\n', "TypeError: unsupported operand type(s) for +: 'datetime.datetime' and 'int'"],
])('%s counts no days: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/dates')).toEqual([]);
});
