import { describe, expect, test } from 'vitest';
import type { Patch } from '../../../patch';
import { patched } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import { PLAIN, healsCrashes } from '../../../../../test/unit/fixer-cases';
import { healed } from '../../../../../test/unit/heal-script';

const ID = 'typescript/environment-variable';
const OF_UNDEFINED = "TypeError: Cannot read properties of undefined (reading 'split')";
const LOADS = "require('dotenv').config();\n";

async function own(crash: string, text: string, files: Readonly<Record<string, string>>): Promise<Patch | undefined> {
  const it = await healed(text, { name: 'main.js', options: PLAIN, crash, files });
  return it.patches.find(({ candidate }) => candidate.origin.id === ID);
}

function other(patch: Patch | undefined, name: string, files: Readonly<Record<string, string>>): string | undefined {
  const edit = patch?.candidate.edits.find((file) => file.path.endsWith(`/${name}`));
  return edit && patched(new SourceText(files[name] ?? ''), edit);
}

const EXAMPLE = { '.env.example': 'PORT=3000\nREDIS_URL=redis://localhost:6379\n' };

describe('an entry of the example goes into .env', () => {
  test.each<[string, string, string, Record<string, string>]>([
    [OF_UNDEFINED, `${LOADS}const [host] = process.env.REDIS_URL.«split»(':');\n`, 'read by dotenv', {}],
    [
      OF_UNDEFINED,
      `const url = process.env['REDIS_URL'];\nconst [host] = url.«split»(':');\n`,
      'read by the command',
      {
        'package.json': '{"scripts": {"start": "node --env-file=.env main.js"}}',
      },
    ],
    [
      OF_UNDEFINED,
      `const [host] = import.meta.env.REDIS_URL.«split»(':');\n`,
      'read by Vite',
      {
        'package.json': '{"devDependencies": {"vite": "6"}}',
      },
    ],
    [
      OF_UNDEFINED,
      `${LOADS}const config = { redis: process.env.REDIS_URL };\nconst [host] = config.redis.«split»(':');\n`,
      'through an object',
      {},
    ],
    [OF_UNDEFINED, `${LOADS}const { REDIS_URL } = process.env;\nconst [host] = REDIS_URL.«split»(':');\n`, 'taken out', {}],
    ['TypeError: Invalid URL', `${LOADS}const url = «new» URL(process.env.REDIS_URL);\n`, 'an argument', {}],
    [
      'Error: Missing environment variable REDIS_URL',
      `${LOADS}if (!process.env.REDIS_URL) «throw» new Error('Missing environment variable REDIS_URL');\n`,
      'its own words',
      {},
    ],
  ])('%s %s: %s', async (crash, text, _, more) => {
    const files = { '.env': 'A=1\n', ...EXAMPLE, ...more };
    expect(other(await own(crash, text, files), '.env', files)).toBe('A=1\nREDIS_URL=redis://localhost:6379\n');
  });

  test.each<[string, Record<string, string>]>([
    ['no .env', { ...EXAMPLE, 'package.json': '{"dependencies": {"dotenv": "1"}}' }],
    ['nothing reads .env', { ...EXAMPLE, '.env': '' }],
    ['the example does not name it', { '.env': '', '.env.example': 'PORT=1\n', 'package.json': '{"dependencies": {"dotenv": "1"}}' }],
  ])('not: %s', async (_, files) => {
    expect(await own(OF_UNDEFINED, `const [host] = process.env.REDIS_URL.«split»(':');\n`, files)).toBeUndefined();
  });
});

healsCrashes(
  ID,
  [
    [
      OF_UNDEFINED,
      `${LOADS}const [host] = process.env.REDIS_ULR.«split»(':');\nconsole.log(host);\n`,
      `${LOADS}const [host] = process.env.REDIS_URL.split(':');\nconsole.log(host);\n`,
      { files: { '.env': 'REDIS_URL=redis://localhost\n' } },
    ],
    // The name stands on another line than the crash.
    [
      OF_UNDEFINED,
      `const url = process.env.REDIS_ULR;\nconst [host] = url.«split»(':');\nconsole.log(host);\n`,
      `const url = process.env.REDIS_URL;\nconst [host] = url.split(':');\nconsole.log(host);\n`,
      { files: { '.env': 'REDIS_URL=redis://localhost\n' } },
    ],
    [
      OF_UNDEFINED,
      `const [host] = process.env['DATABSE_URL'].«split»(':');\nconsole.log(host);\n`,
      `const [host] = process.env['DATABASE_URL'].split(':');\nconsole.log(host);\n`,
      { files: { 'db.js': 'module.exports = process.env.DATABASE_URL;\n' } },
    ],
  ],
  [
    [OF_UNDEFINED, `const [host] = settings.REDIS_ULR.«split»(':');\n`, { files: { '.env': 'REDIS_URL=1\n' } }],
    [OF_UNDEFINED, `const [host] = process.env.DB_HOST.«split»(':');\n`, { files: { '.env': 'DB_PORT=1\n' } }],
  ],
);
