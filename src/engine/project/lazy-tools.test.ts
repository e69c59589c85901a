import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, success } from '../result';
import { lazyChecker, lazyInterpreter } from './lazy-tools';
import type { PythonInterpreter } from './python-interpreter';
import type { TextChecker } from './text-checker';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A checker that answers when told to, and counts its starts and ends. */
function counted(): { start: () => Promise<TextChecker>; starts: number; ends: number; answer: () => void } {
  const state = {
    starts: 0,
    ends: 0,
    answer: (): void => undefined,
    start: (): Promise<TextChecker> => {
      state.starts++;
      return Promise.resolve({
        source: 'Pyright',
        name: 'Pyright 1.1',
        check: () => new Promise<readonly []>((resolve) => (state.answer = () => resolve([]))),
        dispose: () => void state.ends++,
      });
    },
  };
  return state;
}

test('a checker that nobody asks ends, and starts anew for the next question', async () => {
  const tool = counted();
  const checker = lazyChecker('Pyright', tool.start, 1_000);
  expect([tool.starts, checker.name]).toEqual([0, 'Pyright']);
  const first = checker.check('/a.py', '');
  await vi.advanceTimersByTimeAsync(5_000);
  // It is not idle while it works.
  expect([tool.starts, tool.ends]).toEqual([1, 0]);
  tool.answer();
  expect(await first).toEqual([]);
  await vi.advanceTimersByTimeAsync(900);
  expect(tool.ends).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect([tool.ends, checker.name]).toEqual([1, 'Pyright 1.1']);
  const second = checker.check('/a.py', '');
  await vi.advanceTimersByTimeAsync(0);
  tool.answer();
  expect(await second).toEqual([]);
  checker.dispose();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([tool.starts, tool.ends]).toEqual([2, 2]);
  expect(await checker.check('/a.py', '')).toBeUndefined();
});

test('one that does not start is not tried again and again', async () => {
  let tries = 0;
  const checker = lazyChecker('Pyright', () => Promise.resolve(void tries++), 1_000);
  expect(await checker.check('/a.py', '')).toBeUndefined();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await checker.check('/a.py', '')).toBeUndefined();
  expect(tries).toBe(1);
  checker.dispose();
});

test('an interpreter that starts when it is first asked answers every question', async () => {
  const started: PythonInterpreter = {
    version: '3.12.1',
    compile: (text) => Promise.resolve({ type: 'SyntaxError', message: text, line: 1, column: 1 }),
    modules: () => Promise.resolve(new Set(['json'])),
    exports: (module) => Promise.resolve([`${module}.export`]),
    definitions: (module) => Promise.resolve([`${module}.definition`]),
    attributes: (type) => Promise.resolve([`${type}.attribute`]),
    parameters: (dotted) => Promise.resolve([`${dotted}.parameter`]),
    packageVersion: (distribution) => Promise.resolve(`${distribution} 1.0`),
    dispose: () => undefined,
  };
  const lazy = lazyInterpreter(
    () => Promise.resolve(success(started)),
    () => undefined,
  );
  expect(lazy.version).toBe('');
  expect(await lazy.definitions('m')).toEqual(['m.definition']);
  expect(await lazy.parameters('m.f')).toEqual(['m.f.parameter']);
  expect(await lazy.packageVersion('m')).toBe('m 1.0');
  expect(await lazy.exports('m')).toEqual(['m.export']);
  expect(await lazy.attributes('str')).toEqual(['str.attribute']);
  expect(await lazy.modules()).toEqual(new Set(['json']));
  expect(await lazy.compile('x')).toMatchObject({ message: 'x' });
  expect(lazy.version).toBe('3.12.1');
  lazy.dispose();
});

test('where none can be started nothing is known, and it is said once', async () => {
  const told: string[] = [];
  const lazy = lazyInterpreter(
    () => Promise.resolve(failure('not-found', 'No Python.')),
    (message) => void told.push(message),
  );
  expect([await lazy.definitions('m'), await lazy.parameters('m.f'), await lazy.compile('x')]).toEqual([undefined, undefined, 'unknown']);
  expect(told).toEqual(['No Python.']);
});
