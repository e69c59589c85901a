import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../../patch';
import { patched } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import { tried } from '../../../../../test/support/python-case';

const ID = 'python/environment-variable';
const LOADS = 'from dotenv import load_dotenv\nimport os\nload_dotenv()\n';

async function own(marked: string, error: string, files: Readonly<Record<string, string>>): Promise<Candidate | undefined> {
  return (await tried(marked, error, files)).all.find(({ origin }) => origin.id === ID);
}

/** The text of the other file that it changes, after it. */
function other(candidate: Candidate | undefined, name: string, files: Readonly<Record<string, string>>): string | undefined {
  const edit = candidate?.edits.find((file) => file.path.endsWith(`/${name}`));
  return edit && patched(new SourceText(files[name] ?? ''), edit);
}

describe('an entry of the example goes into .env', () => {
  const EXAMPLE = '# needed\nDATABASE_URL=postgres://localhost/app # local\nexport API_KEY="your key here"\nEMPTY=\n';
  test.each<[string, string, Record<string, string>, string]>([
    [
      `${LOADS}«url = os.environ["DATABASE_URL"]»\n`,
      "KeyError: 'DATABASE_URL'",
      { '.env': 'A=1\n', '.env.example': EXAMPLE },
      'A=1\nDATABASE_URL=postgres://localhost/app\n',
    ],
    // No newline at the end, and line ends of Windows.
    [
      `${LOADS}env = os.environ\n«url = env['DATABASE_URL']»\n`,
      "KeyError: 'DATABASE_URL'",
      { '.env': 'A=1\r\nB=2', '.env.sample': EXAMPLE },
      'A=1\r\nB=2\r\nDATABASE_URL=postgres://localhost/app\r\n',
    ],
    [
      `from decouple import config\n«url = config("DATABASE_URL")»\n`,
      'decouple.UndefinedValueError: DATABASE_URL not found. Declare it as envvar or define a default value.',
      { '.env': '', '.env.template': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `from environs import Env\nenv = Env()\n«url = env.str("DATABASE_URL")»\n`,
      'environs.exceptions.EnvError: Environment variable "DATABASE_URL" not set',
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `import environ\nenv = environ.Env()\n«url = env("DATABASE_URL")»\n`,
      'django.core.exceptions.ImproperlyConfigured: Set the DATABASE_URL environment variable',
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    database_url: str\n    api_key: str\n«settings = Settings()»\n`,
      'pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings\ndatabase_url\n  Field required [type=missing, input_value={}, input_type=dict]\n    For further information visit https://errors.pydantic.dev\napi_key\n  Field required [type=missing, input_value={}, input_type=dict]',
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\nAPI_KEY="your key here"\n',
    ],
    [
      `${LOADS}URL = os.getenv("DATABASE_URL")\n«print(URL.split(":"))»\n`,
      "AttributeError: 'NoneType' object has no attribute 'split'",
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `${LOADS}class Config:\n    URL = os.environ.get("DATABASE_URL")\n«print(Config.URL.split(":"))»\n`,
      "AttributeError: 'NoneType' object has no attribute 'split'",
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `${LOADS}config = {"url": os.getenv("DATABASE_URL")}\n«print(config["url"].split(":"))»\n`,
      "AttributeError: 'NoneType' object has no attribute 'split'",
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    [
      `${LOADS}if not os.getenv("DATABASE_URL"):\n    «raise RuntimeError("DATABASE_URL is not set")»\n`,
      'RuntimeError: DATABASE_URL is not set',
      { '.env': '', '.env.example': EXAMPLE },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
    // It is read by another file of the project.
    [
      `import os\n«url = os.environ["DATABASE_URL"]»\n`,
      "KeyError: 'DATABASE_URL'",
      { '.env': '', '.env.example': EXAMPLE, 'settings.py': LOADS },
      'DATABASE_URL=postgres://localhost/app\n',
    ],
  ])('%s', async (marked, error, files, after) => {
    const found = await own(marked, error, files);
    expect(other(found, '.env', files)).toBe(after);
  });

  test.each<[string, string, Record<string, string>]>([
    ['no .env yet: a file is not made', `${LOADS}«os.environ["DATABASE_URL"]»\n`, { '.env.example': EXAMPLE }],
    ['nothing reads .env', `import os\n«os.environ["DATABASE_URL"]»\n`, { '.env': '', '.env.example': EXAMPLE }],
    ['the example has no value', `${LOADS}«os.environ["EMPTY"]»\n`, { '.env': '', '.env.example': EXAMPLE }],
    ['the example does not name it', `${LOADS}«os.environ["OTHER"]»\n`, { '.env': '', '.env.example': EXAMPLE }],
    ['.env has it: it is not loaded', `${LOADS}«os.environ["DATABASE_URL"]»\n`, { '.env': 'DATABASE_URL=x\n', '.env.example': EXAMPLE }],
    ['a dict of data', `${LOADS}«row["DATABASE_URL"]»\n`, { '.env': '', '.env.example': EXAMPLE }],
  ])('not: %s', async (_, marked, files) => {
    const name = /"(\w+)"/.exec(marked)?.[1] ?? '';
    expect(await own(marked, `KeyError: '${name}'`, files)).toBeUndefined();
  });

  test('a placeholder is said to be one, and never written unasked', async () => {
    const found = await own(`${LOADS}«os.environ["API_KEY"]»\n`, "KeyError: 'API_KEY'", { '.env': '', '.env.example': EXAMPLE });
    expect(found).toMatchObject({
      variant: 'placeholder-of-example',
      invents: true,
      title: expect.stringContaining('to be filled in') as string,
    });
  });
});

describe('a misspelt name', () => {
  test.each<[string, string, Record<string, string>, string]>([
    [
      `${LOADS}«url = os.environ["DATABSE_URL"]»\n`,
      "KeyError: 'DATABSE_URL'",
      { '.env': 'DATABASE_URL=x\n' },
      `${LOADS}url = os.environ["DATABASE_URL"]\n`,
    ],
    [
      `import os\n«url = os.environ['DATABASEURL']»\n`,
      "KeyError: 'DATABASEURL'",
      { 'settings.py': 'import os\nU = os.environ["DATABASE_URL"]\n' },
      `import os\nurl = os.environ['DATABASE_URL']\n`,
    ],
    [
      `from os import environ\nTOKEN = environ.get("SECRET_TOKEN")\n«print(environ["SECERT_TOKEN"])»\n`,
      "KeyError: 'SECERT_TOKEN'",
      {},
      `from os import environ\nTOKEN = environ.get("SECRET_TOKEN")\nprint(environ["SECRET_TOKEN"])\n`,
    ],
    [
      `${LOADS}«print(os.getenv("REDIS_ULR").split(":"))»\n`,
      "AttributeError: 'NoneType' object has no attribute 'split'",
      { '.env': 'REDIS_URL=x\n' },
      `${LOADS}print(os.getenv("REDIS_URL").split(":"))\n`,
    ],
    // The name stands on another line than the crash.
    [
      `${LOADS}URL = os.getenv("REDIS_ULR")\n«print(URL.split(":"))»\n`,
      "AttributeError: 'NoneType' object has no attribute 'split'",
      { '.env': 'REDIS_URL=x\n' },
      `${LOADS}URL = os.getenv("REDIS_URL")\nprint(URL.split(":"))\n`,
    ],
    [
      `from decouple import config\n«DEBUG = config("DEBGU")»\n`,
      'decouple.UndefinedValueError: DEBGU not found. Declare it as envvar or define a default value.',
      { '.env': 'DEBUG=1\n' },
      `from decouple import config\nDEBUG = config("DEBUG")\n`,
    ],
  ])('%s', async (marked, error, files, after) => {
    const { after: text, best } = await tried(marked, error, files);
    expect(best?.origin.id).toBe(ID);
    expect(text).toBe(after);
  });

  test('the slip is in .env', async () => {
    const files = { '.env': 'A=1\nDATABSE_URL=x\n', '.env.example': 'DATABASE_URL=\n' };
    const found = await own(`${LOADS}«os.environ["DATABASE_URL"]»\n`, "KeyError: 'DATABASE_URL'", files);
    expect(other(found, '.env', files)).toBe('A=1\nDATABASE_URL=x\n');
  });

  test.each([
    ['another variable of the same making', `${LOADS}P = os.environ.get("DB_PORT")\n«os.environ["DB_HOST"]»\n`],
    ['two that are numbered', `${LOADS}P = os.environ.get("KEY_1")\n«os.environ["KEY_2"]»\n`],
    ['a short name', `${LOADS}P = os.environ.get("API_KEY")\n«os.environ["APP_KEY"]»\n`],
  ])('not: %s', async (_, marked) => {
    const name = /\["(\w+)"\]/.exec(marked)?.[1] ?? '';
    expect((await tried(marked, `KeyError: '${name}'`)).all).toEqual([]);
  });
});
