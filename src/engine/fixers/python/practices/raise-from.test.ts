import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('an error that comes from another one', () => {
  const B904 =
    'B904: Within an `except` clause, raise exceptions with `raise ... from err` or `raise ... from None` to distinguish them from errors in exception handling';
  mends([
    [
      'try:\n    a()\nexcept OSError:\n    «raise Broken("a")»\n',
      B904,
      'try:\n    a()\nexcept OSError as error:\n    raise Broken("a") from error\n',
    ],
    [
      'try:\n    a()\nexcept (KeyError, OSError) as exc:\n    if exc.args:\n        «raise Broken(\n            "a",\n        )»  # so\n',
      B904,
      'try:\n    a()\nexcept (KeyError, OSError) as exc:\n    if exc.args:\n        raise Broken(\n            "a",\n        ) from exc  # so\n',
    ],
    [
      'def f():\n    try:\n        a()\n    except KeyError as e:\n        print(e)\n    try:\n        a()\n    except ValueError:\n        «raise Broken»\n    else:\n        b()\n',
      'W0707: Consider explicitly re-raising',
      'def f():\n    try:\n        a()\n    except KeyError as e:\n        print(e)\n    try:\n        a()\n    except ValueError as e:\n        raise Broken from e\n    else:\n        b()\n',
    ],
    [
      'error = 1\ntry:\n    a()\nexcept OSError:\n    «raise Broken("a")»\n',
      B904,
      'error = 1\ntry:\n    a()\nexcept OSError as exc:\n    raise Broken("a") from exc\n',
    ],
  ]);
  keepsStill([
    ['try:\n    a()\nexcept OSError:\n    def f():\n        «raise Broken("a")»\n', B904],
    ['try:\n    a()\nexcept:\n    «raise Broken("a")»\n', B904],
    ['try:\n    a()\nexcept OSError:\n    b()\nelse:\n    «raise Broken("a")»\n', B904],
  ]);
});
