// `npm run docs`: writes docs/fixers.md from the registry, the doc comments and the counted record of the fixers, and the generated part of docs/architecture.md.
import { build } from 'esbuild';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { architecture, PAGE as ARCHITECTURE } from './architecture.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const FIXERS = path.join(root, 'src/engine/fixers');
export const PAGE = path.join(root, 'docs/fixers.md');

/** Families of fixers as the page calls them, in its order. */
const TITLES = { python: 'Python', typescript: 'TypeScript and JavaScript' };

/** The registry, as the product has it. */
async function registered() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-docs-'));
  try {
    const outfile = path.join(folder, 'registry.mjs');
    const stdin = { contents: "export { fixers } from './src/engine/fixers/registry';", resolveDir: root, loader: 'ts' };
    await build({
      stdin,
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      logLevel: 'error',
      loader: { '.py': 'text' },
    });
    return (await import(pathToFileURL(outfile).href)).fixers;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Every registered fixer as its file describes it: `{id, family, languages, answers, file, mistake, examples: [{before, after}], whenNot, record}`,
 * `file` from the root and with slashes. `faults` lists what keeps a file from the one form, a sentence each:
 *
 *     /**
 *      * Mistake: <what went wrong, a sentence or two>.
 *      *
 *      * Before:  `<code>`   After:  `<code>`        (one or more; words may stand around the code)
 *      *
 *      * When not: <where it keeps still>.
 *      *\/
 */
export async function readFixers() {
  const counts = JSON.parse(fs.readFileSync(path.join(root, 'src/engine/generate/confidence.json'), 'utf8'));
  const fixers = [];
  const faults = [];
  for (const { id, family, languages, answers } of await registered()) {
    const name = id.slice(id.indexOf('/') + 1);
    const place = [family, `${family}/mistakes`]
      .map((folder) => path.join(FIXERS, folder, `${name}.ts`))
      .find((file) => fs.existsSync(file));
    if (!place) {
      faults.push(`${id}: there is no src/engine/fixers/${family}/${name}.ts.`);
      continue;
    }
    const file = path.relative(root, place).split(path.sep).join('/');
    const told = describe(fs.readFileSync(place, 'utf8').replaceAll('\r\n', '\n'), (what) => faults.push(`${file}: ${what}.`));
    fixers.push({ id, family, languages, answers, file, record: recordOf(id, counts), ...told });
  }
  return { fixers, faults };
}

function describe(text, fault) {
  const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(text)?.[1];
  if (comment === undefined) {
    fault('does not begin with a doc comment');
    return { examples: [] };
  }
  const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  const part = (label) => {
    const from = lines.findIndex((line) => line.startsWith(`${label}: `));
    if (from < 0) return undefined;
    let to = from + 1;
    while (to < lines.length && lines[to] !== '' && !/^[A-Z]\w*(?: not)?:/.test(lines[to])) to++;
    return lines
      .slice(from, to)
      .join(' ')
      .slice(label.length + 2)
      .trim();
  };
  const examples = lines
    .map((line) => /^Before: +(.*?\S) +After: +(.*\S)$/.exec(line))
    .filter(Boolean)
    .map(([, before, after]) => ({ before, after }));
  const [mistake, whenNot] = [part('Mistake'), part('When not')];
  if (!mistake) fault("lacks 'Mistake:'");
  if (examples.length === 0) fault("lacks 'Before: … After: …'");
  if (!whenNot) fault("lacks 'When not:'");
  return { mistake, examples, whenNot };
}

/** What was counted of each of its variants: `[{variant, right, of}]`, the commonest first. */
function recordOf(id, { variants = {} }) {
  return Object.entries(variants)
    .filter(([key]) => key.startsWith(`${id}/`))
    .map(([key, { right, of }]) => ({ variant: key.slice(id.length + 1), right, of }))
    .sort((a, b) => b.of - a.of || (a.variant < b.variant ? -1 : 1));
}

/** The page. */
export function page({ fixers }) {
  const out = [
    '# Fixers',
    '',
    'Every mistake that Self-Heal mends without a model. A fix is offered only where it holds: the patched text parses, and where a checker is at hand, the problem is gone and nothing new came.',
    '',
    'How likely a fix is right is counted, not guessed: the record of each says how often each of its ways was what the developer typed, on recorded cases with known fixes',
    '(`npm run calibrate` counts them). A way that was seldom met is judged by its family.',
    '',
    "This page is written by `npm run docs` from the fixers' registry, the comment on top of each fixer's file, and the counts.",
  ];
  for (const family of [...new Set(fixers.map((fixer) => fixer.family))]) {
    const [language, name] = family.split('/');
    out.push('', `## ${TITLES[language] ?? language}: ${name.replaceAll('-', ' ')}`);
    for (const fixer of fixers.filter((one) => one.family === family)) out.push(...section(fixer));
  }
  return `${out.join('\n')}\n`;
}

function section({ id, mistake, examples, whenNot, answers, record, file }) {
  const out = ['', `### ${id}`, '', capital(mistake ?? ''), '', '| before | after |', '|---|---|'];
  for (const { before, after } of examples) out.push(`| ${cell(before)} | ${cell(after)} |`);
  out.push('', `Not where ${whenNot ?? ''}`.replace(/\bNot where (?=[A-Z])/, ''));
  if (record.length > 0)
    out.push('', '| way | right | of |', '|---|---:|---:|', ...record.map(({ variant, right, of }) => `| ${variant} | ${right} | ${of} |`));
  const named = [...(answers.families ?? []), ...(answers.codes ?? []), ...(answers.messages ? ['messages'] : [])];
  out.push('', `Answers: ${named.join(', ')}. [Source](../${file})`);
  return out;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** A bar would end the cell, also inside code. */
const cell = (text) => text.replaceAll('|', '\\|');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await readFixers();
  for (const fault of found.faults) console.error(fault);
  if (found.faults.length > 0) process.exitCode = 1;
  fs.mkdirSync(path.dirname(PAGE), { recursive: true });
  fs.writeFileSync(PAGE, page(found));
  fs.writeFileSync(ARCHITECTURE, architecture(fs.readFileSync(ARCHITECTURE, 'utf8')));
  console.log(`docs/fixers.md: ${found.fixers.length} fixers; docs/architecture.md`);
}
