// `npm run count-lessons -- FILE…`: how often what is learned from a few fixes is right for the next ones, counted on groups of like fixes, becomes the
// part `learned` and `remembered` of src/engine/generate/confidence.json. A line is a group as `self-heal rules batch` takes it, `{language, train, test}`
// with `after` in its tests, or a family of pairs in the shape of Saplings with `test` cases as `self-heal batch` takes them. Each file counts the same.
import fs from 'node:fs';
import path from 'node:path';
import { engine, inFolder, root } from '../test/bench/figures.mjs';

const COUNTS = path.join(root, 'src/engine/generate/confidence.json');
/** Fixes that are learned from. */
const FIRST = [1, 2, 3];
/** What a file counts of one variant at most, in cases. */
const SHARE = 50;

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Name at least one file of groups.');
  process.exit(2);
}

await inFolder(async (folder) => {
  const product = await engine(folder, [
    './src/engine/detect/signature',
    './src/engine/generate/learned/learned-source',
    './src/engine/generate/remembered/remembered-source',
    './src/engine/learn/mine/learn-rules',
    './src/engine/learn/pair',
    './src/engine/project/python-index',
    './src/engine/project/workspace-files',
    './src/engine/syntax/edits',
    './src/engine/syntax/source-text',
  ]);
  const sources = [product.learnedSource(), product.rememberedSource()];
  const total = {};
  for (const file of files) {
    const counts = {};
    for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const group = groupOf(JSON.parse(line), product);
      for (const k of FIRST) {
        const pairs = group.pairs.slice(0, k);
        if (pairs.length < k) continue;
        const examples = pairs.map((pair) => ({
          before: pair.before,
          after: pair.proposed,
          file: pair.file,
          id: pair.id,
          signature: pair.signature,
          at: { start: { line: pair.line, character: 0 }, end: { line: pair.line, character: 0 } },
        }));
        const rules = await product.learnRules(
          group.language,
          examples,
          examples.map(({ after }) => after),
        );
        for (const test of group.tests) await count(product, sources, group.language, pairs, rules, test, counts);
      }
    }
    for (const [variant, { right, of }] of Object.entries(counts)) {
      console.log(`${path.basename(file)}  ${variant}  ${right} of ${of}`);
      const known = (total[variant] ??= { right: 0, of: 0 });
      const weight = Math.min(SHARE, of);
      known.right += (weight * right) / of;
      known.of += weight;
    }
  }
  const known = JSON.parse(fs.readFileSync(COUNTS, 'utf8'));
  // A source that these files say nothing of keeps what was counted before: lines torn out of their files hold too little for what is remembered.
  const counted = new Set(Object.keys(total).map((name) => name.split('/')[0]));
  const variants = Object.fromEntries(Object.entries(known.variants).filter(([name]) => !counted.has(name.split('/')[0])));
  for (const [name, { right, of }] of Object.entries(total)) variants[name] = { right: Math.round(right), of };
  const families = { ...known.families };
  for (const family of ['learned', 'remembered']) {
    const own = Object.entries(total).filter(([name]) => name.startsWith(`${family}/`));
    const of = own.reduce((sum, [, each]) => sum + each.of, 0);
    if (of > 0) families[family] = { rate: Math.min(0.98, Number((own.reduce((sum, [, each]) => sum + each.right, 0) / of).toFixed(3))) };
  }
  const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  fs.writeFileSync(COUNTS, `${JSON.stringify({ ...known, families: sorted(families), variants: sorted(variants) }, undefined, 1)}\n`);
});
process.exit(0);

/** Both shapes of a line as pairs and tests of one signature each. */
function groupOf({ language, train, test }, { signatureOf }) {
  const none = { shape: 'x', holes: {} };
  const known = language === 'python' ? 'python' : 'typescript';
  return {
    language: known,
    pairs: train.map((one, i) => {
      const info = one.error_info;
      return {
        id: String(i),
        language: known,
        file: one.file ?? 'a',
        line: info ? Math.max(0, info.line_number - 1) : 0,
        startLine: 0,
        extent: 'whole',
        before: ended(one.original_code ?? one.before),
        proposed: ended(one.patched_code ?? one.after),
        final: null,
        otherFiles: [],
        withheld: false,
        signature: info ? signatureOf(info.type, info.message) : none,
        origin: { kind: 'hand', id: 'hand' },
        title: '',
        recordedAt: '2026-01-01T00:00:00.000Z',
        verdict: { kind: 'accepted' },
      };
    }),
    tests: test.map((one) => ({
      before: ended(one.before),
      after: one.after,
      line: one.ranges ? one.ranges[0].startLine - 1 : 0,
      signature: one.message === undefined ? none : signatureOf(one.error_type, one.message),
    })),
  };
}

function ended(text) {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Asks both sources about one test, and counts their best offer. */
async function count(product, sources, language, pairs, rules, test, counts) {
  const source = new product.SourceText(test.before);
  const file = language === 'python' ? '/case/here.py' : '/case/here.ts';
  const files = new product.MemoryFiles('/case', new Map([[file, test.before]]));
  const at = source.offsetAt({ line: test.line, character: 0 });
  const problem = {
    origin: 'diagnostic',
    language,
    source: '',
    errorType: '',
    message: '',
    signature: test.signature,
    location: { path: file, range: source.range(at, at) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  const request = {
    problem,
    source,
    path: file,
    start: at,
    end: at,
    all: [problem],
    workspace: {
      root: '/case',
      files,
      interpreter: undefined,
      python: product.openPythonProject('/case', files),
      typescript: undefined,
    },
    version: null,
    signal: new AbortController().signal,
    memory: {
      pairsLike: ({ signature }) => pairs.filter((pair) => pair.signature.shape === signature.shape),
      rulesFor: ({ signature }) => Promise.resolve(rules.filter((rule) => rule.shape === undefined || rule.shape === signature.shape)),
      isRejected: () => false,
      recordOf: () => undefined,
    },
  };
  for (const asked of sources) {
    const found = await asked.candidates(request);
    const [best] = found.ok ? found.value : [];
    const own = best?.edits.find((edit) => edit.path === file);
    if (!own) continue;
    const name = `${asked.id}/${best.variant}`;
    const known = (counts[name] ??= { right: 0, of: 0 });
    known.of++;
    if (squeeze(product.patched(source, own)) === squeeze(test.after)) known.right++;
  }
}

function squeeze(text) {
  return text.replace(/\s+/g, '');
}
