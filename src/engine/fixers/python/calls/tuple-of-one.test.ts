import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import threading\ndone = []\ndef go(name):\n    done.append(name)\nt = threading.Thread(target=go, args=("ann"))\nt.start()\nt.join()\n«print(done[0])»\n',
    'IndexError: list index out of range',
    'import threading\ndone = []\ndef go(name):\n    done.append(name)\nt = threading.Thread(target=go, args=("ann",))\nt.start()\nt.join()\nprint(done[0])\n',
  ],
  [
    'from multiprocessing import Process\nport = 80\n«p = Process(target=serve, args=port)»\n',
    'TypeError: serve() argument after * must be an iterable, not int',
    'from multiprocessing import Process\nport = 80\np = Process(target=serve, args=(port,))\n',
  ],
]);

test.each([
  [
    'it is a tuple',
    'import threading\nt = threading.Thread(target=go, args=(1, 2))\n«print(done[0])»\n',
    'IndexError: list index out of range',
  ],
  [
    'the name holds a list',
    'import threading\nvalues = [1]\nt = threading.Thread(target=go, args=(values))\n«print(done[0])»\n',
    'IndexError: list index out of range',
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/tuple-of-one')).toEqual([]);
});
