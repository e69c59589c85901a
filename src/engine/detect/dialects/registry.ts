// Every dialect, one line each. Each is given the lines that hold one of its words, and those behind them until it is done; it takes what it recognises.

import { codeLines } from './code-lines';
import { deno } from './deno';
import type { Dialect } from './dialect';
import { doctest } from './doctest';
import { dotnet } from './dotnet';
import { dotnetStack } from './dotnet-stack';
import { esbuild } from './esbuild';
import { eslint } from './eslint';
import { eslintJson } from './eslint-json';
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
import { next } from './next';
import { nodeTest } from './node-test';
import { playwright } from './playwright';
import { pyright } from './pyright';
import { pytest } from './pytest';
import { pytestSummary } from './pytest-summary';
import { python } from './python';
import { pythonWarning } from './python-warning';
import { rich } from './rich';
import { rolldown } from './rolldown';
import { rollup } from './rollup';
import { ruff } from './ruff';
import { rustPanic } from './rust-panic';
import { rustc } from './rustc';
import { sanitizers } from './sanitizers';
import { startsOver } from './starts-over';
import { tap } from './tap';
import { tsc } from './tsc';
import { viteDev } from './vite-dev';
import { vitest } from './vitest';
import { webpack } from './webpack';

export const dialects: readonly Dialect[] = [
  python,
  pytest,
  pytestSummary,
  pythonWarning,
  rich,
  doctest,
  ipython,
  javascript,
  jsonLog,
  nodeTest,
  jest,
  vitest,
  tap,
  playwright,
  tsc,
  eslint,
  eslintJson,
  mypy,
  pyright,
  ruff,
  codeLines,
  deno,
  esbuild,
  rollup,
  rolldown,
  viteDev,
  webpack,
  next,
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
  startsOver,
];
