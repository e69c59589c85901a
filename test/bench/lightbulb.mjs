// `npm run bench -- lightbulb`: how long the lightbulb's menu waits for us: code-action requests to the real server over stdio, diagnostics known.
//
// Files: real source (Python's argparse, TypeScript of an installed package) cut to about 300 and 1,000 lines, with a misspelt name in a dozen places; the diagnostics
// are the real ones of pyright and typescript. Each request is for one of them, in turn.
//
// Keys
//   ms_p50, ms_p95, ms_p99                   of all our requests; each file (`py300`, `py1000`, `ts300`, `ts1000`) as <file>.ms_…
//   answered                                 per cent of the requests that were answered with a fix
//   pyright.ms_…, typescript.ms_…            the peers' on the same files and problems: pyright's server over stdio, TypeScript's getCodeFixesAtPosition called in the process
//   ratio                                    our p95 by the faster peer's
//   <file>.ready_ms_p50, _p95                from an edit and its diagnostics to the first answer with a fix
//   large.…                                  5,000 lines with 500 problems, beside basedpyright and typescript-language-server: lightbulb-large.mjs; `--only large` measures nothing else
//   crowd.ms_p50, _p95, _max                 requests in the first seconds after 5,000 diagnostics of one file came at once, while fixes are still being made
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ScriptFolder } from './corpus/typescript.mjs';
import { PYTHON } from './corpus/python.mjs';
import { built, inFolder, LEAST_SAMPLES, median, percentile, program, root, round, table, times } from './figures.mjs';
import { largeFiles } from './lightbulb-large.mjs';
import { LspServer } from './lsp.mjs';

const MISTAKES = 12;
const READY_LIMIT_MS = 30_000;
const CROWD = 5_000;
const CROWD_MS = 15_000;
const SCRIPT_SOURCE = 'node_modules/openai/src/lib/ChatCompletionStream.ts';

export async function run(options) {
  const server = built(options, 'server.js');
  const samples = options.smoke ? LEAST_SAMPLES : (options.cases ?? 200);
  return inFolder(async (folder) => {
    if (options.only?.includes('large')) return largeFiles(server, folder, samples);
    const files = await sampleFiles(folder);
    const pyright = await LspServer.start(process.execPath, [path.join(root, 'node_modules/pyright/langserver.index.js'), '--stdio'], {
      folder,
    });
    const ours = await LspServer.start(process.execPath, [server, '--stdio'], {
      folder,
      options: { trusted: true, forwardsDiagnostics: true, version: 'bench', editorTypeScript: path.join(root, 'node_modules/typescript') },
    });
    const figures = {};
    const all = { ours: [], pyright: [], typescript: [] };
    let answered = 0;
    let asked = 0;
    const rows = [];
    try {
      for (const { name, file, text, languageId } of files) {
        const uri = pathToFileURL(file).href;
        const peer = languageId === 'python' ? 'pyright' : 'typescript';
        let problems;
        const peerTimes = [];
        if (languageId === 'python') {
          await pyright.open(uri, languageId, text);
          problems = ((await pyright.diagnostics(uri, wrong)) ?? []).filter(isWrong);
          enough(name, problems);
          for (let i = 0; i < samples; i++) peerTimes.push(await timed(() => pyright.actions(uri, [problems[i % problems.length]])));
          await pyright.close(uri);
        } else {
          const script = new ScriptFolder({
            path: path.basename(file),
            options: { strict: true, target: 99, module: 99, moduleResolution: 100 },
          });
          const errors = script.errors(text).filter(isWrong);
          problems = errors.map(({ code, message, startLine, startCol, endLine, endCol }) => ({
            range: { start: { line: startLine - 1, character: startCol - 1 }, end: { line: endLine - 1, character: endCol - 1 } },
            severity: 1,
            source: 'ts',
            code,
            message,
          }));
          enough(name, problems);
          for (let i = 0; i < samples; i++) peerTimes.push(await timed(() => script.fixes(text, errors[i % errors.length])));
          script.dispose();
        }
        all[peer].push(...peerTimes);

        await ours.open(uri, languageId, text);
        const ready = [];
        for (let i = 0; i < (options.smoke ? 3 : LEAST_SAMPLES); i++) ready.push(await untilReady(ours, uri, text, i + 2, problems));
        const own = [];
        for (let i = 0; i < samples; i++) {
          let actions = [];
          own.push(
            await timed(async () => {
              actions = await ours.actions(uri, [problems[i % problems.length]]);
            }),
          );
          asked++;
          if (actions.length > 0) answered++;
        }
        await ours.close(uri);
        all.ours.push(...own);
        Object.assign(figures, times(own, `${name}.`), {
          [`${name}.ready_ms_p50`]: round(median(ready)),
          [`${name}.ready_ms_p95`]: round(percentile(ready, 95)),
        });
        rows.push({
          file: name,
          problems: problems.length,
          ...times(own),
          peer,
          'peer p95': round(percentile(peerTimes, 95), 2),
          ready_ms_p50: round(median(ready)),
          ready_ms_p95: round(percentile(ready, 95)),
        });
      }
      Object.assign(figures, await crowded(ours, folder, options.smoke ? CROWD_MS / 10 : CROWD_MS));
    } finally {
      await Promise.all([ours.stop(), pyright.stop()]);
    }
    if (answered === 0) throw new Error('Not one request was answered with a fix.');
    const peers = Object.assign({}, ...['pyright', 'typescript'].map((name) => times(all[name], `${name}.`)));
    Object.assign(figures, times(all.ours), { answered: round((100 * answered) / asked) }, peers);
    figures.ratio = round(figures.ms_p95 / Math.min(peers['pyright.ms_p95'], peers['typescript.ms_p95']), 3);
    table('Code actions, diagnostics known (ms)', rows);
    table('All files', [
      {
        ...times(all.ours),
        answered: `${figures.answered} %`,
        'pyright p95': peers['pyright.ms_p95'],
        'typescript p95': peers['typescript.ms_p95'],
        ratio: figures.ratio,
      },
    ]);
    const { 'crowd.ms_p50': p50, 'crowd.ms_p95': p95, 'crowd.ms_max': max } = figures;
    table(`${CROWD} diagnostics at once (ms)`, [{ requests: figures['crowd.requests'], p50, p95, max }]);
    Object.assign(figures, await largeFiles(server, folder, samples));
    return figures;
  });
}

/** A menu a few times a second, as of a person who looks for help, from the moment on that thousands of problems came at once. */
async function crowded(ours, folder, limitMs) {
  const file = path.join(folder, 'crowd.py');
  const lines = Array.from({ length: CROWD }, (_, i) => `print(totl_${i} + 1)`);
  const text = `${lines.map((line) => line.replace('totl', 'total').replace(/print\((\w+).*/, '$1 = 1')).join('\n')}\n${lines.join('\n')}\n`;
  fs.writeFileSync(file, text);
  const uri = pathToFileURL(file).href;
  const problems = lines.map((line, i) => {
    const name = line.slice('print('.length, line.indexOf(' '));
    const start = { line: CROWD + i, character: 'print('.length };
    const range = { start, end: { line: start.line, character: start.character + name.length } };
    return { range, severity: 1, source: 'Pyright', code: 'reportUndefinedVariable', message: `"${name}" is not defined` };
  });
  await ours.open(uri, 'python', text);
  await ours.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
  const waits = [];
  for (const from = performance.now(); performance.now() - from < limitMs;) {
    waits.push(await timed(() => ours.actions(uri, [problems[Math.floor(Math.random() * CROWD)]])));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await ours.close(uri);
  return { 'crowd.requests': waits.length, ...times(waits, 'crowd.'), 'crowd.ms_max': round(Math.max(...waits)) };
}

function enough(name, problems) {
  if (problems.length < MISTAKES / 2) throw new Error(`${name}: the checker reports ${problems.length} of the ${MISTAKES} mistakes.`);
}

const isWrong = ({ message }) => /is not defined|Cannot find name/.test(typeof message === 'string' ? message : '');
const wrong = (found) => found.some(isWrong);

async function timed(use) {
  const from = performance.now();
  await use();
  return performance.now() - from;
}

/** An edit that changes nothing that matters, the diagnostics after it, and the first menu with a fix in it. */
async function untilReady(lsp, uri, text, version, problems) {
  await lsp.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ text: version % 2 === 0 ? `${text}\n` : text }],
  });
  const from = performance.now();
  await lsp.connection.sendNotification('selfHeal/diagnostics', { uri, version, diagnostics: problems });
  for (let i = 0; performance.now() - from < READY_LIMIT_MS; i++) {
    if ((await lsp.actions(uri, [problems[i % problems.length]])).length > 0) return performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`No fix for any of ${problems.length} diagnostics within ${READY_LIMIT_MS / 1000} s.`);
}

/** Real source, cut at a line that begins a top-level statement, with misspelt names in it. */
async function sampleFiles(folder) {
  const { out } = await program(PYTHON, ['-c', 'import argparse; print(argparse.__file__)']);
  const python = fs.readFileSync(out.trim(), 'utf8');
  const script = fs.readFileSync(path.join(root, SCRIPT_SOURCE), 'utf8');
  const files = [];
  for (const lines of [300, 1_000]) {
    files.push({
      name: `py${lines}`,
      file: path.join(folder, `sample_${lines}.py`),
      languageId: 'python',
      text: misspelt(cut(python, lines, /^(def|class|@)/), /\b(isinstance|getattr|hasattr|ValueError|len|super|TypeError)\b(?=\()/g),
    });
    files.push({
      name: `ts${lines}`,
      file: path.join(folder, `sample_${lines}.ts`),
      languageId: 'typescript',
      text: misspelt(
        cut(script, lines, /^(export|const|import|type|interface|function|class|abstract)/),
        /\b(string|number|boolean|undefined|Promise|Record|Array)\b(?=[<;,) ])/g,
      ),
    });
  }
  for (const { file, text } of files) fs.writeFileSync(file, text);
  return files;
}

function cut(text, wanted, begins) {
  const lines = text.split('\n');
  let end = Math.min(wanted, lines.length);
  while (end < lines.length && !begins.test(lines[end])) end++;
  return `${lines.slice(0, end).join('\n')}\n`;
}

/** Two letters swapped, at places spread over the whole text. */
function misspelt(text, pattern) {
  const found = [...text.matchAll(pattern)];
  const step = Math.max(1, Math.floor(found.length / MISTAKES));
  const chosen = found.filter((_, i) => i % step === 0).slice(0, MISTAKES);
  return chosen
    .reverse()
    .reduce(
      (out, { index, 0: word }) => out.slice(0, index) + word[0] + word[2] + word[1] + word.slice(3) + out.slice(index + word.length),
      text,
    );
}
