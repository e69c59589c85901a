// Errors of languages that are listed and not healed: what the tool says, in plain words, and what would mend it where its words tell that.

import type { LanguageId } from '../../language';
import type { Problem } from '../../problem';
import type { PlainWords } from './template';

const NAMES: Readonly<Partial<Record<LanguageId, string>>> = {
  c: 'C',
  cpp: 'C++',
  rust: 'Rust',
  go: 'Go',
  java: 'Java',
  csharp: 'C#',
  vue: 'Vue',
  svelte: 'Svelte',
};

const TOOLS: Readonly<Record<string, string>> = {
  gcc: 'The C compiler',
  rustc: 'The Rust compiler',
  go: 'Go',
  javac: 'The Java compiler',
  java: 'Java',
  dotnet: '.NET',
  rust: 'The Rust program',
  sanitizer: 'The sanitizer',
  ts: 'TypeScript',
  eslint: 'ESLint',
};

interface Words {
  readonly says: RegExp;
  /** Without a full stop; `$1` and so on are groups of `says`. */
  readonly what: string;
  readonly needed: string;
}

const QUOTED = String.raw`[\u2018'"\`\u201c]([^\u2019'"\`\u201d]{1,120})[\u2019'"\`\u201d]`;
const said = (pattern: string): RegExp => new RegExp(pattern);

/** In order; the first whose words these are. */
const WORDS: readonly Words[] = [
  {
    says: said(`${QUOTED} (?:undeclared|was not declared in this scope)|use of undeclared identifier ${QUOTED}`),
    what: "Nothing with the name '$1' is known at this place",
    needed: 'Correct the spelling, declare it before this line, or include the header that declares it.',
  },
  {
    says: said(
      `cannot find (?:value|function|type|struct|macro|trait|module) ${QUOTED} in this scope|undefined: (\\S+)|The name ${QUOTED} does not exist`,
    ),
    what: "Nothing with the name '$1' is known at this place",
    needed: 'Correct the spelling, bring it into scope with an import, or declare it.',
  },
  {
    says: /cannot find symbol(?:[\s\S]*?symbol:\s+(.+))?/,
    what: 'The compiler knows no such name here: $1',
    needed: 'Correct the spelling, import its class, or declare it.',
  },
  {
    says: /undefined reference to [`‘'"](.+?)['’"]/,
    what: "'$1' is declared and used, and the linker found no code for it",
    needed: 'Link the file or library that defines it, or define it.',
  },
  {
    says: /(?:^|: )(\S+\.h\w*): No such file or directory/,
    what: "The header '$1' was not found",
    needed: 'Correct its path, install what brings it along, or name its folder with -I.',
  },
  {
    says: /(?:declared and not used|imported and not used|unused (?:variable|import|parameter))/,
    what: 'Something is declared or imported here and never used',
    needed: 'Use it, or remove it.',
  },
  {
    says: /mismatched types|incompatible types|cannot use .+ as .+ value|makes (?:pointer from integer|integer from pointer)|cannot convert|CS0029/,
    what: 'A value of one type stands where another type is asked for',
    needed: 'Convert the value, or change the type of one of the two.',
  },
  {
    says: /too (?:few|many) arguments|not enough arguments in call|takes \d+ arguments? but|No overload for method/,
    what: 'A function is called with another number of arguments than it takes',
    needed: 'Give it the arguments that it is declared with, or change its declaration and its other calls.',
  },
  {
    says: /expected (?:one of )?['‘"`]?[;,(){}\]]|(?:^|\s)[;'‘"]+ expected|syntax error|unexpected (?:token|newline|EOF)/i,
    what: 'The text can’t be read as a program from here on',
    needed: 'Look here and at the end of the line above for a sign that is missing or too much.',
  },
  {
    says: /index out of (?:bounds|range)|ArrayIndexOutOfBounds|IndexOutOfRange|Index \d+ out of bounds/,
    what: 'An index lies beyond the end of what it reads',
    needed: 'Check the length before, or find out why the index is too large.',
  },
  {
    says: /nil pointer dereference|NullPointerException|Object reference not set|because .+ is null|called `Option::unwrap\(\)` on a `None`/,
    what: 'A value is used that is not there',
    needed: 'Find out why it is missing, where it gets its value, and check for it there or here.',
  },
  {
    says: /heap-buffer-overflow|stack-buffer-overflow|global-buffer-overflow|out of bounds for type/,
    what: 'The program reads or writes memory beyond the end of what it holds',
    needed: 'Look at the bounds of the loop or index in this line, and at how large the memory was made.',
  },
  {
    says: /heap-use-after-free|stack-use-after|double-free/,
    what: 'The program uses memory that was given back before',
    needed: 'Look where it is freed: nothing may use it, or free it again, after that.',
  },
  { says: /detected memory leaks/, what: 'Memory is never given back', needed: 'Free it when it is no longer used.' },
  {
    says: /data race/,
    what: 'Two threads use the same memory at the same time, and one of them writes',
    needed: 'Guard it by a lock, or keep it to one thread.',
  },
  {
    says: /integer overflow/,
    what: 'A number became too large for its type',
    needed: 'Use a wider type, or check before the calculation.',
  },
  {
    says: /assertion .*failed/,
    what: 'An assertion does not hold',
    needed: 'First find out which of the two is right, the code or what is expected of it.',
  },
  {
    says: /^all goroutines are asleep/,
    what: 'All goroutines wait, and none of them can go on',
    needed: 'Look for a channel that nobody sends to, or a lock that nobody gives back.',
  },
];

/** Never claims more than the tool said. */
export function listedWords({ source, errorType, message, language, location }: Problem): PlainWords {
  const [first = ''] = message.split('\n');
  const who = TOOLS[source] ?? 'The tool';
  const line = location.range.start.line + 1;
  const rest = `Self-Heal lists and explains errors of ${NAMES[language] ?? 'this language'}; it has no fixes for them.`;
  for (const { says, what, needed } of WORDS) {
    const found = says.exec(`${errorType}: ${message}`);
    if (!found) continue;
    const part = found.slice(1).find((one) => one !== undefined) ?? first;
    return { what: `${what.replace('$1', () => part.slice(0, 120))}.`, needed: `${needed} ${rest}` };
  }
  return { what: `${who} says of line ${line}: ${first.slice(0, 300)}${/[.!?]$/.test(first) ? '' : '.'}`, needed: rest };
}
