import { expect, test } from 'vitest';
import { signatureOf } from '../../detect/signature';
import type { LanguageId, Problem } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import { explain } from '../explain';

function said(language: LanguageId, errorType: string, message: string, text: string): string {
  // The last line is the one that failed.
  const at = { line: text.split('\n').length - 1, character: 0 };
  const point = { start: at, end: at };
  const problem: Problem = {
    ...{ origin: 'terminal', language, source: '', severity: 'error', frames: [], causes: [], related: [], errorType, message },
    signature: signatureOf(errorType, message),
    location: { path: '/w/a', range: point },
  };
  const words = explain(problem, new SourceText(text));
  return words ? `${words.what} ${words.needed}` : '';
}

const REQUIRED =
  '2 validation errors for Settings\ndatabase_url\n  Field required [type=missing, input_value={}, input_type=dict]\napi_key\n  Field required [type=missing]';

test.each<[LanguageId, string, string, string, string]>([
  ['python', 'KeyError', "'DATABASE_URL'", 'url = os.environ["DATABASE_URL"]', 'DATABASE_URL'],
  ['python', 'KeyError', "'API_KEY'", "key = environ['API_KEY']", 'API_KEY'],
  ['python', 'AttributeError', "'NoneType' object has no attribute 'split'", 'host = os.getenv("REDIS_URL").split(":")', 'REDIS_URL'],
  [
    'python',
    'decouple.UndefinedValueError',
    'SECRET_KEY not found. Declare it as envvar or define a default value.',
    'config("SECRET_KEY")',
    'SECRET_KEY',
  ],
  ['python', 'environs.exceptions.EnvError', 'Environment variable "PORT" not set', 'env.int("PORT")', 'PORT'],
  [
    'python',
    'django.core.exceptions.ImproperlyConfigured',
    'Set the DATABASE_URL environment variable',
    'env("DATABASE_URL")',
    'DATABASE_URL',
  ],
  ['python', 'KeyError', `"Config 'DEBUG' is missing, and has no default."`, 'config("DEBUG")', 'DEBUG'],
  ['python', 'pydantic_core._pydantic_core.ValidationError', REQUIRED, 'settings = Settings()', 'DATABASE_URL, API_KEY'],
  ['javascript', 'TypeError', "Cannot read properties of undefined (reading 'split')", "process.env.REDIS_URL.split(':')", 'REDIS_URL'],
  ['typescript', 'TypeError', "Cannot read properties of undefined (reading 'split')", "process.env['HOSTS'].split(',')", 'HOSTS'],
  [
    'javascript',
    'TypeError',
    'The "path" argument must be of type string. Received undefined',
    'path.join(process.env.DATA_DIR, "a")',
    'DATA_DIR',
  ],
  [
    'javascript',
    'TypeError',
    "Cannot read properties of undefined (reading 'split')",
    "const url = process.env.REDIS_URL;\nconst host = url.split(':');",
    'REDIS_URL',
  ],
])('%s %s: %s: the variable, what to set and where', (language, type, message, code, name) => {
  const words = said(language, type, message, code);
  expect(words).toContain(name);
  expect(words).toMatch(/not set in the environment/);
  expect(words).toContain(`'.env'`);
  expect(words).toContain('export ');
});

test.each<[LanguageId, string, string, string]>([
  ['python', 'KeyError', "'name'", 'print(row["name"])'],
  ['javascript', 'TypeError', "Cannot read properties of undefined (reading 'split')", "names.first.split(' ')"],
])('%s %s: %s in %s is no matter of the environment', (language, type, message, code) => {
  expect(said(language, type, message, code)).not.toMatch(/environment/);
});
