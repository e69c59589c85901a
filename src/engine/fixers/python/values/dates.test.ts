import { proposes } from '../../../../../test/support/fixer-cases';

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
