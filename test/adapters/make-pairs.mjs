// Fills a workspace's store with pairs as a person does: slips in short functions of Python's library are healed by our own fixers, and what is exactly the
// function as it was is taken. What comes out was collected, redacted and stored by the product.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

const here = path.dirname(fileURLToPath(import.meta.url));
const { PatchGenerator, SuccessPairCollector } = createRequire(import.meta.url)('../../dist/api.js');

/** What an error says, without its names: those that say the same are recorded one after the other, so that some kinds are older than others. */
const words = (error) => (error.trim().split('\n').at(-1) ?? '').replace(/'[^']*'|\d+/g, '…');

/** @returns what was tried, and how many pairs the store holds. */
export async function makePairs(folder, wanted, seed = 1, say = () => undefined) {
  const text = execFileSync('python3', [path.join(here, 'slips.py'), String(Math.ceil(wanted * 2)), String(seed)], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const slips = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const kinds = [...new Set(slips.map(({ kind }) => kind))].sort();
  const generator = new PatchGenerator({ maxRetries: 3 });
  const collector = new SuccessPairCollector({ storageDir: folder, maxPairs: 10_000 });
  let tried = 0;
  const taken = [];
  // The same share of each kind, so that no kind is all.
  const share = Math.ceil((wanted * 1.15) / kinds.length);
  for (const kind of kinds) {
    let ofKind = 0;
    for (const { before, after, error } of slips.filter((slip) => slip.kind === kind)) {
      if (ofKind >= share) break;
      tried++;
      const patch = await generator.generatePatch(before, error);
      if (patch.patchedCode.trimEnd() !== after.trimEnd()) continue;
      ofKind++;
      taken.push({ patch, words: words(error) });
    }
    say(`${kind}: ${ofKind} (${taken.length} in all, ${tried} tried)`);
  }
  const order = [...new Set(taken.map((one) => one.words))];
  taken.sort((a, b) => order.indexOf(a.words) - order.indexOf(b.words));
  let kept = 0;
  for (const { patch } of taken) if (await collector.collect(patch)) kept++;
  collector.close();
  return { tried, kept };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder, wanted = '340'] = process.argv;
  console.log(await makePairs(path.resolve(folder), Number(wanted), 1, console.log));
}
