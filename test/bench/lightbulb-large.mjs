// Part of `npm run bench -- lightbulb`: the menu in a file of 5,000 lines with 500 problems, ours and other servers' asked in turn, in one run.
//
// Real source (Python's _pydecimal, zod's types) with 500 misspelt names. The problems are the peer's own, as its server publishes them: basedpyright's and
// typescript-language-server's. A person scrolls to one place after the other, waits for the first fix in sight and asks for menus there while others are
// still being made. Both are asked for the same place, one after the other, so that neither has the machine when the other hasn't. Times are of the
// requests that a fix came of; how many that were of all is said beside them.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { median, percentile, program, root, round, table, times } from './figures.mjs';
import { LspServer } from './lsp.mjs';
import { peerPackage } from './peer-package.mjs';
import { PYTHON } from './corpus/python.mjs';

const PROBLEMS = 500;
/** A few of the slips are taken for something else. */
const LEAST_PROBLEMS = 450;
const LINES = 5_000;
/** Places that are looked at, and lines in sight at each. */
const PLACES = 10;
const SCREEN = 50;
const READY_LIMIT_MS = 60_000;
const OUTLINE_LIMIT_MS = 120_000;

const TSSERVER = path.join(root, 'node_modules/typescript/lib/tsserver.js');
const PEERS = {
  python: {
    name: 'basedpyright',
    version: '1.40.1',
    args: (folder) => [path.join(folder, 'node_modules/basedpyright/langserver.index.js'), '--stdio'],
    start: { settings: { 'basedpyright.analysis': { typeCheckingMode: 'standard', diagnosticMode: 'openFilesOnly' } } },
  },
  typescript: {
    name: 'typescript-language-server',
    version: '6.0.2',
    args: (folder) => [path.join(folder, 'node_modules/typescript-language-server/lib/cli.mjs'), '--stdio'],
    start: { options: { tsserver: { path: TSSERVER } } },
  },
};

/**
 * @param server our built server.
 * @param samples requests of each that a fix of ours came of.
 * @returns `large.<language>.ms_…` ours that held a fix, `.peer_ms_…` for the same places, `.ratio` of the 95th percentiles, `.problems`, `.answered`
 *   (percent of our requests in sight that held one), `.empty_ms_p95` of those that did not, `.ready_ms_p50` and `_max` until the first fix in sight was there,
 *   `.peer_answered`, and `large.ms_p95`, `large.peer_ms_p95` (the faster one's), `large.ratio`.
 */
export async function largeFiles(server, folder, samples) {
  const figures = {};
  const rows = [];
  for (const { languageId, file, text } of await sources(folder)) {
    const peer = PEERS[languageId];
    const home = await peerPackage(peer.name, peer.version, `large.${languageId}.*`);
    if (home === undefined) continue;
    const found = await measured({ server, folder, samples, languageId, file, text, peer, home });
    for (const [key, value] of Object.entries(found)) figures[`large.${languageId}.${key}`] = value;
    rows.push({ language: languageId, peer: peer.name, ...found });
  }
  if (rows.length > 0) {
    figures['large.ms_p95'] = Math.max(...rows.map((row) => row.ms_p95));
    figures['large.peer_ms_p95'] = Math.min(...rows.map((row) => row.peer_ms_p95));
    figures['large.ratio'] = Math.max(...rows.map((row) => row.ratio));
  }
  table(`${PROBLEMS} problems in ${LINES.toLocaleString('en')} lines (ms)`, rows);
  return figures;
}

async function measured({ server, folder, samples, languageId, file, text, peer, home }) {
  const uri = pathToFileURL(file).href;
  const theirs = await LspServer.start(process.execPath, peer.args(home), { folder, ...peer.start });
  const ours = await LspServer.start(process.execPath, [server, '--stdio'], {
    folder,
    options: { trusted: true, forwardsDiagnostics: true, version: 'bench', editorTypeScript: path.join(root, 'node_modules/typescript') },
  });
  try {
    await theirs.open(uri, languageId, text);
    const isEnough = (found) => found.filter(isMisspelt).length >= LEAST_PROBLEMS;
    const problems = spread(((await theirs.diagnostics(uri, isEnough, OUTLINE_LIMIT_MS)) ?? []).filter(isMisspelt), PROBLEMS);
    if (problems.length < LEAST_PROBLEMS) throw new Error(`${peer.name} reports ${problems.length} of the ${PROBLEMS} mistakes.`);
    await ours.open(uri, languageId, text);
    const [own, empty, its, ready] = [[], [], [], []];
    let theirFixes = 0;
    const byLine = problems.toSorted((a, b) => a.range.start.line - b.range.start.line);
    for (let place = 0; place < PLACES; place++) {
      // All over the file, to and fro.
      const first = byLine[Math.floor((((place * 7) % PLACES) / PLACES) * byLine.length)].range.start.line;
      const here = byLine.filter(({ range }) => range.start.line >= first && range.start.line < first + SCREEN);
      const from = performance.now();
      await ours.connection.sendNotification('selfHeal/inSight', { uri, first, last: first + SCREEN - 1 });
      if (place === 0) await ours.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
      for (let i = 0; (await ours.actions(uri, [here[i % here.length]])).length === 0; i++) {
        if (performance.now() - from > READY_LIMIT_MS)
          throw new Error(`No fix for any of ${here.length} problems in sight of line ${first}.`);
        await pause(5);
      }
      ready.push(performance.now() - from);
      const enough = Math.ceil((samples * (place + 1)) / PLACES);
      for (let i = 0; own.length < enough && performance.now() - from < READY_LIMIT_MS; i++) {
        const problem = [here[i % here.length]];
        const theirTime = await timed(async () => {
          if ((await theirs.actions(uri, problem)).length > 0) theirFixes++;
        });
        let actions = [];
        const time = await timed(async () => (actions = await ours.actions(uri, problem)));
        if (actions.length === 0) empty.push(time);
        else {
          own.push(time);
          its.push(theirTime);
        }
        // A person does not ask without a breath, and what is asked of nobody takes no time from what is being made.
        await pause(10);
      }
    }
    const asked = own.length + empty.length;
    return {
      problems: problems.length,
      ...times(own),
      ...times(its, 'peer_'),
      ratio: round(percentile(own, 95) / percentile(its, 95), 3),
      answered: round((100 * own.length) / asked),
      peer_answered: round((100 * theirFixes) / asked),
      ...(empty.length > 0 && { empty_ms_p95: round(percentile(empty, 95)) }),
      ready_ms_p50: round(median(ready)),
      ready_ms_max: round(Math.max(...ready)),
    };
  } finally {
    await Promise.all([ours.stop(), theirs.stop()]);
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(use) {
  const from = performance.now();
  await use();
  return performance.now() - from;
}

const isMisspelt = ({ message }) => /is not defined|Cannot find name(space)?/.test(typeof message === 'string' ? message : '');

async function sources(folder) {
  const { out } = await program(PYTHON, ['-c', 'import _pydecimal; print(_pydecimal.__file__)']);
  const python = fs.readFileSync(out.trim(), 'utf8');
  const script = fs.readFileSync(path.join(root, 'node_modules/zod/src/v3/types.ts'), 'utf8');
  const files = [
    {
      languageId: 'python',
      file: path.join(folder, 'large.py'),
      text: misspelt(
        head(python, /^(def|class|@)/),
        /(?<=[=(,] ?|return |not |if )\b(self|other|context|int|len|str|isinstance|Decimal|_dec_from_triple)\b(?=[.(,) ])/g,
      ),
    },
    {
      languageId: 'typescript',
      file: path.join(folder, 'large.ts'),
      text: misspelt(
        head(script, /^(export|const|import|type|interface|function|class|abstract)/),
        /(?<=[ (<!,:=|[])(string|boolean|undefined|Array|ZodTypeAny|ZodRawShape|ParseInput|ZodType|processCreateParams|ZodIssueCode|INVALID|OK|ZodParsedType|util|addIssueToContext|ZodFirstPartyTypeKind|input|result|status|params|message|makeIssue|ParseStatus|number|any|never|Promise)\b(?=[.,;()<>[\] |])/g,
      ),
    },
  ];
  for (const { file, text } of files) fs.writeFileSync(file, text);
  return files;
}

/** The first 5,000 lines, cut where a top-level statement begins. */
function head(text, begins) {
  const lines = text.split('\n');
  let end = Math.min(LINES, lines.length);
  while (end < lines.length && !begins.test(lines[end])) end++;
  return `${lines.slice(0, end).join('\n')}\n`;
}

/** So many of them, or all there are, from all over. */
function spread(all, many) {
  const step = Math.max(1, all.length / many);
  return Array.from({ length: Math.min(many, all.length) }, (_, i) => all[Math.floor(i * step)]);
}

/** Two letters swapped, at places spread over the whole text. */
function misspelt(text, pattern) {
  const found = [...text.matchAll(pattern)];
  const step = found.length / PROBLEMS;
  const chosen = Array.from({ length: Math.min(PROBLEMS, found.length) }, (_, i) => found[Math.floor(i * Math.max(1, step))]).filter(
    Boolean,
  );
  return chosen
    .reverse()
    .reduce(
      (out, { index, 0: word }) => out.slice(0, index) + word[0] + word[2] + word[1] + word.slice(3) + out.slice(index + word.length),
      text,
    );
}
