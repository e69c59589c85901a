// Asks a person at the terminal whether something is to be done.

import { createInterface } from 'node:readline/promises';

/** undefined where nobody sits there. Ctrl+C, the end of input and anything but yes are a no. */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return answer !== undefined && /^\s*y(?:es)?\s*$/i.test(answer);
  } finally {
    terminal.close();
  }
}
