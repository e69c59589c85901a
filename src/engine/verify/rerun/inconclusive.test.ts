import { describe, expect, test } from 'vitest';
import type { SandboxRun } from '../sandbox/sandbox';
import { inconclusiveRun } from './inconclusive';

const failed = (stderr: string, withheld: readonly string[]): SandboxRun => ({
  ended: 'exited',
  exitCode: 1,
  stdout: '',
  stderr,
  report: '',
  withheld,
  ms: 1,
  ownMs: 1,
});

describe('a variable that was kept from the program', () => {
  test.each([
    ["KeyError: 'SERVICE_REGION'", 'SERVICE_REGION'],
    ["KeyError: 'JWT'", 'JWT'],
    ['    region = process.env.REGION.toLowerCase()', 'REGION'],
    ['Error: REGION is not set', 'REGION'],
    ['ValueError: the environment variable REGION is empty', 'REGION'],
  ])('%s', (stderr, name) => {
    expect(inconclusiveRun(failed(stderr, [name]))).toBe('needs a variable of the environment that is kept from it');
  });

  test.each([
    ['NameError: name DATA', 'OTHER'],
    ['    data = DATA[0]\nIndexError: list index out of range', 'DATA'],
    ['    result = data[0]\nTypeError: data', 'DATA'],
    ["KeyError: 'data'", 'DATA'],
  ])('is not what this died of: %s', (stderr, name) => {
    expect(inconclusiveRun(failed(stderr, [name]))).toBeUndefined();
  });
});
