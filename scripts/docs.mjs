// Writes docs/fixers.md from the doc comments of the fixers. Run after a fixer was added or its comment changed: `npm run docs`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const RULES = path.join(root, 'src/engine/generate/rules');
export const PAGE = path.join(root, 'docs/fixers.md');

const FAMILIES = new Set(
  [
    ...(
      /export type Family =([\s\S]*?);\n/.exec(fs.readFileSync(path.join(root, 'src/engine/detect/wordings.ts'), 'utf8'))?.[1] ?? ''
    ).matchAll(/'([\w-]+)'/g),
  ].map((match) => match[1]),
);

/** Folders of fixers, and the file that registers those of each. */
const GROUPS = [
  { title: 'Python: syntax', folder: 'python/syntax', registry: 'mistakes.ts', languages: 'Python' },
  { title: 'Python: names, imports, attributes, calls and values', folder: 'python', registry: 'fixers.ts', languages: 'Python' },
  { title: 'TypeScript and JavaScript', folder: 'typescript', registry: 'typed-rules.ts', languages: 'TypeScript and JavaScript' },
];

/**
 * Every registered fixer as its file describes it: `{id, file, group, languages, mistake, examples: [{before, after}], whenNot, problems, tests}`,
 * `file` from the root and with slashes. `faults` lists what keeps a file from the one form, a sentence each:
 *
 *     /**
 *      * Mistake: <what went wrong, a sentence or two>.
 *      *
 *      * Before:  `<code>`   After:  `<code>`        (one or more; words may stand around the code)
 *      *
 *      * When not: <where it keeps still>.
 *      *
 *      * Tests: <file beside it>                     (only where they are not in `<fixer>.test.ts`)
 *      *\/
 */
export function readFixers() {
  const fixers = [];
  const faults = [];
  for (const group of GROUPS) {
    const registry = fs.readFileSync(path.join(RULES, group.folder, group.registry), 'utf8');
    const imported = [...registry.matchAll(/^import \{ ([\w, ]+) \} from '\.\/([\w-]+)';$/gm)].map(([, names, file]) => ({
      names: names.split(', '),
      file,
    }));
    for (const { names, file } of imported) {
      const place = path.join(RULES, group.folder, `${file}.ts`);
      const text = fs.readFileSync(place, 'utf8').replaceAll('\r\n', '\n');
      const ids = [...text.matchAll(/^ {2,4}id: '((?:python|typescript)\/[\w-]+)',$/gm)].map((match) => match[1]);
      if (ids.length === 0) continue; // a helper of the registry, no fixer
      const name = path.relative(root, place).split(path.sep).join('/');
      const fault = (what) => faults.push(`${name}: ${what}.`);
      if (ids.length > 1 || names.length > 1) fault('holds more than one fixer');
      const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(text)?.[1];
      if (comment === undefined) {
        fault('does not begin with a doc comment');
        continue;
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
      const mistake = part('Mistake');
      const whenNot = part('When not');
      if (!mistake) fault("lacks 'Mistake:'");
      if (examples.length === 0) fault("lacks 'Before: … After: …'");
      if (!whenNot) fault("lacks 'When not:'");
      fixers.push({
        id: ids[0],
        file: name,
        group: group.title,
        languages: group.languages,
        mistake,
        examples,
        whenNot,
        problems: problemsOf(text, group),
        tests: part('Tests'),
      });
    }
  }
  return { fixers, faults };
}

/** Families, codes and exceptions that the file's `answers` names; what it tells by the words of a message alone is not listed. */
function problemsOf(text, group) {
  if (group.folder === 'python/syntax') return ['syntax'];
  const from = text.search(/^ {2}answers: /m);
  const answers = text.slice(from, text.indexOf('\n  ', text.indexOf('propose', from) - 10));
  const families = [...answers.matchAll(/(?<=[(|'?:])[a-z]+(?:-[a-z]+)*(?=[|)'])/g)]
    .map((match) => match[0])
    .filter((word) => FAMILIES.has(word));
  const sets = [...answers.matchAll(/hasCode\(problem, (?:(\w+)|new Set\(\[([\d, ]+)\]\))\)/g)].map(
    ([, name, codes]) => codes ?? new RegExp(`const ${name} = new Set\\(\\[([\\d, ]+)\\]\\)`).exec(text)?.[1] ?? '',
  );
  const codes = sets
    .flatMap((set) => set.split(', '))
    .filter((code) => code !== '')
    .map((code) => `TS${code}`);
  const exceptions = [...answers.matchAll(/errorType === '([\w-]+)'/g)].map((match) => match[1]);
  return [...new Set([...(/isSyntax/.test(answers) ? ['syntax'] : []), ...families, ...codes, ...exceptions])];
}

/** The page. */
export function page({ fixers }) {
  const out = [
    '# Fixers',
    '',
    'Every mistake that Self-Heal mends without a model. A fix is offered only where it holds: the patched text parses, and where a checker is at hand, the problem is gone and nothing new came.',
    '',
    "This page is written by `npm run docs` from the comment on top of each fixer's file.",
  ];
  for (const { title } of GROUPS) {
    out.push('', `## ${title}`);
    for (const fixer of fixers.filter(({ group }) => group === title)) {
      out.push('', `### ${fixer.id}`, '', capital(fixer.mistake ?? ''), '', '| before | after |', '|---|---|');
      for (const { before, after } of fixer.examples) out.push(`| ${cell(before)} | ${cell(after)} |`);
      out.push('', `Not where ${fixer.whenNot ?? ''}`.replace(/\bNot where (?=[A-Z])/, ''));
      if (fixer.problems.length > 0) out.push('', `Answers: ${fixer.problems.join(', ')}. ${fixer.languages}. [Source](../${fixer.file})`);
      else out.push('', `${fixer.languages}. [Source](../${fixer.file})`);
    }
  }
  return `${out.join('\n')}\n`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** A bar would end the cell, also inside code. */
const cell = (text) => text.replaceAll('|', '\\|');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = readFixers();
  for (const fault of found.faults) console.error(fault);
  if (found.faults.length > 0) process.exitCode = 1;
  fs.mkdirSync(path.dirname(PAGE), { recursive: true });
  fs.writeFileSync(PAGE, page(found));
  console.log(`${path.relative(process.cwd(), PAGE)}: ${found.fixers.length} fixers`);
}
