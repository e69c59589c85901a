import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['if ready\n    go()\n', 'if ready:\n    go()\n'],
  ['def area(w, h)\n    return w * h\n', 'def area(w, h):\n    return w * h\n'],
  ['class Point(object)\n    pass\n', 'class Point(object):\n    pass\n'],
  ['for i in range(3);\n    print(i)\n', 'for i in range(3):\n    print(i)\n'],
  ['if a: and b\n    go()\n', 'if a and b:\n    go()\n'],
  ['try:\n    go()\nexcept ValueError as e\n    stop(e)\n', 'try:\n    go()\nexcept ValueError as e:\n    stop(e)\n'],
  ['x = 1\nif x:\n    go()\nelse\n    stop()\n', 'x = 1\nif x:\n    go()\nelse:\n    stop()\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
