// What the slips of a string's quotes cost: −ln of how often people slip so.

/** The closing quote is missing, by where it belongs. */
export const UNCLOSED = {
  atLineEnd: 1,
  /** At the line's end, behind brackets and commas that close what was open before the string. */
  behindCode: 3,
  /** Behind the blanks at the line's end. */
  behindBlanks: 0.7,
  beforeComment: 2,
  beforePercent: 0.4,
  /** Before the brackets, colons and commas at the end: before the first, and by how many stay inside. */
  beforeTail: 0.8,
  perTailCharacter: 0.4,
  beforeOperator: 0.4,
  beforeKnownArgument: 0.5,
  beforeArgument: 1.1,
  beforeCode: 1.9,
  beforeMethod: 0.4,
  behindAnyWord: 3.4,
  /** Code that the string then swallows: fewer tokens always look more usual, and must not win by that. */
  perSwallowedArgument: 1.3,
  /** Of the last, where the text is plain prose: its commas are its own. */
  ofProse: 0.3,
  swallowedKeyword: 2.5,
  swallowedBracket: 1.5,
  perSwallowedClosing: 1.2,
  swallowedOperator: 3.5,
  swallowedCalculation: 3.5,
  emptyString: 1.5,
  /** The bracket behind the string went with the quote; asked only where the quote alone costs less than `asked`. */
  withBracket: 1.4,
  asked: 2,
};

/** The closing quote is of the other kind: at the end of the text, or further in; and the same for the opening one. */
export const OTHER_QUOTE = {
  closing: 0.5,
  closingFurtherIn: 1.2,
  closingWithBracket: 1.9,
  opening: 1.6,
  closingNextString: 0.1,
  mixedPair: 0.2,
};

/** A backslash took the closing quote away; the string goes on in the next line. */
export const ESCAPED_END = 2;
export const OVER_TWO_LINES = 4;

/** A string ran on to the quote that should open the next one. */
export const EARLY = { beforeSeparator: 0.4, beforeCode: 1.2, emptyString: 2 };

/** The quote that opens is missing, by how many places where a text may begin stand nearer to the one that closes. */
export const UNOPENED = { nearest: 0.8, further: 1.6, perPlace: 0.5, overBracket: 1, weakPlace: 0.8, perComma: 0.9 };

/** The quote itself is the slip, by what stands behind it. */
export const STRAY = {
  forBracket: 1.2,
  beforeCalculation: 0.2,
  beforeKnownName: 0.9,
  amongTexts: 1.2,
  beforeCode: 1.4,
  beforeText: 4.5,
  emptyTexts: 1,
};

/** Quotes inside a string, by what stands between them. */
export const NESTED = {
  apostrophe: 1,
  words: 2.2,
  /** The text between has commas and operators: two strings rather. */
  code: 5,
  perQuote: 0.2,
  /** Against other quotes outside: backslashes, and other quotes inside. */
  escaped: 0.8,
  otherInside: 0.5,
};

/** Triple quotes that do not close. */
export const TRIPLE = {
  partialMark: 0.8,
  perLine: 0.06,
  perSwallowedStatement: 1.8,
  /** Indented deeper than the text itself. */
  perSwallowedDeeperStatement: 0.8,
  onFirstLine: 2,
  onLaterLine: 3,
  /** What follows is neither code nor an empty line. */
  beforeProse: 2,
  onBlankLine: 4,
  /** Blanks alone on a line before code: the marks stood behind them. */
  onLeftBlanks: 1.2,
  strayAlone: 1.5,
  stray: 6,
};

/** A text that ran on into the code behind it, where its end was found. */
export const RUN_ON = {
  plain: 0.2,
  besideLeftBlanks: 3,
  /** −ln of a share of the file's own habit, stretched to the search's other costs. */
  perHabit: 1.6,
};

/** How often a text closes on a line of its own, where the file does not show it: one that begins and ends on one line, and before empty lines. */
export const OWN_LINE = { ofOneLine: 0.03, beforeTwoEmptyLines: 0.85, beforeOneEmptyLine: 0.6 };

/** A text without quotes. */
export const UNQUOTED = { signs: 0.8, unknownWords: 1.5, someKnownWords: 3.5, twoWordsAnywhere: 4 };
