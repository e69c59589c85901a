// Every kind of Python syntax mistake, one line each.

import { argumentOrder } from './mistakes/argument-order';
import { assignmentTarget } from './mistakes/assignment-target';
import { callParentheses } from './mistakes/call-parentheses';
import { characters } from './mistakes/characters';
import { equality } from './mistakes/equality';
import { fString } from './mistakes/f-string';
import { importOrder } from './mistakes/import-order';
import { indentation } from './mistakes/indentation';
import { keywordAsName } from './mistakes/keyword-as-name';
import { lineJoining } from './mistakes/line-joining';
import { missingColon } from './mistakes/missing-colon';
import { missingOperand } from './mistakes/missing-operand';
import { missingParameters } from './mistakes/missing-parameters';
import { needsAsync } from './mistakes/needs-async';
import { otherLanguage } from './mistakes/other-language';
import { python2Print } from './mistakes/python2-print';
import { python2Statements } from './mistakes/python2-statements';
import { scopeStatement } from './mistakes/scope-statement';
import { stringQuotes } from './mistakes/string-quotes';
import { tokenEdit } from './mistakes/token-edit';
import type { Mistake } from './search/mistake';

/** Where two read a place alike at the same cost, the first here explains it. */
export const mistakes: readonly Mistake[] = [
  argumentOrder,
  assignmentTarget,
  callParentheses,
  characters,
  equality,
  fString,
  otherLanguage,
  importOrder,
  indentation,
  keywordAsName,
  lineJoining,
  missingColon,
  missingOperand,
  missingParameters,
  needsAsync,
  python2Print,
  python2Statements,
  scopeStatement,
  stringQuotes,
  tokenEdit,
];
