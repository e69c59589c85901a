// Every dialect, one line each. All of them read every line; each takes what it recognises.

import { codeLines } from './code-lines';
import type { Dialect } from './dialect';
import { doctest } from './doctest';
import { dotnet } from './dotnet';
import { dotnetStack } from './dotnet-stack';
import { eslint } from './eslint';
import { gcc } from './gcc';
import { goBuild } from './go-build';
import { goPanic } from './go-panic';
import { goTest } from './go-test';
import { ipython } from './ipython';
import { javaStack } from './java-stack';
import { javac } from './javac';
import { javascript } from './javascript';
import { jest } from './jest';
import { jsonLog } from './json-log';
import { mypy } from './mypy';
import { pyright } from './pyright';
import { pytest } from './pytest';
import { python } from './python';
import { rich } from './rich';
import { ruff } from './ruff';
import { rustPanic } from './rust-panic';
import { rustc } from './rustc';
import { sanitizers } from './sanitizers';
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
  gcc,
  sanitizers,
  rustc,
  rustPanic,
  goBuild,
  goTest,
  goPanic,
  javac,
  javaStack,
  dotnet,
  dotnetStack,
];
