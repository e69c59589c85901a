/**
 * Mistake: a variable of the environment that is not set, and what is undefined then is used.
 *
 * Before:  `process.env.REDIS_ULR.split(':')`, `.env` names REDIS_URL            After:  `process.env.REDIS_URL.split(':')`
 * Before:  `process.env.REDIS_URL.split(':')`, `.env.example` names it           After:  the example's line in `.env`
 *
 * When not: no example says what to set, or nothing in the package reads `.env`. A value is never made up.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import {
  ENV_FILE,
  EXAMPLE_FILES,
  OTHER_ENV_FILES,
  variableProposals,
  type AskedVariable,
  type EnvironmentSeen,
  type NamedText,
} from '../../missing-variable';
import { calledValue, missingValue, onLine, saysMissing } from '../framework/crash';
import { foldersAbove, packageOf } from '../framework/package-of';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

/** What Node says of an argument that is undefined. */
const ARGUMENT =
  /must be (?:of type|an instance of|one of)[\s\S]*Received undefined|^Invalid URL$|^secretOrPrivateKey must have a value|"undefined" is not valid JSON/;
/** What a library says that looks for variables itself; the first group is the name. */
const SAID = /^(?:[\s\S]{0,200}?)Environment variable not found: (\w+)/;
/** What a program that looks itself says: `Missing DATABASE_URL`. */
const OWN_WORDS =
  /\b(?:environment|env(?:ironment)? var(?:iable)?s?|env vars?|not set|unset|missing|required|must be set|not defined|not configured)\b/i;
const SHOUTED = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;

const READS = /\bdotenv\b|\bprocess\.loadEnvFile\b|@nestjs\/config|import\.meta\.env\b/;
/** Packages that read it by themselves. */
const READ_BY_PACKAGE =
  /^(?:dotenv(?:-.+)?|next|vite|astro|nuxt|react-scripts|@nestjs\/config|@remix-run\/dev|@sveltejs\/kit|env-cmd|prisma|@t3-oss\/env-.+)$/;
const READ_BY_COMMAND = /--env-file\b|\b(?:dotenv|env-cmd)\b|\bbun\b/;
const ASKS = /(?:process|import\.meta)\.env(?:\.([A-Za-z_]\w*)|\[\s*["'](\w+)["']\s*\])/g;
const IS_ENVIRONMENT = /^(?:process|import\.meta)\s*\.\s*env$/;
/** Files of the package that are looked through. */
const MAX_FILES = 300;

export const environmentVariable: TypedRule = {
  id: 'typescript/environment-variable',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'Error', 'SyntaxError', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_URL'],
    messages: [SAID],
    where: ({ message }) =>
      saysMissing(message) || / is not a function/.test(message) || ARGUMENT.test(message) || SAID.test(message) || OWN_WORDS.test(message),
  },
  propose(place) {
    const asked = askedOf(place);
    if (asked.length === 0) return [];
    return variableProposals(asked, environmentOf(place, asked)).map(({ file, edits, ...rest }): TypedProposal => ({
      ...rest,
      ...(file ? { edits: [], otherFiles: [{ path: file.path, text: file.text, edits }] } : { edits }),
    }));
  },
};

function askedOf(place: TypedPlace): AskedVariable[] {
  const { ts, message } = place;
  const said = SAID.exec(message)?.[1];
  if (said !== undefined) return [{ name: said }];
  if (saysMissing(message)) return listed(variableOf(place, missingValue(place)?.value));
  if (ARGUMENT.test(message)) {
    const given = onLine(
      place,
      (node): node is tsModule.CallExpression | tsModule.NewExpression => ts.isCallExpression(node) || ts.isNewExpression(node),
    );
    return given.flatMap((call) => (call.arguments ?? []).flatMap((argument) => listed(variableOf(place, argument))));
  }
  const called = calledValue(place);
  if (called) return ts.isPropertyAccessExpression(called) ? [] : listed(variableOf(place, called));
  return OWN_WORDS.test(message) ? [...message.matchAll(SHOUTED)].map(([name]) => ({ name, written: writtenIn(place, name) })) : [];
}

/** Steps from a value to where it was made. */
const MAX_STEPS = 4;

/** `process.env.NAME`, also where its value went through names, a property of an object in the file, or was taken out of `process.env`. */
function variableOf(place: TypedPlace, expression: tsModule.Expression | undefined, steps = MAX_STEPS): AskedVariable | undefined {
  const { ts, file } = place;
  const source = expression && sourceOf(place, expression);
  if (source && ts.isIdentifier(source)) return takenOut(place, source);
  const made = source && steps > 0 ? propertyValue(place, source) : undefined;
  if (made) return variableOf(place, made, steps - 1);
  if (!source || !(ts.isPropertyAccessExpression(source) || ts.isElementAccessExpression(source))) return undefined;
  if (!IS_ENVIRONMENT.test(source.expression.getText(source.getSourceFile()))) return undefined;
  const name = ts.isPropertyAccessExpression(source)
    ? source.name
    : ts.isStringLiteralLike(source.argumentExpression)
      ? source.argumentExpression
      : undefined;
  if (!name) return undefined;
  const quote = ts.isStringLiteralLike(name) ? 1 : 0;
  const own = source.getSourceFile() === file;
  return {
    name: name.text,
    ...(own ? { written: { from: name.getStart(file) + quote, to: name.getEnd() - quote } } : {}),
  };
}

/** What a property was given where its object was made: `redis: process.env.REDIS_URL` of `config.redis`. */
function propertyValue(place: TypedPlace, access: tsModule.Expression): tsModule.Expression | undefined {
  const { ts } = place;
  if (!ts.isPropertyAccessExpression(access)) return undefined;
  const object = sourceOf(place, access.expression);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  const property = object.properties.find(
    (one) => one.name !== undefined && !ts.isComputedPropertyName(one.name) && one.name.text === access.name.text,
  );
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** `NAME` of `const { NAME } = process.env`. */
function takenOut({ ts, file, checker }: TypedPlace, name: tsModule.Identifier): AskedVariable | undefined {
  const element = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (!element || !ts.isBindingElement(element) || element.initializer || element.dotDotDotToken) return undefined;
  const declaration = element.parent.parent;
  if (!ts.isVariableDeclaration(declaration) || !IS_ENVIRONMENT.test(declaration.initializer?.getText() ?? '')) return undefined;
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key)) return undefined;
  // Where the name is that of the variable, to change it would change all its uses.
  const isWritten = element.propertyName !== undefined && element.getSourceFile() === file;
  return { name: key.text, ...(isWritten ? { written: { from: key.getStart(file), to: key.getEnd() } } : {}) };
}

/** Where the file asks for the name, if it does so once. */
function writtenIn({ text }: TypedPlace, name: string): AskedVariable['written'] {
  const [one, ...others] = [...text.matchAll(ASKS)].filter((match) => (match[1] ?? match[2]) === name);
  if (!one || others.length > 0) return undefined;
  const from = one.index + one[0].lastIndexOf(name);
  return { from, to: from + name.length };
}

function environmentOf(place: TypedPlace, asked: readonly AskedVariable[]): EnvironmentSeen {
  const { folder, path: own, text } = place;
  const read = (at: string, name: string): NamedText | undefined => {
    const full = path.posix.join(at, name);
    const found = folder.exists(full) ? folder.read(full) : undefined;
    return found === undefined ? undefined : { path: full, name, text: found };
  };
  const folders = foldersAbove(place);
  let env: NamedText | undefined;
  const examples: NamedText[] = [];
  const others: NamedText[] = [];
  for (const at of folders) {
    env ??= read(at, ENV_FILE);
    for (const name of EXAMPLE_FILES) examples.push(...listed(read(at, name)));
    for (const name of OTHER_ENV_FILES) others.push(...listed(read(at, name)));
  }
  const used: string[] = [];
  let readsFile = readByPackage(place);
  const isAsked = (match: RegExpExecArray): boolean =>
    asked.some(({ written }) => written && written.from >= match.index && written.to <= match.index + match[0].length);
  const look = (one: string, isOwn: boolean): void => {
    readsFile ||= READS.test(one);
    for (const match of one.matchAll(ASKS)) if (!isOwn || !isAsked(match)) used.push(match[1] ?? match[2] ?? '');
  };
  look(text, true);
  const scripts = new Set([...folder.files(own), ...folders.flatMap((at) => folder.scriptsIn(at))]);
  for (const at of [...scripts].slice(0, MAX_FILES))
    if (at !== own && !at.includes('/node_modules/') && !at.endsWith('.json')) look(folder.read(at) ?? '', false);
  return { env, examples, others, used, readsFile };
}

function readByPackage(place: TypedPlace): boolean {
  const fields = packageOf(place)?.fields ?? {};
  const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
  const { scripts } = fields;
  const lines = typeof scripts === 'object' && scripts !== null ? Object.values(scripts).map(String) : [];
  return (
    [...keysOf(fields['dependencies']), ...keysOf(fields['devDependencies'])].some((name) => READ_BY_PACKAGE.test(name)) ||
    lines.some((one) => READ_BY_COMMAND.test(one))
  );
}

const listed = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
