// Every kind of Python syntax mistake, one line each.

import type { Mistake } from './search/mistake';
import { argumentOrder } from './mistakes/argument-order';
import { assignmentTarget } from './mistakes/assignment-target';
import { callParentheses } from './mistakes/call-parentheses';
import { characters } from './mistakes/characters';
import { equality } from './mistakes/equality';
import { fString } from './mistakes/f-string';
import { foreign } from './mistakes/other-language';
import { importOrder } from './mistakes/import-order';
import { indentation } from './mistakes/indentation';
import { lineJoining } from './mistakes/line-joining';
import { missingColon } from './mistakes/missing-colon';
import { missingParameters } from './mistakes/missing-parameters';
import { outsideFunction } from './mistakes/needs-async';
import { python2Print } from './mistakes/python2-print';
import { python2Statements } from './mistakes/python2-statements';
import { scopeStatement } from './mistakes/scope-statement';
import { search } from './mistakes/token-edit';
import { stringQuotes } from './mistakes/string-quotes';

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
