// A second process on a pair store: writes pairs and says on stdout, line by line, what was acknowledged.
// Arguments: folder, name of the writer, number of pairs (0: until it is killed or fails).

import fs from 'node:fs';
import { openPairStore } from '../../src/engine/learn/store/pair-store';
import { redactedPair } from './pair-samples';

const [folder = '', name = '', count = '0', user] = process.argv.slice(2);
// Root may write anywhere, so the tests of read-only folders run as nobody.
if (user === 'nobody' && process.getuid?.() === 0) process.setuid?.(65534);
const say = (line: string): void => void fs.writeSync(1, `${line}\n`);

async function main(): Promise<void> {
  const opened = openPairStore({ folder, maxPairs: 1_000_000 });
  if (!opened.ok) return say(`open ${opened.reason}`);
  if (user === 'nobody') say(`read ${String(opened.value.count())}`);
  for (let i = 0; count === '0' || i < Number(count); i++) {
    const pair = await redactedPair(i, { message: `${name} ${i}`, before: `# ${name} ${i}\n${'x = 1\n'.repeat(200)}` });
    const inserted = opened.value.insert(pair);
    if (!inserted.ok) return say(`insert ${inserted.reason}`);
    say(inserted.value.id);
  }
  opened.value.close();
  say('done');
}
void main();
