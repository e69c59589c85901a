// What other tools offer for the same cases: the texts after their quick fixes, best first, in their own order. What only silences the error
// (ignore comments) is left out, to their favour. A peer that is not installed says so.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inFolder, installed, program } from './figures.mjs';
import { LspServer, edited } from './lsp.mjs';
import { python } from './corpus/python.mjs';

const isPython = ({ language }) => language === 'python';
/** A code-action request that takes longer is given up. */
const ACTION_MS = 10_000;

/** name → the texts by case id, or why there are none. */
export const PEERS = {
  cpython: async (cases) => {
    const answers = await python(
      'python_judge.py',
      ['hints'],
      cases
        .filter(isPython)
        .map((one) => `${JSON.stringify(visible(one))}\n`)
        .join(''),
    );
    return new Map(answers.filter(({ text }) => text).map(({ id, text }) => [id, [text]]));
  },
  typescript: async (cases, { folderOf }) => {
    const out = new Map();
    for (const one of cases.filter((each) => !isPython(each))) {
      const folder = folderOf(one);
      const [place] = one.ranges;
      const problem = folder
        .errors(one.before)
        .find(
          ({ code, message, startLine, startCol }) =>
            code === one.code && message === one.message && startLine === place.startLine && startCol === place.startCol,
        );
      if (problem) out.set(one.id, folder.fixes(one.before, problem).slice(0, 3));
    }
    return out;
  },
  ruff: async (cases) => {
    const ruff = installed('ruff');
    if (!ruff) return 'not installed';
    return inFolder(async (folder) => {
      const own = cases.filter(isPython);
      own.forEach((one, i) => fs.writeFileSync(path.join(folder, `c${i}.py`), one.before));
      const { out } = await program(ruff, [
        'check',
        '--isolated',
        '--no-cache',
        '--select',
        'E4,E7,E9,F',
        '--output-format',
        'json',
        folder,
      ]);
      const texts = new Map();
      for (const { filename, fix, location, end_location: end } of JSON.parse(out || '[]')) {
        const one = own[Number(/c(\d+)\.py$/.exec(filename)[1])];
        const { startLine } = one.ranges[0];
        // What the menu at the reported line would hold.
        if (!fix || location.row > startLine || end.row < startLine) continue;
        texts.set(one.id, [...(texts.get(one.id) ?? []), afterRuff(one.before, fix.edits)].slice(0, 3));
      }
      return texts;
    });
  },
  basedpyright: async (cases) => {
    const server = installed('basedpyright-langserver');
    if (!server) return 'not installed';
    return inFolder(async (folder) => {
      const lsp = await LspServer.start(server, ['--stdio'], {
        folder,
        settings: { 'basedpyright.analysis': { typeCheckingMode: 'standard', diagnosticMode: 'openFilesOnly' } },
      });
      const texts = new Map();
      try {
        for (const [i, one] of cases.filter(isPython).entries()) {
          const file = path.join(folder, `c${i}`, one.path);
          for (const [name, text] of [[one.path, one.before], ...Object.entries(one.files ?? {})]) {
            fs.mkdirSync(path.dirname(path.join(folder, `c${i}`, name)), { recursive: true });
            fs.writeFileSync(path.join(folder, `c${i}`, name), text);
          }
          const uri = pathToFileURL(file).href;
          await lsp.open(uri, 'python', one.before);
          const { startLine } = one.ranges[0];
          const near = (found) =>
            found.filter(({ range, severity }) => severity === 1 && range.start.line <= startLine - 1 && range.end.line >= startLine - 1);
          const problems = near((await lsp.diagnostics(uri, (found) => near(found).length > 0, 1_000)) ?? []);
          if (problems.length > 0) {
            const actions = await Promise.race([lsp.actions(uri, problems), new Promise((resolve) => setTimeout(resolve, ACTION_MS, []))]);
            const found = actions
              .map(({ edit }) => edited(one.before, edit, uri))
              .filter((text) => text !== undefined && text !== one.before && silences(text) === silences(one.before));
            if (found.length > 0) texts.set(one.id, found.slice(0, 3));
          }
          await lsp.close(uri);
        }
      } finally {
        await lsp.stop();
      }
      return texts;
    });
  },
};

/** Comments that tell a checker to be silent. */
const silences = (text) => text.match(/#\s*(?:pyright|type):\s*ignore|#\s*noqa/g)?.length ?? 0;

/** A case without its answer. */
export function visible({
  after: _after,
  oracle: _oracle,
  meta: _meta,
  set: _set,
  source: _source,
  license: _license,
  split: _split,
  ...rest
}) {
  return rest;
}

/** One-based rows and columns, in code points. */
function afterRuff(text, edits) {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  const at = ({ row, column }) => Math.min(starts[row - 1] + [...(lines[row - 1] ?? '')].slice(0, column - 1).join('').length, text.length);
  return [...edits]
    .sort((a, b) => at(b.location) - at(a.location))
    .reduce((out, { location, end_location: end, content }) => out.slice(0, at(location)) + (content ?? '') + out.slice(at(end)), text);
}
