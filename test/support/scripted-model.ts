// A model with a known error rate behind a real HTTP server: it knows the right answers of some cases, and gives wrong ones of each kind at a rate that is
// set. It answers in the form it is asked for. Imports nothing of the product, so that benches can load it as it stands.

import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const FAULTS = ['syntax', 'wrong-name', 'unchanged', 'other-file', 'malformed', 'truncated'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface KnownCase {
  /** A text that stands in the questions about it and in no others. */
  readonly marker: string;
  /** `main.py` where absent; of other languages it answers in blocks only. */
  readonly file?: string;
  readonly before: string;
  readonly after: string;
}

/** What is wrong with the next answer; undefined: nothing. */
export type NextFault = () => FaultKind | undefined;

export interface ScriptedModel {
  /** `http://127.0.0.1:…/v1` */
  readonly url: string;
  /** What was given, in order: `right`, or the kind of fault. */
  readonly given: (FaultKind | 'right' | 'unknown')[];
  close(): Promise<void>;
}

/** So many wrong answers of one, of each kind as many. `random`: numbers from 0 to 1; from a seed, so that it answers the same each time. */
export function byChance(rate: number, random: () => number): NextFault {
  return () => {
    const chance = random();
    return chance < rate ? FAULTS[Math.floor((chance / rate) * FAULTS.length)] : undefined;
  };
}

export async function scriptedModel(cases: readonly KnownCase[], nextFault: NextFault): Promise<ScriptedModel> {
  const given: ScriptedModel['given'] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url?.endsWith('/models')) {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
        return;
      }
      const asked = Buffer.concat(chunks).toString('utf8');
      const { messages } = JSON.parse(asked) as { messages: { content: string }[] };
      const told = messages.map(({ content }) => content).join('\n');
      const one = cases.find(({ marker }) => told.includes(marker));
      const fault = one ? nextFault() : undefined;
      given.push(one ? (fault ?? 'right') : 'unknown');
      const text = one ? answer(one, fault, told.includes('<<<<<<< SEARCH'), `thing_${given.length}`) : 'I do not know this program.';
      const cut = fault === 'truncated';
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          id: 'x',
          object: 'chat.completion',
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: cut ? text.slice(0, text.length / 2) : text },
              finish_reason: cut ? 'length' : 'stop',
            },
          ],
          usage: { prompt_tokens: Math.ceil(told.length / 4), completion_tokens: Math.ceil(text.length / 4) },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    given,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer({ before, after, file: own = 'main.py' }: KnownCase, fault: FaultKind | undefined, blocks: boolean, name: string): string {
  if (fault === 'malformed' || (!blocks && !own.endsWith('.py')))
    return 'One should look at the line that fails and write there what was meant.';
  const { first, olds, news } = changed(before, after);
  const wrong = (): string[] => {
    if (fault === 'syntax') return news.map((line) => `${line} ((`);
    if (fault === 'unchanged') return [...olds];
    if (fault === 'wrong-name') return news.map((line) => line.replace(/[A-Za-z_]\w*(?=[^A-Za-z_]*$)/, name));
    return [...news];
  };
  const lines = wrong();
  if (blocks) {
    const file = fault === 'other-file' ? 'settings/other.py' : own;
    return `The line is wrong.\n\n${file}\n<<<<<<< SEARCH\n${olds.join('\n')}\n=======\n${lines.join('\n')}\n>>>>>>> REPLACE\n`;
  }
  const all = before.split('\n');
  all.splice(first, olds.length, ...lines);
  // The function around the change: up to the next line that is not indented.
  let from = first;
  while (from > 0 && !/^(?:async )?def /.test(all[from] ?? '')) from--;
  let to = first + 1;
  while (to < all.length && !/^\S/.test(all[to] ?? '')) to++;
  const body = all.slice(from, to).join('\n').trimEnd();
  const text = fault === 'other-file' ? body.replace(/def \w+/, 'def something_else') : body;
  return `The line is wrong.\n\n\`\`\`python\n${text}\n\`\`\`\n`;
}

/** The lines that differ, with as much around them as makes them unique. */
function changed(
  before: string,
  after: string,
): { readonly first: number; readonly olds: readonly string[]; readonly news: readonly string[] } {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let first = 0;
  while (first < a.length && a[first] === b[first]) first++;
  let end = 0;
  while (end < a.length - first && end < b.length - first && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { first, olds: a.slice(first, a.length - end), news: b.slice(first, b.length - end) };
}
