import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a comparison with a constant', () => {
  mends([
    ['if «wanted == None»:\n    pass\n', 'E711: Comparison to `None` should be `cond is None`', 'if wanted is None:\n    pass\n'],
    [
      'if a and «d.x() != None»:\n    pass\n',
      "C0121: Comparison 'd.x() != None' should be 'd.x() is not None'",
      'if a and d.x() is not None:\n    pass\n',
    ],
    [
      'from sqlalchemy import select\n\nq = select(Job).where(«Job.worker == None», Job.done == True)\n',
      'E711: Comparison to `None` should be `cond is None`',
      'from sqlalchemy import select\n\nq = select(Job).where(Job.worker.is_(None), Job.done == True)\n',
    ],
    [
      'import sqlalchemy as sa\nq = s.query(Job).filter(«Job.done != True»)\n',
      'E712: Avoid inequality comparisons to `True`',
      'import sqlalchemy as sa\nq = s.query(Job).filter(Job.done.is_not(True))\n',
    ],
    ['if «type(value) == str»:\n    pass\n', 'E721: Use `is` and `is not` for type comparisons', 'if isinstance(value, str):\n    pass\n'],
    [
      'if «type(a.b) != dict»:\n    pass\n',
      'C0123: Use isinstance() rather than type() for a typecheck.',
      'if not isinstance(a.b, dict):\n    pass\n',
    ],
  ]);
  keepsStill([
    ['rows = t[«t["a"] == None»]\n', 'E711: Comparison to `None` should be `cond is None`'],
    ['q = «Job.worker == None»\n', 'E711: Comparison to `None` should be `cond is None`'],
    ['if «done == True»:\n    pass\n', 'E712: Avoid equality comparisons to `True`'],
    ['if «type(a) == int»:\n    pass\n', 'E721: Use `is` and `is not` for type comparisons'],
    ['if «type(a) == type(b)»:\n    pass\n', 'E721: Use `is` and `is not` for type comparisons'],
  ]);
});
