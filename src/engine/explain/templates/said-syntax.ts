// What is wrong with a text that does not parse, by its kind: `=` for `==`, a colon, a bracket, a quote. By the words of CPython, Pyright, TypeScript and
// Node, and by the line itself, for the words are often only that something else was expected.

import type { PlainWords, TemplateContext } from './template';

interface SyntaxWords {
  readonly language?: 'python' | 'script';
  /** Matched against the message. */
  readonly message?: RegExp;
  /** Matched against the line of code, without its indentation. */
  readonly code?: RegExp;
  readonly say: (part: (name: string) => string) => PlainWords;
}

const COLON = /^(?:invalid syntax|expected ':'|Expected ":")/;
const BLOCK = /^(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b/;
const ANY = /^(?:invalid syntax|Expected|expected|Expression expected|Unexpected)/;

const WORDS: readonly SyntaxWords[] = [
  // ---- another language's words, told by the line
  {
    language: 'python',
    message: ANY,
    code: /^else\s+if\b/,
    say: () => ({ what: `Python writes 'elif' where other languages write 'else if'.`, needed: `'elif' in one word.` }),
  },
  {
    language: 'python',
    message: ANY,
    code: /&&|\|\||(?:^|[\s(])!\s*[A-Za-z_(]/,
    say: () => ({ what: `'&&', '||' and '!' are signs of other languages.`, needed: `In Python: 'and', 'or', 'not'.` }),
  },
  {
    language: 'python',
    message: ANY,
    code: /\w(?:\+\+|--)(?!\s*\w)/,
    say: () => ({ what: `Python has no '++' and no '--'.`, needed: `'+= 1' or '-= 1'.` }),
  },
  // ---- one sign for another
  {
    message: /Maybe you meant '==' (?:or ':=' )?instead of '='|^Operator "=" (?:is )?not allowed/,
    say: () => ({ what: `'=' assigns, '==' compares. Here a comparison is wanted.`, needed: `'==' in place of '='.` }),
  },
  {
    message: COLON,
    code: /^(?:if|elif|while)\b[^=]*[^=!<>:]=(?!=)/,
    say: () => ({ what: `'=' assigns, '==' compares. A condition wants '=='.`, needed: `'==' in place of '='.` }),
  },
  {
    message:
      /invalid (?:non-printable )?character (?:'(?<sign>[^']+)' \((?<code>U\+\w+)\)|(?<alone>U\+\w+))|^Invalid character (?:in identifier|"\\u(?<four>\w+)")/i,
    say: (part) => ({
      what: `${part('sign') === '' ? 'A sign here' : `The sign ${part('sign')}`} is none that a program is written with; it often comes along when text is copied.`,
      needed: `The plain sign of the keyboard in its place: " or ' for a quote, - for a dash, an ordinary blank.`,
    }),
  },
  // ---- something is missing
  {
    language: 'python',
    message: /^(?:expected ':'|Expected ":")/,
    say: () => ({
      what: `A line that opens a block (def, if, for, class and the like) ends with a colon; this one does not.`,
      needed: `The colon at its end.`,
    }),
  },
  {
    language: 'python',
    message: /^invalid syntax$/,
    code: new RegExp(`${BLOCK.source}[^:]*$`),
    say: () => ({
      what: `A line that opens a block (def, if, for, class and the like) ends with a colon; this one does not.`,
      needed: `The colon at its end.`,
    }),
  },
  {
    message: /^(?:'(?<sign>[([{])' was never closed|"(?<other>[([{])" was not closed)/,
    say: (part) => ({
      what: `The bracket '${part('sign') || part('other')}' that stands here is opened and never closed.`,
      needed: `Its other half, where it belongs.`,
    }),
  },
  {
    message: /^closing parenthesis '(?<sign>.)' does not match opening parenthesis '(?<open>.)'/,
    say: (part) => ({
      what: `'${part('open')}' was opened and '${part('sign')}' closes it: the two do not belong together.`,
      needed: `The same kind of bracket at both ends, or the one that is missing between them.`,
    }),
  },
  {
    message: /^unmatched '(?<sign>.)'/,
    say: (part) => ({
      what: `'${part('sign')}' closes a bracket that nothing has opened.`,
      needed: `Take it away, or put its other half where it belongs.`,
    }),
  },
  {
    message: /^unterminated triple-quoted|^EOF while scanning triple-quoted/,
    say: () => ({ what: `A text is opened with three quotes and never closed.`, needed: `Three quotes at its end.` }),
  },
  {
    message:
      /^unterminated f?-?string|^unterminated string|^EOL while scanning string|^String literal is unterminated|^Unterminated (?:string|template)/,
    say: () => ({ what: `A text is opened with a quote and not closed on this line.`, needed: `The same quote at its end.` }),
  },
  {
    message: /Perhaps you forgot a comma/,
    say: () => ({
      what: `Two values stand side by side with nothing between them.`,
      needed: `Mostly a comma; or an operator, or a quote that ends too early.`,
    }),
  },
  {
    language: 'python',
    message: /^Missing parentheses in call to '(?<name>\w+)'/,
    say: (part) => ({
      what: `Since Python 3 '${part('name')}' is a function.`,
      needed: `Parentheses around what it is given.`,
    }),
  },
  {
    language: 'python',
    message: /^expected an indented block(?: after (?<what>.+?) on line (?<line>\d+))?|^Expected indented block/,
    say: (part) => ({
      what: `${part('line') === '' ? 'The line above' : `Line ${part('line')}`} opens a block, and no line of it follows.`,
      needed: `Its lines one level deeper; 'pass' where nothing is to be done yet.`,
    }),
  },
  {
    language: 'python',
    message: /^unexpected indent|^Unexpected indentation/,
    say: () => ({
      what: `This line is indented, and the line before it opens no block.`,
      needed: `The level of the line before; or a colon there.`,
    }),
  },
  {
    language: 'python',
    message: /^unindent does not match|^Unindent (?:not expected|amount does not match)|^inconsistent dedent/,
    say: () => ({
      what: `This line goes back to a level at which no block began.`,
      needed: `As many blanks as the line that it belongs to has.`,
    }),
  },
  {
    language: 'python',
    message: /^inconsistent use of tabs|^Inconsistent use of tabs/,
    say: () => ({
      what: `Tabs and blanks are mixed at the beginning of the line.`,
      needed: `One of the two in the whole file, mostly four blanks a level.`,
    }),
  },
  // ---- something is where it can't be
  {
    language: 'python',
    message: /^cannot assign to (?<what>.+?)(?: here\b.*)?$/,
    say: (part) => ({
      what: `The left side of '=' takes a value in, and a ${part('what')} can't.`,
      needed: `A name on the left. If the two are compared, '=='.`,
    }),
  },
  {
    language: 'python',
    message: /^positional argument follows keyword argument/,
    say: () => ({
      what: `An argument without a name stands behind one with a name.`,
      needed: `Those without a name first, or a name for this one too.`,
    }),
  },
  {
    language: 'python',
    message:
      /^(?:non-default argument follows default argument|parameter without a default follows parameter with a default|Non-default argument follows)/,
    say: () => ({
      what: `A parameter that must be given stands behind one that may be left out.`,
      needed: `Those that must be given first, or a default for this one too.`,
    }),
  },
  {
    language: 'python',
    message: /^duplicate argument '(?<name>\w+)' in function definition/,
    say: (part) => ({ what: `Two parameters are called '${part('name')}'.`, needed: `Another name for one of the two.` }),
  },
  {
    language: 'python',
    message: /^leading zeros in decimal integer/,
    say: () => ({
      what: `A whole number does not begin with 0.`,
      needed: `The number without it; 0o… for an octal one; quotes where it is no number but a code.`,
    }),
  },
  {
    language: 'python',
    message: /^invalid (?:decimal|hexadecimal|octal|binary) literal/,
    say: () => ({
      what: `Digits and letters run into each other: a name does not begin with a digit.`,
      needed: `Another name, or a blank or an operator between the two.`,
    }),
  },
  {
    language: 'python',
    message: /^f-string: (?:expecting '}'|single '}'|valid expression required|empty expression)/,
    say: () => ({
      what: `In an f-string the braces { } hold a value, and here they are not in order.`,
      needed: `A value between { and }; doubled, {{ and }}, where the braces themselves are meant.`,
    }),
  },
  {
    language: 'python',
    message: /^Statements must be separated by newlines/,
    say: () => ({
      what: `Two statements stand on one line with nothing between them.`,
      needed: `An operator, a comma or a bracket is missing; or the second belongs on a line of its own.`,
    }),
  },
  {
    language: 'script',
    message: /^(?:'(?<sign>[;,:(){}[\]>]|=>)' expected|missing (?<paren>\)) after argument list)/,
    say: (part) => ({
      what: `'${part('sign') || part('paren')}' is missing here, or just before.`,
      needed:
        part('sign') === ';'
          ? `The end of this statement; or the operator or bracket that makes the next words part of it.`
          : `The sign where it belongs; or what stands in its place goes.`,
    }),
  },
  {
    language: 'script',
    message: /^'catch' or 'finally' expected|^Missing catch or finally/,
    say: () => ({ what: `'try' stands alone.`, needed: `'catch' or 'finally' behind its block.` }),
  },
  {
    language: 'script',
    message: /^Declaration or statement expected/,
    say: () => ({
      what: `Here something would begin, and nothing can begin like this: mostly a brace too many ends the block before it.`,
      needed: `Look at the braces above this line.`,
    }),
  },
  {
    language: 'script',
    message: /^Unexpected end of input|^Unexpected eof/i,
    say: () => ({
      what: `A brace or bracket is opened and never closed: the file ends first.`,
      needed: `Its other half, where it belongs.`,
    }),
  },
  {
    language: 'script',
    message: /^Unexpected (?:token|identifier|string|number)(?: ['"]?(?<sign>[^'"]+)['"]?)?/,
    say: (part) => ({
      what: part('sign') === '' ? `Here stands something that can't stand here.` : `'${part('sign')}' can't stand here.`,
      needed: `Often a comma, an operator, a quote or a bracket is missing just before it.`,
    }),
  },
  {
    message:
      /^Expect(?:ed expression|ed member name|ed class name)|^Expression expected|^Identifier expected|^Property assignment expected|^Argument expression expected/,
    say: () => ({
      what: `A value or a name is missing here: something stands before it that needs one, such as '=', a comma, an operator or a bracket.`,
      needed: `What is missing; or the sign before it goes.`,
    }),
  },
];

/** undefined where neither the words nor the line say which slip it is. */
export function syntaxWords({ problem, python, code }: TemplateContext): PlainWords | undefined {
  for (const { language, message, code: line, say } of WORDS) {
    if (language !== undefined && (language === 'python') !== python) continue;
    const groups = message ? message.exec(problem.message) : undefined;
    if ((message && !groups) || (line && !line.test(code))) continue;
    return say((name) => groups?.groups?.[name] ?? '');
  }
  return undefined;
}
