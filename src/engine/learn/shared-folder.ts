// What of `.self-heal` Git shares: the team's settings, its pairs and the rules. The store keeps Git out of the folder; what is shared is let in.

import fs from 'node:fs';
import path from 'node:path';
import { readFileText } from '../files/read-file';

const IGNORED = ['*', '!.gitignore', '!.gitattributes', '!config.json', '!pairs.jsonl', '!rules/', '!rules/*.yml', ''].join('\n');
/** What the store writes there by itself: everything is left alone. */
const ALL_IGNORED = '*\n';
const ATTRIBUTES = 'pairs.jsonl merge=union\n';
/** Bytes; a longer file is a person's own. */
const MAX_FILE = 64 * 1024;

/** Called when something is put into the folder that others are to have; a person's own words in `.gitignore` stay. `folder`: absolute. May throw errors of the file system. */
export function letGitShare(folder: string): void {
  const ignore = path.join(folder, '.gitignore');
  const said = fs.existsSync(ignore) ? readFileText(ignore, MAX_FILE) : ALL_IGNORED;
  if (said === ALL_IGNORED) fs.writeFileSync(ignore, IGNORED);
  const attributes = path.join(folder, '.gitattributes');
  if (!fs.existsSync(attributes)) fs.writeFileSync(attributes, ATTRIBUTES, { flag: 'wx' });
}
