/**
 * Mistake: a variable of the environment that is not set.
 *
 * Before:  `os.environ["DATABSE_URL"]`, `.env` names DATABASE_URL               After:  `os.environ["DATABASE_URL"]`
 * Before:  `os.environ["DATABASE_URL"]`, `.env.example` names it, `.env` not    After:  the example's line in `.env`
 *
 * When not: no example says what to set, or nothing in the project reads `.env`. A value is never made up.
 */
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { children } from '../../../syntax/python-scopes';
import { SourceText } from '../../../syntax/source-text';
import { PYTHON, type FixContext, type Fixer, type Proposal } from '../../fixer';
import {
  ENV_FILE,
  EXAMPLE_FILES,
  OTHER_ENV_FILES,
  variableProposals,
  type AskedVariable,
  type EnvironmentSeen,
  type NamedText,
} from '../../missing-variable';
import { originsOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

/** What libraries say of a variable that is missing; the first group is its name. */
const SAID: readonly RegExp[] = [
  /^(\w+) not found\. Declare it as envvar or define a default value/,
  /^Environment variable "(\w+)" (?:not set|empty)/,
  /^Set the (\w+) environment variable/,
  /^["']?Config '(\w+)' is missing, and has no default/,
];
const OF_KEY = /^(["'])([A-Za-z_]\w*)\1$/;
/** What a program that looks itself says: `DATABASE_URL is not set`. */
const OWN_WORDS =
  /\b(?:environment|env(?:ironment)? var(?:iable)?s?|env vars?|not set|unset|missing|required|must be set|not defined|not configured)\b/i;
const SHOUTED = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
/** pydantic-settings: the fields without a value. */
const FIELDS = /^\d+ validation errors? for (\w+)/;
const FIELD = /^(\w+)[ \t]*\r?\n[ \t]+(?:Field required|field required)/gm;

const READS = /\b(?:dotenv|decouple|environs|pydantic_settings|BaseSettings|environ\.Env|starlette\.config|dynaconf|find_dotenv)\b/;
const READ_BY_COMMAND = /(?:^|\s)(?:pipenv|dotenv)\s+run\b|--env-file\b/;
const ASKS = /(?:environ(?:\.get\s*\(|\s*\[)|getenv\s*\(|(?<![\w.])(?:config|env)(?:\.\w+)?\s*\()\s*["'](\w+)["']/g;
/** Files of the project that are looked through. */
const MAX_FILES = 300;

export const environmentVariable: Fixer = {
  id: 'python/environment-variable',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    families: ['missing-key', 'none-access'],
    messages: [...SAID, FIELDS, /NoneType/, OWN_WORDS],
  },
  async propose(context) {
    const file = pythonFile(context);
    const asked = askedOf(file);
    if (asked.length === 0) return [];
    const seen = await environmentOf(context, file, asked);
    return variableProposals(asked, seen).map(({ file: other, edits, ...rest }): Proposal => ({
      ...rest,
      ...(other ? { edits: [], otherFiles: [{ path: other.path, source: new SourceText(other.text), edits }] } : { edits }),
    }));
  },
};

/** Whether an expression is what the system or `.env` has set. */
const IS_ENVIRONMENT =
  /^(?:(?:os\.)?environb?|(?:dotenv\.)?dotenv_values\(.*\)|(?:os\.)?environ\.copy\(\)|dict\((?:os\.)?environ\)|\{\s*\*\*\s*(?:os\.environ|dotenv_values\()[\s\S]*\})$/s;

/** `object` of `object[key]`. */
export function isEnvironment(file: PythonFile, object: SyntaxNode): boolean {
  return originsOf(file, object).some((node) => IS_ENVIRONMENT.test(textOf(file, node)));
}

function askedOf(file: PythonFile): AskedVariable[] {
  const { message, errorType } = file.context.problem;
  const words = message.trim();
  for (const pattern of SAID) {
    const name = pattern.exec(words)?.[1];
    if (name !== undefined) return [{ name, written: literalOf(file, name) }];
  }
  if (/(?:^|\.)KeyError$/.test(errorType)) {
    const name = OF_KEY.exec(words)?.[2];
    return name === undefined ? [] : ofSubscript(file, name);
  }
  const model = FIELDS.exec(words)?.[1];
  if (model !== undefined) return ofFields(file, model, words);
  if (/NoneType/.test(words)) return ofNothing(file);
  return OWN_WORDS.test(words) ? [...words.matchAll(SHOUTED)].map(([name]) => ({ name, written: literalIn(file, name) })) : [];
}

/** `os.environ["NAME"]`, `os.environ[name]`. */
function ofSubscript(file: PythonFile, name: string): AskedVariable[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const index = subscript ? children(node)[2] : undefined;
    if (!subscript || !index || !isEnvironment(file, subscript.object)) continue;
    if (index.name !== 'String') return [{ name }];
    if (contentOf(file, index) === name) return [{ name, written: { from: index.from + 1, to: index.to - 1 } }];
  }
  return [];
}

/** The value on the line is None because nobody set what `os.getenv("NAME")` asks for. */
function ofNothing(file: PythonFile): AskedVariable[] {
  const asked = (node: SyntaxNode): AskedVariable | undefined => {
    const callee = node.name === 'CallExpression' ? node.firstChild : undefined;
    if (!callee || !/^(?:(?:os\.)?getenv|(?:os\.)?environ\.get)$/.test(textOf(file, callee))) return undefined;
    const [key, ...others] = argumentsOf(node).map(({ value }) => value);
    // With a second argument it has a value of its own.
    return key?.name === 'String' && others.length === 0
      ? { name: contentOf(file, key), written: { from: key.from + 1, to: key.to - 1 } }
      : undefined;
  };
  for (const node of nodesAt(file, 'CallExpression', 'VariableName', 'MemberExpression'))
    for (const origin of originsOf(file, node)) {
      const found = asked(origin);
      if (found) return [found];
    }
  return kept(file);
}

/** Kept under a key or as an attribute of a class: `REDIS = os.getenv("REDIS_URL")` of `Config.REDIS`, where the file has it once. */
function kept(file: PythonFile): AskedVariable[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const property = memberOf(node)?.property;
    const key = subscriptOf(node) ? children(node)[2] : undefined;
    const name = property ? textOf(file, property) : key?.name === 'String' ? contentOf(file, key) : '';
    if (!/^\w+$/.test(name)) continue;
    const given = new RegExp(
      `(?:^[ \\t]+${name}[ \\t]*(?::[^=\\n]+)?=|["']${name}["'][ \\t]*:)[ \\t]*(?:os\\.)?(?:getenv|environ\\.get)\\([ \\t]*["'](\\w+)["'][ \\t]*\\)`,
      'gm',
    );
    const [one, ...others] = [...file.text.matchAll(given)];
    const variable = one?.[1];
    if (!one || variable === undefined || others.length > 0) continue;
    const from = one.index + one[0].lastIndexOf(variable);
    return [{ name: variable, written: { from, to: from + variable.length } }];
  }
  return [];
}

/** The fields of a settings class that got no value; the variables may be spelt in capitals or not, behind the class's prefix. */
function ofFields(file: PythonFile, model: string, message: string): AskedVariable[] {
  const isSettings =
    new RegExp(`class\\s+${model}\\s*\\([^)]*Settings`).test(file.text) || /BaseSettings|pydantic_settings/.test(file.text);
  if (!isSettings && !/Settings|Config/.test(model)) return [];
  const prefix = /\benv_prefix\s*[=:]\s*["'](\w*)["']/.exec(file.text)?.[1] ?? '';
  return [...message.matchAll(FIELD)].map(([, field = '']) => ({ name: (prefix + field).toUpperCase(), anyCase: true }));
}

const contentOf = (file: PythonFile, node: SyntaxNode): string => textOf(file, node).slice(1, -1);

/** Where the name is written on the problem's lines. */
function literalOf(file: PythonFile, name: string): AskedVariable['written'] {
  const node = nodesAt(file, 'String').find((it) => contentOf(file, it) === name);
  return node && { from: node.from + 1, to: node.to - 1 };
}

/** Where the file asks for the name, if it does so once. */
function literalIn(file: PythonFile, name: string): AskedVariable['written'] {
  const [one, ...others] = [...file.text.matchAll(ASKS)].filter((match) => match[1] === name);
  if (!one || others.length > 0) return undefined;
  const to = one.index + one[0].length - 1;
  return { from: to - name.length, to };
}

async function environmentOf(context: FixContext, file: PythonFile, asked: readonly AskedVariable[]): Promise<EnvironmentSeen> {
  const { workspace, problem } = context;
  const read = async (folder: string, name: string): Promise<NamedText | undefined> => {
    const at = path.join(folder, name);
    const text = await workspace.files.read(at);
    return text === undefined ? undefined : { path: at, name, text };
  };
  const folders = foldersUp(path.dirname(context.path), workspace.root, problem.command?.cwd);
  let env: NamedText | undefined;
  const examples: NamedText[] = [];
  const others: NamedText[] = [];
  let hasPipfile = false;
  for (const folder of folders) {
    env ??= await read(folder, ENV_FILE);
    for (const name of EXAMPLE_FILES) examples.push(...listed(await read(folder, name)));
    for (const name of OTHER_ENV_FILES) others.push(...listed(await read(folder, name)));
    hasPipfile ||= await workspace.files.exists(path.join(folder, 'Pipfile'));
  }
  const used: string[] = [];
  let readsFile = hasPipfile || READ_BY_COMMAND.test(problem.command?.line ?? '');
  const isAsked = (match: RegExpExecArray): boolean =>
    asked.some(({ written }) => written && written.from >= match.index && written.to <= match.index + match[0].length + 1);
  const look = (text: string, isOwn: boolean): void => {
    readsFile ||= READS.test(text);
    for (const match of text.matchAll(ASKS)) if (!isOwn || !isAsked(match)) used.push(match[1] ?? '');
  };
  look(file.text, true);
  for (const at of (await workspace.files.list(['.py'])).slice(0, MAX_FILES)) {
    if (context.signal.aborted) break;
    if (at !== context.path) look((await workspace.files.read(at)) ?? '', false);
  }
  return { env, examples, others, used, readsFile };
}

const listed = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** The folder of the file and those above it within the workspace, and the one that the program was started in. */
function foldersUp(from: string, root: string, cwd: string | undefined): string[] {
  const inside = (folder: string): boolean => folder === root || folder.startsWith(root + path.sep);
  const found: string[] = [];
  for (let at = from; inside(at); at = path.dirname(at)) {
    found.push(at);
    if (at === root) break;
  }
  if (cwd !== undefined && cwd !== '' && inside(cwd) && !found.includes(cwd)) found.unshift(cwd);
  return found;
}
