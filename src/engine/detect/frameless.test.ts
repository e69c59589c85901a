import { expect, test } from 'vitest';
import { detectText } from './detect';
import { placedInScript, scriptOf } from './frameless';

const TRACEBACK = (file: string, error: string) => `Exception in thread Thread-1:
Traceback (most recent call last):
  File "/usr/lib/python3.11/threading.py", line 1045, in _bootstrap_inner
    self.run()
  File "/usr/lib/python3.11/${file}", line 982, in run
    self._target(*self._args, **self._kwargs)
${error}
`;

function placed(text: string, file = 'threading.py', error = "TypeError: 'bool' object is not callable") {
  const [problem] = detectText(TRACEBACK(file, error), { cwd: '/w', roots: ['/w'], origin: 'terminal' });
  return problem && placedInScript(problem, '/w/main.py', text);
}

test('the one line that makes a thread', () =>
  expect(placed('import threading\n\njob = threading.Thread(target=work())\njob.start()\n')?.location.range.start.line).toBe(2));

test('of several the one that gives a result', () =>
  expect(placed('a = Thread(target=work)\nb = Thread(target=rest())\n')?.location.range.start.line).toBe(1));

test.each([
  ['several could be meant', 'a = Thread(target=work())\nb = Thread(target=rest())\n', 'threading.py'],
  ['nothing makes a thread', 'work()\n', 'threading.py'],
  ['another library called it', 'a = Thread(target=work())\n', 'socketserver.py'],
])('not where %s', (_, text, file) => expect(placed(text, file)).toBeUndefined());

test('not where a line of the user failed', () => {
  const text = TRACEBACK('threading.py', '  File "/w/main.py", line 1, in work\n    1 / 0\nZeroDivisionError: division by zero');
  const [problem] = detectText(text, { cwd: '/w', roots: ['/w'], origin: 'terminal' });
  expect(problem && placedInScript(problem, '/w/main.py', 'a = Thread(target=work())\n')).toBeUndefined();
});

test.each([
  ['python3 main.py --n 3', 'main.py'],
  ['python -u "my app/main.py"', 'my app/main.py'],
  ['python -m pytest', undefined],
])('the script of %s', (line, script) => expect(scriptOf(line)).toBe(script));
