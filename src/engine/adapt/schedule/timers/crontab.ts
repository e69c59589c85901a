// A line for `crontab -e`.

import path from 'node:path';
import { success, type Result } from '../../../result';
import { plainCron, written } from './plain-cron';
import type { TimedCommand } from './timer';

/** What it prints is kept in the folder, for cron would mail it. */
export function crontabLine({ expression, folder, command }: TimedCommand): Result<string, 'invalid'> {
  const plain = plainCron(expression);
  if (!plain.ok) return plain;
  const log = path.posix.join(folder, '.self-heal', 'nightly.log');
  // A per cent sign ends the line for cron.
  const line = `cd ${quoted(folder)} && ${command.map(quoted).join(' ')} >>${quoted(log)} 2>&1`.replaceAll('%', '\\%');
  return success(`${written(plain.value)} ${line}\n`);
}

/** For a POSIX shell. */
const quoted = (word: string): string => (/^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
