// Every dialect, one line each. Each is given the lines that hold one of its words, and those behind them until it is done; it takes what it recognises.

import { codeLines } from './code-lines';
import type { Dialect } from './dialect';
import { doctest } from './doctest';
import { eslint } from './eslint';
import { ipython } from './ipython';
import { javascript } from './javascript';
import { jest } from './jest';
import { jsonLog } from './json-log';
import { mypy } from './mypy';
import { pyright } from './pyright';
import { pytest } from './pytest';
import { python } from './python';
import { rich } from './rich';
import { ruff } from './ruff';
import { tap } from './tap';
import { tsc } from './tsc';
import { vitest } from './vitest';

export const dialects: readonly Dialect[] = [
  python,
  pytest,
  rich,
  doctest,
  ipython,
  javascript,
  jsonLog,
  jest,
  vitest,
  tap,
  tsc,
  eslint,
  mypy,
  pyright,
  ruff,
  codeLines,
];
