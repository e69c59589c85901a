// Errors that a service or a library wrote as data: events of Sentry, Rollbar, Bugsnag and Elastic, structlog's dictionaries, failures of AWS Lambda, and whatever
// has stacks in its texts (OpenTelemetry's `exception.stacktrace`, Datadog's `error.stack`, logs of one object a line), also as JSON in JSON, as CloudWatch and SNS hand it on.

import { stripVTControlCharacters } from 'node:util';
import { anyLanguageOf, type LanguageId } from '../../language';
import type { Frame, Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { pushFrame, toProblem, type Dialect, type DialectContext, type Emit } from './dialect';
import { dotnetStack } from './dotnet-stack';
import { Feed } from './feed';
import { javaStack } from './java-stack';
import { javascript } from './javascript';
import { printedFile } from './own-code';
import { python } from './python';

const IN_TEXTS: readonly Dialect[] = [python, javascript, javaStack, dotnetStack];
/** Texts of one value that may hold stacks, its objects, and how deep they stand, beyond which it is other data. */
const MAX_TEXTS = 200;
const MAX_OBJECTS = 50_000;
const MAX_DEPTH = 20;
const MAX_CHAIN = 8;

type Fields = Readonly<Record<string, unknown>>;

/** Emits every error that a parsed JSON value holds, all of them at line `number`. Never throws. */
export function errorsIn(value: unknown, context: DialectContext, emit: Emit, number: number): void {
  const texts: string[] = [];
  let objects = 0;
  const visit = (one: unknown, depth: number, key: string, platform: string): void => {
    if (depth > MAX_DEPTH || objects > MAX_OBJECTS) return;
    if (typeof one === 'string') {
      const inner = jsonIn(one);
      if (inner !== undefined) return visit(inner, depth + 1, key, platform);
      if (one.includes('\n') && texts.length < MAX_TEXTS) texts.push(one);
      return;
    }
    if (typeof one !== 'object' || one === null) return;
    objects++;
    if (Array.isArray(one)) {
      const chain = one
        .slice(0, MAX_CHAIN)
        .flatMap((item: unknown) => (isFields(item) ? (exceptionOf(item, context, platform) ?? []) : []));
      if (chain.length > 0) return emitChain(key === 'values' ? chain.reverse() : chain, emit, number);
      for (const item of one) visit(item, depth + 1, key, platform);
      return;
    }
    const fields: Fields = { ...one };
    const from = text(fields, 'platform', 'language') ?? platform;
    const listed = listedStack(fields);
    if (listed !== undefined && texts.length < MAX_TEXTS) {
      texts.push(listed);
      return;
    }
    const exception = exceptionOf(fields, context, from);
    if (exception) return emitChain([exception], emit, number);
    for (const [name, inner] of Object.entries(fields)) visit(inner, depth + 1, name, from);
  };
  visit(value, 0, '', '');
  for (const stack of texts) {
    const feed = new Feed(IN_TEXTS, context, (problem, _endLine, survived) => emit(problem, number, survived));
    // A program that colours its stacks colours them in its log, too.
    const lines = stripVTControlCharacters(stack)
      .split(/\r?\n/)
      .map((line) => `${line.trimEnd()}\n`);
    feed.read(lines.join(''), lines.length);
    feed.end();
  }
}

const MAX_INNER = 1024 * 1024;

/** The object that a text holds, alone or behind what a log puts before it (`time\tid\tERROR\t{…}`). */
function jsonIn(text: string): unknown {
  const at = text.startsWith('{') ? 0 : text.indexOf('\t{') + 1;
  if ((at === 0 && !text.startsWith('{')) || text.length > MAX_INNER || !text.trimEnd().endsWith('}')) return undefined;
  try {
    return JSON.parse(text.slice(at));
  } catch {
    return undefined;
  }
}

/** A stack as a list of its lines, with its error beside it, as a runtime prints it: of AWS Lambda, in Python, Node and Java. */
function listedStack(fields: Fields): string | undefined {
  const errorType = text(fields, 'errorType');
  const lines = ['stackTrace', 'stack', 'trace']
    .map((key) => fields[key])
    .find(Array.isArray)
    ?.filter((line) => typeof line === 'string');
  if (errorType === undefined || !lines || lines.length === 0) return undefined;
  const stack = lines.map((line) => (/^[\w.$]+\(/.test(line) ? `\tat ${line}` : line.trimEnd()));
  const said = `${errorType}: ${text(fields, 'errorMessage') ?? ''}`;
  if (/^\s*File "/.test(stack[0] ?? '')) return ['Traceback (most recent call last):', ...stack, said, ''].join('\n');
  return [...(stack[0]?.startsWith(errorType) ? [] : [said]), ...stack, ''].join('\n');
}

/** The first was thrown; those behind it caused it. */
function emitChain([first, ...causes]: readonly Problem[], emit: Emit, number: number): void {
  if (first) emit(() => ({ ...first, causes }), number);
}

function exceptionOf(fields: Fields, context: DialectContext, platform: string): Problem | undefined {
  // Rollbar keeps class and message beside the frames, the others around them.
  const named = isFields(fields['exception']) ? fields['exception'] : fields;
  const errorType = text(named, 'type', 'exc_type', 'errorClass', 'class');
  const message = text(named, 'value', 'exc_value', 'message') ?? '';
  const { stacktrace } = fields;
  const raw: unknown = isFields(stacktrace) ? stacktrace['frames'] : (stacktrace ?? fields['frames']);
  if (errorType === undefined || !Array.isArray(raw)) return undefined;
  const frames: Frame[] = [];
  for (const one of raw) {
    const frame = isFields(one) ? frameOf(one, context) : undefined;
    if (frame) pushFrame(frames, frame);
  }
  if (frames.length === 0) return undefined;
  // Lists that are the stack itself begin where it happened.
  if (Array.isArray(stacktrace)) frames.reverse();
  const last = frames.at(-1)?.location.path ?? '';
  const language = anyLanguageOf(last) ?? PLATFORMS.get(platform) ?? 'javascript';
  const source = language === 'python' ? 'python' : /script/.test(language) ? 'node' : language;
  return toProblem({ source, errorType, message, frames, causes: [] }, context, (file) => anyLanguageOf(file) ?? language);
}

const PLATFORMS: ReadonlyMap<string, LanguageId> = new Map([
  ['python', 'python'],
  ['node', 'javascript'],
  ['javascript', 'javascript'],
  ['java', 'java'],
  ['go', 'go'],
  ['csharp', 'csharp'],
  ['rust', 'rust'],
]);

function frameOf(fields: Fields, context: DialectContext): Frame | undefined {
  const place = isFields(fields['line']) ? fields['line'] : fields;
  const line = number(place, 'lineno', 'lineNo', 'lineNumber', 'line_number', 'line', 'number');
  // What a browser loaded, and what a bundler named, starts where the project does.
  const names = ['abs_path', 'absPath', 'filename', 'file', 'fileName', 'path', 'module_path']
    .flatMap((key) => text(fields, key) ?? [])
    .map((name) => name.replace(/^(?:app:\/{2,3}|~\/|https?:\/\/[^/]+\/)/, ''));
  const files = names.map((name) => printedFile(name, context)).filter(({ path }) => path !== '');
  const file = files.find(({ own }) => own) ?? files[0];
  if (line === undefined || line < 1 || !file) return undefined;
  const column = number(place, 'colno', 'colNo', 'columnNumber', 'column');
  const code = codeOf(fields, line)?.trim();
  const name = text(fields, 'function', 'method', 'name', 'functionName');
  const isPython = anyLanguageOf(file.path) === 'python';
  const at = isPython ? 0 : Math.max(0, (column ?? 1) - 1);
  return {
    location: { path: file.path, range: lineRange(line - 1, at, isPython ? (code?.length ?? 0) : at) },
    ...(name === undefined || /^<(?:module|anonymous)>$|^\?$/.test(name) ? {} : { name }),
    ...(isPython && code !== undefined ? { code } : {}),
    // The service may know that a file is a library's; that it is the user's, the workspace tells.
    own: file.own && fields['in_app'] !== false && fields['inApp'] !== false && fields['library_frame'] !== true,
  };
}

function codeOf(fields: Fields, line: number): string | undefined {
  const { context } = fields;
  if (Array.isArray(context)) {
    const shown: unknown = context.find((one: unknown) => Array.isArray(one) && one[0] === line);
    if (Array.isArray(shown) && typeof shown[1] === 'string') return shown[1];
  }
  return text(fields, 'context_line', 'contextLine') ?? (isFields(context) ? text(context, 'line') : undefined) ?? text(fields, 'code');
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function text(fields: Fields, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === 'string' && value !== '') return value.slice(0, MAX_TEXT);
  }
  return undefined;
}

const MAX_TEXT = 20_000;

function number(fields: Fields, ...keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === 'number' && Number.isInteger(value)) return value;
  }
  return undefined;
}
