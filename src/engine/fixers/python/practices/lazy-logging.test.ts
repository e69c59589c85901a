import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a log message that is put together too early', () => {
  const W1203 = 'W1203: Use lazy % formatting in logging functions';
  mends([
    ['«log.info(f"saved {path} at 100%")»\n', W1203, 'log.info("saved %s at 100%%", path)\n'],
    [
      '«logger.warning(f"{a!r} is {b:.2f} of {c[0]} {{x}}", exc_info=True)»\n',
      W1203,
      'logger.warning("%r is %.2f of %s {x}", a, b, c[0], exc_info=True)\n',
    ],
    [
      "«logging.log(logging.INFO, rf'{a.b()}\\d')»\n",
      'G004: Logging statement uses f-string',
      "logging.log(logging.INFO, r'%s\\d', a.b())\n",
    ],
    ['«log.error("no %s in %d" % (a, b))»\n', 'W1201: Use lazy % formatting in logging functions', 'log.error("no %s in %d", a, b)\n'],
    ['«log.error("no %s" % name)»\n', 'W1201: Use lazy % formatting in logging functions', 'log.error("no %s", name)\n'],
    [
      '«log.debug("{} of {} (5%)".format(i, n))»\n',
      'W1202: Use lazy % formatting in logging functions',
      'log.debug("%s of %s (5%%)", i, n)\n',
    ],
  ]);
  keepsStill([
    ['«log.info(f"{path:>10}")»\n', W1203],
    ['«log.info(f"{path=}")»\n', W1203],
    ['«log.info(f"{a} %s", b)»\n', W1203],
    ['«log.info("%(a)s" % d)»\n', 'W1201: Use lazy % formatting in logging functions'],
    ['«log.info("{0} {0}".format(d))»\n', 'W1202: Use lazy % formatting in logging functions'],
  ]);
});
