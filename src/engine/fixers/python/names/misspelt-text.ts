/**
 * Mistake: a name that is written as text is misspelt, and a library does not find what it names: a column, a field, a table, a setting.
 *
 * Before:  `relationship(back_populates="boks")`, the class having `books`       After:  `"books"`
 * Before:  `"SELECT nmae FROM pets"`, the table having `name`                    After:  `"SELECT name FROM pets"`
 * Before:  `fieldnames=["name", "pirce"]`, the rows having `price`               After:  `"price"`
 * Before:  `basicConfig(level="debug")`                                         After:  `"DEBUG"`
 *
 * When not: nothing that the message or the file names is spelt like it, or two things are.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf } from '../shared/class-members';
import { enclosing, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';

/** Messages are read up to this length. */
const MAX_READ = 3000;
const MIN_SIMILARITY = 0.68;
/** A shorter word is spelt like too many others. */
const MIN_LENGTH = 4;
const QUOTED = /[`'"‘“]([A-Za-z_][\w.-]{2,60})[`'"’”]/g;
/** Words that a message names without quotes. */
const PLAIN =
  /\bno such (?:column|table|function|index): (?:\w+\.)?(\w+)|\bhas no column named (\w+)|\bnear "(\w+)": syntax error|\bunknown (?:column|database|table|encoding|level|parser|option)\b:? [`'"]?([\w.-]+)/gi;
/** What stands behind these words is what there is. */
const CHOICES =
  /\b(?:choices are|choose from|must be one of|one of|valid (?:\w+ )?(?:are|values|options)|available|supported|expected|possible)\b:?(.*)/is;
/** The message names what was given, and what was to be there is misspelt. */
const GIVEN = /^dict contains fields not in fieldnames: (.*)$/;
/** A decorator of pydantic's names no field of its class; the message names the method. */
const OF_DECORATOR = /^Decorators defined with incorrect fields: [\w.]*?(\w+):\d+\.(\w+)/;
const ELSEWHERE =
  /^(?:NameError|UnboundLocalError|AttributeError|ImportError|ModuleNotFoundError|SyntaxError|IndentationError|TabError|FileNotFoundError|AssertionError|ZeroDivisionError|RecursionError|UnicodeDecodeError)$/;

const SQL_WORDS =
  'SELECT INSERT INTO VALUES UPDATE DELETE FROM WHERE CREATE TABLE ORDER GROUP HAVING LIMIT JOIN INNER OUTER LEFT VIEW ALTER DROP PRIMARY INTEGER TEXT DISTINCT EXISTS'.split(
    ' ',
  );
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL', 'NOTSET'];
const SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE|VALUES)\b/i;

export const misspeltText: Fixer = {
  id: 'python/misspelt-text',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [/./], where: ({ errorType }) => !ELSEWHERE.test(errorType) },
  propose(context) {
    const file = pythonFile(context);
    const message = context.problem.message.slice(0, MAX_READ);
    const strings = stringsOf(file);
    // Keys of one's own dicts and of the environment are looked for elsewhere (missing-key, key-of-data, environment-variable).
    const isOwnKey = context.problem.errorType === 'KeyError' && context.problem.frames.at(-1)?.own !== false;
    if (isOwnKey || /\b(?:environ|getenv)\b/.test(file.text.slice(file.from, file.to))) return [];
    const given = GIVEN.exec(message);
    if (given) return swapped(file, strings, given[1] ?? '');
    const named = wordsOf(file, message);
    const listed = (CHOICES.exec(message)?.[1] ?? '').match(/[A-Za-z_][\w-]*/g) ?? [];
    for (const word of named) {
      const places = strings.filter((node) => holds(file, node, word));
      const table = /ForeignKey|foreign key/i.test(message) ? tableOf(file, word) : undefined;
      if (table !== undefined && places.length > 0)
        return [
          {
            title: `Change '${word}' to '${table}'`,
            explanation: `'${word}' is the class; a foreign key names its table, and that is called '${table}'.`,
            edits: places.flatMap((node) => (/^\W?\w+\.\w+\W?$/.test(textOf(file, node)) ? edits(file, node, word, table) : [])),
            variant: 'table-of-class',
          },
        ];
      if (places.length === 0 || places.length > 4 || isKnown(file, word, places)) continue;
      const isSql = places.some((node) => SQL.test(textOf(file, node)) && textOf(file, node).length > word.length + 2);
      const offered = [
        listed.filter((name) => name !== word),
        [...namesOf(file, strings, word), ...(isSql ? SQL_WORDS : []), ...(/\blevel\b/i.test(message) ? LEVELS : [])],
      ];
      for (const names of offered) {
        const matches = nearNames(word, new Set(names), MIN_SIMILARITY).filter(
          (it) => it.edits <= 2 && (it.edits > 0 || it.name.toLowerCase() === word.toLowerCase()),
        );
        const [first, second] = matches;
        if (!first || (second && second.edits === first.edits && second.similarity === first.similarity)) continue;
        return [
          {
            title: `Change '${word}' to '${first.name}'`,
            explanation: `Nothing is called '${word}' there; '${first.name}' is.`,
            edits: places.flatMap((node) => edits(file, node, word, first.name)),
            variant: slipVariant(word, matches),
            features: slipFeatures(word, matches),
          },
        ];
      }
    }
    return [];
  },
};

/** Plain texts of the file; those of f-strings, and what describes a function or a class, left out. */
function stringsOf(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if ((ref.name === 'String' || ref.name === 'FormatString') && ref.node.parent?.name !== 'ExpressionStatement') out.push(ref.node);
    },
  });
  return out;
}

/** Words that the message speaks of, in its order. */
function wordsOf(file: PythonFile, message: string): string[] {
  const decorated = OF_DECORATOR.exec(message);
  if (decorated) return fieldsNamedAbove(file, decorated[1] ?? '', decorated[2] ?? '');
  const plain = [...message.matchAll(PLAIN)].flatMap((match) => match.slice(1).filter((it) => it !== undefined));
  const quoted = [...message.matchAll(QUOTED)].map((match) => match[1] ?? '');
  const all = plain.length > 0 ? plain : /^['"][\w.-]+['"]$/.test(message) ? [message.slice(1, -1)] : quoted;
  return [...new Set(all.flatMap((word) => (word.includes('.') ? [word, ...word.split('.')] : [word])))]
    .filter((word) => word.length >= MIN_LENGTH)
    .slice(0, 8);
}

/** Texts in the decorators of a method that name no field of its class. */
function fieldsNamedAbove(file: PythonFile, owner: string, method: string): string[] {
  const cls = classesOf(file).get(owner);
  const definition = cls?.bindings.get(method)?.[0]?.node;
  const around = definition?.parent?.name === 'DecoratedStatement' ? definition.parent : undefined;
  if (!cls || !definition || !around) return [];
  return [...file.text.slice(around.from, definition.from).matchAll(/(["'])(\w+)\1/g)]
    .map((match) => match[2] ?? '')
    .filter((name) => !cls.bindings.has(name) && !/^(?:before|after|wrap|plain)$/.test(name));
}

/** The text is the word; or names it as a part, as SQL does and dotted names do. */
function holds(file: PythonFile, node: SyntaxNode, word: string): boolean {
  const text = textOf(file, node).replace(/^[a-zA-Z]*(?:"""|'''|["'])|(?:"""|'''|["'])$/g, '');
  if (text === word) return true;
  if (!new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`).test(text)) return false;
  return SQL.test(text) || /^[\w-]+(?:[.:/][\w-]+)+$/.test(text);
}

const escaped = (word: string): string => word.replace(/[.-]/g, '\\$&');

/** What the table of a class of the file is called. */
function tableOf(file: PythonFile, word: string): string | undefined {
  const cls = classesOf(file).get(word);
  return cls ? /\b__tablename__\s*=\s*["'](\w+)["']/.exec(textOf(file, cls.node))?.[1] : undefined;
}

/** The word is what something of the file is called: then it is not the misspelt one. */
function isKnown(file: PythonFile, word: string, places: readonly SyntaxNode[]): boolean {
  // What a table is called is so by its own word.
  if (places.some((node) => /__tablename__\s*=\s*$/.test(file.text.slice(Math.max(0, node.from - 40), node.from)))) return true;
  if (file.scopes.scopes.some((scope) => scope.name === word || (scope.kind === 'class' && scope.bindings.has(word)))) {
    // `ForeignKey("Team.id")` names a class where its table is meant.
    return !places.some((node) => /ForeignKey/.test(textOf(file, enclosing(node, 'CallExpression')?.firstChild ?? node)));
  }
  return false;
}

/** What the file names otherwise: texts, attributes and methods of classes, classes and functions, names of arguments. */
function namesOf(file: PythonFile, strings: readonly SyntaxNode[], word: string): Set<string> {
  const out = new Set<string>();
  for (const node of strings) {
    const text = textOf(file, node).replace(/^[a-zA-Z]*["']+|["']+$/g, '');
    if (/^[A-Za-z_][\w-]*$/.test(text)) out.add(text);
    else if (SQL.test(text))
      for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) if (!SQL_WORDS.includes(name.toUpperCase())) out.add(name);
  }
  for (const scope of file.scopes.scopes) {
    if (scope.name !== '' && scope.kind !== 'lambda') out.add(scope.name);
    if (scope.kind === 'class') for (const name of scope.bindings.keys()) out.add(name);
  }
  for (const match of file.text.matchAll(/\bself\.(\w+)\s*=|[(,]\s*(\w+)=(?!=)/g)) out.add(match[1] ?? match[2] ?? '');
  out.delete(word);
  out.delete('');
  return out;
}

function edits(file: PythonFile, node: SyntaxNode, word: string, meant: string): ReturnType<typeof replace>[] {
  const text = textOf(file, node);
  return [...text.matchAll(new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`, 'g'))].map((match) =>
    replace(node.from + match.index, node.from + match.index + word.length, meant),
  );
}

/** The rows have what the message names; the list of names has something like it that no row has. */
function swapped(file: PythonFile, strings: readonly SyntaxNode[], said: string): ReturnType<Fixer['propose']> {
  const given = [...said.matchAll(/(['"])(.*?)\1/g)].map((match) => match[2] ?? '');
  const contents = new Map<string, SyntaxNode[]>();
  for (const node of strings) {
    const text = textOf(file, node).slice(1, -1);
    contents.set(text, [...(contents.get(text) ?? []), node]);
  }
  const [key] = given;
  if (given.length !== 1 || key === undefined) return [];
  const listed = [...contents]
    .filter(([text, nodes]) => text !== key && nodes.length === 1 && nodes[0]?.parent?.name === 'ArrayExpression')
    .map(([text]) => text);
  const matches = nearNames(key, listed, MIN_SIMILARITY);
  const [first] = matches;
  const node = first && contents.get(first.name)?.[0];
  if (!first || !node || matches.length > 1) return [];
  return [
    {
      title: `Change '${first.name}' to '${key}'`,
      explanation: `The rows have '${key}'; '${first.name}' is in none of them.`,
      edits: [replace(node.from + 1, node.to - 1, key)],
      variant: 'listed-name',
      features: slipFeatures(first.name, matches),
    },
  ];
}
