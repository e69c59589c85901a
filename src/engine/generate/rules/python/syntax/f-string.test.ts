import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ["name = 'a'\nprint(f\"hello {name\")\n", "name = 'a'\nprint(f\"hello {name}\")\n"],
  ["name = 'a'\nprint(f\"hello name}\")\n", "name = 'a'\nprint(f\"hello {name}\")\n"],
  ["d = {}\nprint(f\"total: {d[\"sum\"]}\")\n", "d = {}\nprint(f\"total: {d['sum']}\")\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
