// `npm run train-ranking`: counts which words stand behind which in code that any machine has, Python's standard library and installed
// packages, npm packages in node_modules, and writes src/engine/syntax/naturalness/{python,script}-counts.ts. Counts only: no text is kept.
//
// A third of the files, by their names, is left out (test/bench/corpus/held-out.mjs): slips are injected into those, so that nothing is measured
// on what was learned. --kb N: size of each file; --report: how well the files that were left out are foretold.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isHeldOut } from '../test/bench/corpus/held-out.mjs';
import { bundled, inFolder, root } from '../test/bench/figures.mjs';
import { pathToFileURL } from 'node:url';

const { values } = parseArgs({ options: { kb: { type: 'string', default: '290' }, report: { type: 'boolean', default: false } } });
const BYTES = Number(values.kb) * 1000;
/** Words that the model knows. Four of them and a bracket make a key of 51 bits. */
const MAX_VOCABULARY = 3000;
/** What fewer files say is a habit of theirs. */
const MIN_FILES = 3;
const MAX_ORDER = 4;
/** Taken off each count, for what was never seen. */
const DISCOUNT = 0.7;
/** Of one package, so that none of them sets the tone. */
const MAX_PACKAGE_CHARS = 1_500_000;
const MAX_FILE_CHARS = 200_000;
/** More than the words that the model knows. */
const SHIFT = 4096;
/** An n-gram without its last word. */
const contextOf = (key) => Math.floor(key / SHIFT);
const BRACKETS = 'shcgilobt';

await inFolder(async (folder) => {
  const file = await bundled(folder, [
    './src/engine/syntax/naturalness/corpus-model',
    './src/engine/syntax/naturalness/lexeme',
    './src/engine/syntax/naturalness/python-lexemes',
  ]);
  const script = path.join(folder, 'script');
  fs.mkdirSync(script);
  const other = await bundled(script, ['./src/engine/syntax/naturalness/script-lexemes']);
  const model = (await import(pathToFileURL(file).href)).default;
  const { scriptLexemes } = (await import(pathToFileURL(other).href)).default;
  const start = { offset: 0, open: undefined, indent: 0, last: '' };
  train('python', pythonTexts(), (text) => [...model.pythonLexemes(text, start)], model);
  train('script', scriptTexts(), (text) => [...scriptLexemes(text, start)], model);
});
process.exit(0);

function train(language, texts, lex, model) {
  const began = Date.now();
  const held = texts.filter(({ name }) => isHeldOut(name.replace(/#.*$/, '')));
  const learned = texts.filter(({ name }) => !isHeldOut(name.replace(/#.*$/, '')));
  const lexed = learned.map(({ text }) => lex(text).map(({ lexeme }) => lexeme));
  const vocabulary = vocabularyOf(lexed);
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const idOf = ({ word, kind }) => ids.get(word) ?? ids.get(kind) ?? 0;
  const docs = lexed.map((lexemes) => ({
    ids: Int16Array.from(lexemes, idOf),
    at: Uint8Array.from(lexemes, ({ at }) => BRACKETS.indexOf(at)),
  }));
  const total = docs.reduce((sum, one) => sum + one.ids.length, 0);
  const grams = counted(docs);
  const chances = smoothed(grams);
  const kept = pruned(grams, chances, BYTES);
  const stored = packedModel(kept, chances, vocabulary, model);
  const target = path.join(root, 'src/engine/syntax/naturalness', `${language}-counts.ts`);
  const name = `${language.toUpperCase()}_COUNTS`;
  fs.writeFileSync(
    target,
    `// Written by scripts/train-ranking.mjs from ${learned.length} files, ${total} words. Not to be edited by hand.\n` +
      `import type { StoredModel } from './corpus-model';\n\nexport const ${name}: StoredModel = ${JSON.stringify(stored)};\n`,
  );
  console.log(
    `${language}: ${learned.length} files, ${total} words, ${vocabulary.length} of them known, ${kept.length} n-grams, ` +
      `${(fs.statSync(target).size / 1000).toFixed(0)} KB, ${((Date.now() - began) / 1000).toFixed(0)} s`,
  );
  if (!values.report) return;
  const corpus = new model.CorpusModel(stored);
  let sum = 0;
  let words = 0;
  for (const { text } of held.slice(0, 150)) {
    const lexemes = lex(text).map(({ lexeme }) => lexeme);
    const known = lexemes.map((lexeme) => corpus.idOf(lexeme));
    lexemes.forEach(({ at }, i) => {
      sum += corpus.cost(at.charCodeAt(0), known, i);
      words++;
    });
  }
  console.log(`${language}: ${(sum / words / Math.LN2).toFixed(3)} bits a word in ${words} words of files that were left out`);
}

/** Kinds and signs, and the names that most files have. */
function vocabularyOf(lexed) {
  const files = new Map();
  const other = new Set();
  for (const lexemes of lexed) {
    const here = new Set();
    for (const { word, kind } of lexemes) {
      if (kind === word) other.add(word);
      else {
        other.add(kind);
        here.add(word);
      }
    }
    for (const word of here) files.set(word, (files.get(word) ?? 0) + 1);
  }
  const plain = [...other].filter((word) => /^[\x21-\x7e]+$/.test(word)).sort();
  const names = [...files]
    .filter(([word, count]) => count >= MIN_FILES && /^[\x21-\x7e]+$/.test(word))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_VOCABULARY - plain.length)
    .map(([word]) => word);
  return ['<unknown>', ...plain, ...names];
}

/** By length, by key: how often, and in how many files. Only what continues a frequent n-gram is counted. */
function counted(docs) {
  const orders = [];
  for (let order = 1; order <= MAX_ORDER; order++) {
    const found = new Map();
    const before = orders[order - 2];
    docs.forEach((doc, file) => {
      for (let i = order - 1; i < doc.ids.length; i++) {
        // The tail, one word shorter, in the same bracket.
        if (before && !before.has(keyOf(doc, i - order + 2, i))) continue;
        const key = keyOf(doc, i - order + 1, i);
        const one = found.get(key);
        if (!one) found.set(key, { count: 1, files: 1, last: file });
        else {
          one.count++;
          if (one.last !== file) {
            one.last = file;
            one.files++;
          }
        }
      }
    });
    for (const [key, { files }] of found) if (files < (order === 1 ? 1 : MIN_FILES)) found.delete(key);
    orders.push(found);
  }
  // Contexts: how often each stands before anything, in the bracket of what follows.
  const contexts = Array.from({ length: MAX_ORDER }, () => new Map());
  for (const doc of docs)
    for (let i = 0; i < doc.ids.length; i++)
      for (let order = 1; order <= MAX_ORDER && order <= i + 1; order++) {
        const key = contextKey(doc, i - order + 1, i);
        const known = contexts[order - 1].get(key);
        if (known !== undefined) contexts[order - 1].set(key, known + 1);
        else if (order <= 2 || contexts[order - 2].has(contextKey(doc, i - order + 2, i))) contexts[order - 1].set(key, 1);
      }
  return { orders, contexts };
}

/** Bracket of the last word, then the words `from` to `to`, inclusive. */
function keyOf({ ids, at }, from, to) {
  let key = at[to];
  for (let i = from; i <= to; i++) key = key * SHIFT + ids[i];
  return key;
}

function contextKey({ ids, at }, from, to) {
  let key = at[to];
  for (let i = from; i < to; i++) key = key * SHIFT + ids[i];
  return key;
}

function unpack(key, order) {
  const words = [];
  let rest = key;
  for (let i = 0; i < order; i++) {
    words.unshift(rest % SHIFT);
    rest = Math.floor(rest / SHIFT);
  }
  return { at: rest, words };
}
/** The same without its first word. */
function shorter(key, order) {
  const power = SHIFT ** (order - 1);
  const at = Math.floor(key / (power * SHIFT));
  return at * power + (key % power);
}

/** Interpolated absolute discounting; chances by length and key, and what each context leaves for the shorter one. */
function smoothed({ orders, contexts }) {
  const chances = [];
  const left = [];
  orders.forEach((grams, o) => {
    const order = o + 1;
    const own = new Map();
    const rest = new Map();
    const used = new Map();
    for (const [key, { count }] of grams) {
      const context = contextOf(key);
      used.set(context, (used.get(context) ?? 0) + Math.max(0, count - DISCOUNT));
    }
    for (const [context, sum] of used) rest.set(context, Math.max(1e-4, 1 - sum / contexts[o].get(context)));
    const size = 1 / grams.size;
    for (const [key, { count }] of grams) {
      const context = contextOf(key);
      const lower = order === 1 ? size : chances[o - 1].get(shorter(key, order));
      own.set(key, Math.max(0, count - DISCOUNT) / contexts[o].get(context) + rest.get(context) * lower);
    }
    chances.push(own);
    left.push(rest);
  });
  return { chances, left };
}

/** What tells most beyond the shorter context, as many as the file may hold. */
function pruned({ orders }, { chances, left }, bytes) {
  const out = [];
  orders.forEach((grams, o) => {
    for (const [key, { count }] of grams) {
      if (o === 0) {
        out.push({ key, order: 1, worth: Infinity });
        continue;
      }
      const lower = left[o].get(contextOf(key)) * chances[o - 1].get(shorter(key, o + 1));
      out.push({ key, order: o + 1, worth: count * Math.abs(Math.log(chances[o].get(key) / lower)) });
    }
  });
  // What an n-gram takes in base64, with the share of its context.
  return out.sort((a, b) => b.worth - a.worth || a.order - b.order || a.key - b.key).slice(0, Math.floor(bytes / 5.6));
}

function packedModel(kept, { chances }, vocabulary, model) {
  const chanceOf = new Map();
  const sums = Array.from({ length: MAX_ORDER }, () => new Map());
  for (const { key, order } of kept) {
    const chance = chances[order - 1].get(key);
    const { at, words } = unpack(key, order);
    put(chanceOf, model.keyOf(BRACKETS.charCodeAt(at), words, 0, order), -Math.log(chance) / model.STEP);
    if (order === 1) continue;
    const context = contextOf(key);
    const sum = sums[order - 1].get(context) ?? { own: 0, lower: 0 };
    sum.own += chance;
    sum.lower += chances[order - 2].get(shorter(key, order));
    sums[order - 1].set(context, sum);
  }
  const backOffOf = new Map();
  sums.forEach((contexts, o) => {
    for (const [context, { own, lower }] of contexts) {
      const { at, words } = unpack(context, o);
      const weight = Math.max(1e-3, 1 - own) / Math.max(1e-3, 1 - lower);
      put(backOffOf, model.keyOf(BRACKETS.charCodeAt(at) + 128, words, 0, o), (-Math.log(weight) + model.BACK_OFF_SHIFT) / model.STEP);
    }
  });
  const entries = (map) => [...map].sort((a, b) => a[0] - b[0]).map(([key, value]) => [key, Math.round(value)]);
  return { words: vocabulary.join(' '), chances: model.packed(entries(chanceOf)), backOffs: model.packed(entries(backOffOf)) };
}

/** Of two n-grams with one key the likelier. */
function put(map, key, value) {
  const known = map.get(key);
  map.set(key, known === undefined ? value : Math.min(known, value));
}

function pythonTexts() {
  const folders = execFileSync(
    'python3',
    ['-c', 'import os, sysconfig; print(os.path.dirname(os.__file__)); print(sysconfig.get_paths()["purelib"])'],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n');
  const texts = folders.flatMap((folder, i) =>
    textsBelow(folder, /\.py$/, i === 0 ? /(^|\/)(site-packages|dist-packages|lib2to3|__pycache__)(\/|$)/ : /__pycache__/),
  );
  // Examples in documentation are short programs.
  const examples = texts.flatMap(({ name, text }) => {
    const lines = [...text.matchAll(/^[ \t]*(?:>>>|\.\.\.)(?: (.*))?$/gm)].map((found) => found[1] ?? '');
    return lines.length > 5 ? [{ name: `${name}#examples`, text: lines.join('\n') }] : [];
  });
  return [...texts, ...examples];
}

function scriptTexts() {
  return textsBelow(
    path.join(root, 'node_modules'),
    /(?<!\.d)\.[cm]?[jt]sx?$/,
    /(^|\/)(\.[^/]*|browser|umd|locales?|self-heal|typescript|pyright|node|umd|min)(\/|$)/,
  );
}

/** Source files, each text once, in the order of their names; not what a machine wrote. */
function textsBelow(folder, wanted, skipped) {
  const out = [];
  const seen = new Set();
  const sizes = new Map();
  const walk = (at) => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = path.join(at, entry.name);
      const name = path.relative(folder, full).replaceAll('\\', '/');
      if (skipped.test(name)) continue;
      if (entry.isDirectory()) walk(full);
      else if (entry.isFile() && wanted.test(name) && !/\.min\.|bundle/.test(name)) add(full, name);
    }
  };
  const add = (full, name) => {
    if (fs.statSync(full).size > MAX_FILE_CHARS) return;
    const text = fs.readFileSync(full, 'utf8');
    const lines = text.split('\n').length;
    if (text.length < 200 || text.length / lines > 120) return;
    const hash = crypto.createHash('sha1').update(text).digest('base64');
    if (seen.has(hash)) return;
    seen.add(hash);
    const owner = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
    const size = (sizes.get(owner) ?? 0) + text.length;
    if (size > MAX_PACKAGE_CHARS) return;
    sizes.set(owner, size);
    out.push({ name, text });
  };
  walk(folder);
  return out;
}
