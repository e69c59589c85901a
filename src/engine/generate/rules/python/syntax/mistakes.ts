// Every kind of Python syntax mistake, one line each.

import type { Mistake } from './mistake';
import { argumentOrder } from './argument-order';
import { assignmentTarget } from './assignment-target';
import { callParentheses } from './call-parentheses';
import { characters } from './characters';
import { equality } from './equality';
import { fString } from './f-string';
import { foreign } from './foreign';
import { importOrder } from './import-order';
import { indentation } from './indentation';
import { lineJoining } from './line-joining';
import { missingColon } from './missing-colon';
import { missingParameters } from './missing-parameters';
import { outsideFunction } from './needs-async';
import { python2Print } from './python2-print';
import { python2Statements } from './python2-statements';
import { scopeStatement } from './scope-statement';
import { search } from './search';
import { stringQuotes } from './string-quotes';

export const mistakes: readonly Mistake[] = [
  argumentOrder,
  assignmentTarget,
  callParentheses,
  characters,
  equality,
  fString,
  foreign,
  importOrder,
  indentation,
  lineJoining,
  missingColon,
  missingParameters,
  outsideFunction,
  python2Print,
  python2Statements,
  scopeStatement,
  stringQuotes,
  search,
];
