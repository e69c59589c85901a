// All checkers, cheapest first: one file a checker, one line here.

import type { Checker } from './checker';
import { linterCheck } from './linter-check';
import { pyrightCheck } from './pyright-check';
import { pythonChecks } from './python-checks';
import { pythonParses } from './python-parses';
import { registeredCheck } from './registered-check';
import { scriptChecks } from './script-checks';
import { scriptParses } from './script-parses';

export const CHECKERS: readonly Checker[] = [
  // parses
  pythonParses,
  scriptParses,
  // checks
  pythonChecks,
  scriptChecks,
  pyrightCheck,
  linterCheck,
  registeredCheck,
];
