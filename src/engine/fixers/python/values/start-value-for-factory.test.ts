import { heals } from '../../../../../test/support/fixer-cases';

const ERROR = 'TypeError: first argument must be callable or None';
heals(
  'python/start-value-for-factory',
  [
    ['from collections import defaultdict\n«d = defaultdict(0)»\n', ERROR, 'from collections import defaultdict\nd = defaultdict(int)\n'],
    ['from collections import defaultdict\n«d = defaultdict([])»\n', ERROR, 'from collections import defaultdict\nd = defaultdict(list)\n'],
    ['import collections\n«d = collections.defaultdict("?")»\n', ERROR, 'import collections\nd = collections.defaultdict(lambda: "?")\n'],
  ],
  [['from collections import defaultdict\n«d = defaultdict(start)»\n', ERROR]],
);
