import { heals } from '../../../../../test/support/fixer-cases';

const PARTS = "TypeError: 'str' object cannot be interpreted as an integer";
heals(
  'python/date-from-text',
  [
    ['from datetime import date\n«d = date("2024-01-02")»\n', PARTS, 'from datetime import date\nd = date.fromisoformat("2024-01-02")\n'],
    [
      'import datetime\nday = "2024-01-02 10:30"\n«d = datetime.datetime(day)»\n',
      PARTS,
      'import datetime\nday = "2024-01-02 10:30"\nd = datetime.datetime.fromisoformat(day)\n',
    ],
    [
      'from datetime import date\nstart = "2024-01-02"\n«print(date.today() - start)»\n',
      "TypeError: unsupported operand type(s) for -: 'datetime.date' and 'str'",
      'from datetime import date\nstart = "2024-01-02"\nprint(date.today() - date.fromisoformat(start))\n',
    ],
    [
      'from datetime import date\nstart = "2024-01-02"\n«if date.today() > start:»\n    print(1)\n',
      "TypeError: '>' not supported between instances of 'datetime.date' and 'str'",
      'from datetime import date\nstart = "2024-01-02"\nif date.today() > date.fromisoformat(start):\n    print(1)\n',
    ],
  ],
  [['from datetime import date\n«d = date("2.1.2024")»\n', PARTS]],
);
