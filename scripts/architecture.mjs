// Writes the picture and the table of walls in docs/architecture.md from .dependency-cruiser.cjs, which the lint enforces: `npm run docs`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { walls } = createRequire(import.meta.url)('../walls.cjs');
export const PAGE = path.join(root, 'docs/architecture.md');

const [BEGIN, END] = ['<!-- walls: written by npm run docs -->', '<!-- end of walls -->'];

/** The page with its generated part as the walls are now; the rest stays as somebody wrote it. */
export function architecture(text) {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/architecture.md lacks '${BEGIN}' … '${END}'.`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${picture()}\n\n${table()}\n\n${text.slice(to)}`;
}

/** An arrow means: may import. What another arrow says already (a → b → c) is left out, so that the picture can be read. */
function picture() {
  const lines = [
    '```mermaid',
    'flowchart TD',
    '  client["client<br/>the editor’s face"] --> protocol',
    '  server["server<br/>LSP"] --> protocol',
    '  cli["cli<br/>the terminal’s face"] --> server',
    '  server --> tools["tools<br/>what models call"]',
    '  server --> mcp["mcp<br/>Model Context Protocol"]',
    '  mcp --> tools',
    '  api["api<br/>for Node"] --> engine',
  ];
  lines.push(
    '  page["page<br/>the report’s script"] -. charts .-> report',
    '  tools --> engine',
    '  server --> engine',
    '  cli --> engine',
    '  protocol -. types .-> engine',
    '  subgraph engine["engine"]',
  );
  for (const [folder, may] of Object.entries(walls.engine)) {
    const direct = may.filter((other) => !may.some((between) => between !== other && reaches(walls.engine, between, other)));
    lines.push(`    ${folder}`, ...direct.map((other) => `    ${folder} --> ${other}`));
  }
  return [...lines, '  end', '```'].join('\n');
}

function reaches(map, from, to) {
  return (map[from] ?? []).some((next) => next === to || reaches(map, next, to));
}

function table() {
  const rows = Object.entries(walls).flatMap(([face, map]) =>
    Object.entries(map)
      .filter(([folder]) => fs.existsSync(path.join(root, 'src', face, folder)))
      .map(([folder, may]) => `| \`${face}/${folder}/\` | ${may.length > 0 ? may.map((other) => `\`${other}\``).join(', ') : '–'} |`),
  );
  return ['| folder | may import, besides the contracts |', '|---|---|', ...rows].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(PAGE, architecture(fs.readFileSync(PAGE, 'utf8')));
