// What the slips of a token or two cost: −ln of how often people slip so.

/** A token is left out. */
export const OMITTED: Readonly<Record<string, number>> = {
  ':': 1.5,
  ')': 1.5,
  ',': 2.3,
  ']': 2,
  '(': 2.8,
  '[': 3.3,
  '}': 2.2,
  '{': 3.8,
  '=': 4,
  '.': 3.8,
  '+': 4,
  '*': 4.2,
  '-': 5.5,
  '==': 4.5,
  '%': 5.5,
  in: 4.2,
  and: 5,
  or: 5.5,
  not: 5.5,
  if: 5.5,
  else: 5.5,
  for: 5.5,
  def: 5,
  import: 5,
  as: 5.5,
  is: 6,
  '>': 6,
  '<': 6,
  '/': 6.5,
  ';': 6,
};
/** A token too many is typed. */
export const EXTRA: Readonly<Record<string, number>> = {
  ')': 2.2,
  ']': 2.5,
  '}': 2.5,
  ':': 2.8,
  ',': 3,
  '(': 4.6,
  '[': 5,
  '{': 5,
  ';': 3,
  '=': 3.6,
  '.': 3.4,
  '>': 4.5,
  '<': 4.5,
  '+': 4,
  '-': 4,
  '*': 4,
  '/': 4.5,
  '==': 4.5,
  '@': 4.5,
  '&': 4.5,
  '|': 4.5,
  '>>': 4,
  '%': 4.5,
};
/** A comma with the comma or parenthesis behind it. */
export const EXTRA_COMMA = 2.4;
/** One token is typed for another. */
export const CONFUSED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '=': { '==': 1.2, ':': 2.8, ':=': 5, '.': 5.5, '+': 4.5, ',': 5, '-': 5, in: 5, '!=': 5, '+=': 5 },
  '==': { '=': 2, ':': 5 },
  ';': { ':': 1.8, ',': 2 },
  ':': { ',': 3.4, '=': 2.2, ')': 5, ']': 5.5, '.': 4.5, in: 5, ';': 6 },
  ',': { '.': 4.5, and: 5, ':': 3.2, ')': 3.2, '+': 5, ']': 5.5, '=': 5 },
  '.': { ',': 3.4, ':': 3.5 },
  '(': { '[': 2.8, '{': 3.4, ',': 5 },
  '[': { '(': 2.8, '{': 3.4 },
  '{': { '(': 2.5, '[': 2.5 },
  ')': { ']': 2, '}': 3, '):': 3, ':': 5, '(': 3 },
  ']': { ')': 2, '}': 3, '[': 3 },
  '}': { ')': 2, ']': 2, '{': 3 },
  '->': { ':': 4.5 },
  '<': { '(': 4, '[': 3.5, '==': 6 },
  '>': { ')': 4, ']': 3.5, ':': 5 },
  '-': { '=': 4, '+': 6 },
  '+': { '=': 4.5, ',': 5 },
  '|': { or: 4 },
  '&': { and: 4 },
  ':=': { '=': 2.5, ':': 4 },
  '~': { not: 5 },
  is: { '=': 5 },
  as: { '=': 5 },
};

/** A change before the error is the likelier the nearer it is; behind it, it can hardly help. */
export const AWAY = { perTokenBefore: 0.12, mostBefore: 4, perTokenBehind: 0.9 };

/** A token is left out, where the place tells more than `OMITTED`. */
export const INSERT = {
  inBehindNot: 1.5,
  /** `a.b`, `a` or `.b` stands elsewhere in the file. */
  dotOfKnownChain: 0.8,
  dotBeforeKnownMember: 1.8,
  /** A variable of the file that is a member of nothing in it. */
  dotBeforeVariable: 3.5,
  /** A blank was left out as well. */
  commaInNumber: 2,
  /** More follows on the line. */
  closingInMidLine: 0.5,
  atLineStart: 0.5,
  /** `a if c b`, `a c else b`: the other word stands there. */
  halfOfConditional: 1,
  /** `x > 3 y < 9`. */
  betweenComparisons: 0.3,
  sumBetweenComparisons: 2.5,
  closingInNextStatement: 2.5,
  /** Among rows that are each a whole: at the end of the one that is not, or of another. */
  closingOpenRow: -2,
  closingAnotherRow: 2,
  beforeArrow: 0.6,
  colonOfAnnotation: 3,
  /** `print(name = "!")`: a keyword argument where none is. */
  strangeKeyword: 3,
  /** `count += ` wants its one. */
  one: 1.5,
};

/** An operator between two operands of a calculation. */
export const OPERATOR = { writtenElsewhere: 0.3, plus: 2.2, minusOrTimes: 2.6, other: 4.5 };

/** All brackets that a line leaves open are closed at its end. */
export const CLOSE = { least: 0.8, perBracket: 0.7, perLine: 0.3 };

/** A token too many is typed, where `EXTRA` does not name it. */
export const REMOVE = {
  leadingWord: 8,
  keyword: 5,
  print: 9,
  name: 7,
  sign: 4,
  /** One that means something in another language. */
  foreignSign: 8,
  operator: 4.5,
  text: 9,
  number: 7.5,
  /** One that touches the name behind it. */
  gluedNumber: 3.5,
  /** A value would be missing rather. */
  assignmentOfNothing: 4,
  /** Of what would be a slice. */
  colonInBrackets: 2,
  /** Two operands side by side: the operator between them is missing rather. */
  besideOperand: 4,
  doubled: 1.6,
  doubledArgument: 3.2,
};

export const REPLACE = {
  digitInName: 1.5,
  digitBeforeName: 1.6,
  digitForLetter: 1.2,
  factorBeforeName: 1.8,
  /** `2w`, as it is written on paper. */
  factorBeforeShortName: 0.6,
  digitBeforeShortName: 3,
  /** `n` or `i` for `in`. */
  halfOfIn: 2,
  keywordInWrongCase: 1,
  misspeltKeyword: 2,
  misspeltKeywordOrName: 4,
  badlyMisspeltKeyword: 3.5,
  badlyMisspeltKeywordOrName: 6,
  gluedStatementWord: 2,
  gluedKeyword: 2.5,
  keywordForKeyword: 5,
  gluedBracket: 0.6,
  /** The part before the bracket has one or two letters. */
  gluedToShortName: 1,
  gluedSelf: 1.2,
  /** So much less, where the two parts tell more. */
  gluedParameter: 4,
  gluedBase: 3,
  gluedArgument: 1.5,
};

export const JOIN = { operator: 0.8, operatorWithBlank: 1.5, nameAndNumber: 1, keyword: 1, name: 3, underscore: 2 };

export const SWAP = { symbols: 3, others: 4.2 };

/** Two statements on one line. `behindReturn`: what stands there would never run. */
export const SPLIT_LINE = { behindBracket: 2, elsewhere: 3.2, behindReturn: 3 };

/** The same of several, in a list or call, or in a value. */
export const SEVERAL = { commas: 1.2, commasAtJoints: 3, plus: 1.4, plusInList: 3.2 };

/** Two operands with nothing but a blank between them. */
export const SIDE_BY_SIDE = {
  dotOfUnknownChain: 7,
  percentOfFormat: 0.6,
  timesText: 2,
  timesTextInCall: 3.5,
  plusText: 1,
  /** In a call or list: the text ends like one that goes on, or it does not. */
  plusTextAtJoint: 0.6,
  plusTextInList: 3,
  commaAtJoint: 3.2,
  /** Outside of lists and calls; in them; in them where the line calculates. */
  plus: [1.4, 2.6, 2],
  minus: [1.8, 3.2, 2.3],
  times: [2.2, 3.4, 2.4],
  divided: [3.2, 3.6, 3.6],
  commaInGroup: 4,
  colonInIndex: 4,
  writtenElsewhere: 0.3,
  equalsInAssignment: 6,
  commaOutside: 4,
  commaInOneArgumentCall: 5,
  commaOfAssertion: 0.6,
  commaInCall: 2.3,
  leastComma: 0.5,
  leastOperator: 0.3,
  unknownOperator: 4,
  /** Other calls of the function have one argument more, or all have as many as this one. */
  moreArgumentsElsewhere: 1.2,
  sameArgumentsElsewhere: -1.4,
} as const;

/** A slice without the name that is sliced, which the statement, or the file, slices elsewhere. */
export const SLICE = { slicedHere: 0.2, slicedElsewhere: 1.2, perName: 0.8 };
