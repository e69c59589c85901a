import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'from datetime import datetime, timezone\nstart = datetime.now(timezone.utc)\nend = datetime.utcnow()\n«late = end > start»\n',
    "TypeError: can't compare offset-naive and offset-aware datetimes",
    'from datetime import datetime, timezone\nstart = datetime.now(timezone.utc)\nend = datetime.now(timezone.utc)\nlate = end > start\n',
  ],
  [
    'from datetime import datetime\nfrom zoneinfo import ZoneInfo\nPARIS = ZoneInfo("Europe/Paris")\nopens = datetime(2024, 1, 1, tzinfo=PARIS)\n«print(datetime.now() > opens)»\n',
    "TypeError: can't compare offset-naive and offset-aware datetimes",
    'from datetime import datetime\nfrom zoneinfo import ZoneInfo\nPARIS = ZoneInfo("Europe/Paris")\nopens = datetime(2024, 1, 1, tzinfo=PARIS)\nprint(datetime.now(PARIS) > opens)\n',
  ],
  [
    'from datetime import datetime, timezone\nt = datetime.strptime(text, "%Y-%m-%d")\n«print(t < datetime.now(timezone.utc))»\n',
    "TypeError: can't compare offset-naive and offset-aware datetimes",
    'from datetime import datetime, timezone\nt = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)\nprint(t < datetime.now(timezone.utc))\n',
  ],
]);

test.each([
  [
    'two could be meant',
    'from datetime import datetime\na = datetime.now()\nb = datetime.utcnow()\n«print(a < c, b < c)»\n',
    "TypeError: can't compare offset-naive and offset-aware datetimes",
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/time-zones')).toEqual([]);
});
