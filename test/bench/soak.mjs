// `npm run bench -- soak [--cases MINUTES]`: one server, worked with for two hours as a person would (edit, break, run, heal), and what it has become by then.
//
// A round: a Python and a TypeScript file are edited, broken, healed under the lightbulb and the fix recorded; a program fails in the terminal and its failure is healed;
// "Heal This File", "Run and Heal" (a real program in the real sandbox) and, now and then, "Heal Workspace"; the files are closed. Every minute garbage is collected
// and the server counted.
//
// Keys
//   minutes, rounds, fixes        how long, how often, and fixes that were offered and taken
//   heap_mb, heap_end_mb          what the server keeps after a collection: median of the second quarter of the time, and of the last
//   rss_mb, rss_end_mb            the same of its resident memory
//   handles, handles_end          what keeps it alive (timers, pipes, workers), the same
//   fds, fds_end                  open files, the same
//   listeners                     warnings of too many listeners
//   errors                        errors in the server's log, and deaths of it
//   processes, temp_files         left behind 5 s after it has ended
// Above a tenth more memory at the end (and 5 MB), or anything left behind, the run ends with 1.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { built, inFolder, median, memoryOf, root, round, SERVER_ENV, SERVER_FLAGS, table } from './figures.mjs';
import { edited, LspServer } from './lsp.mjs';

const MINUTES = 120;
const SAMPLE_MS = 60_000;
const ROUND_PAUSE_MS = 300;
const FIX_LIMIT_MS = 30_000;
/** By hand nobody has more than so many different slips. */
const NAMES = [
  'total',
  'length',
  'weight',
  'colour',
  'holiday',
  'message',
  'balance',
  'counter',
  'garden',
  'village',
  'percent',
  'station',
];

export async function run(options) {
  const server = built(options, 'server.js');
  const limit = (options.cases ?? (options.smoke ? 1 : MINUTES)) * 60_000;
  return inFolder(async (folder) => {
    const soak = await Soak.start(server, folder);
    const began = performance.now();
    const samples = [];
    let next = began + Math.min(SAMPLE_MS, limit / 8);
    let alive = true;
    soak.lsp.child.once('exit', () => (alive = false));
    while (alive && performance.now() - began < limit) {
      try {
        await soak.round();
      } catch (error) {
        soak.errors.push(`round ${soak.rounds}: ${error.message}`);
        if (!alive || soak.errors.length > 50) break;
      }
      if (performance.now() < next) continue;
      next = performance.now() + Math.min(SAMPLE_MS, limit / 8);
      const sample = await soak.counted();
      samples.push(sample);
      console.log(`${round((performance.now() - began) / 60_000)} min: ${JSON.stringify(sample)}`);
    }
    if (!alive) soak.errors.push('the server died');
    const left = await soak.end();
    const part = (key, from, to) =>
      round(median(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)).map((one) => one[key])));
    const figures = { minutes: round((performance.now() - began) / 60_000), rounds: soak.rounds, fixes: soak.fixes };
    for (const key of ['heap_mb', 'rss_mb', 'handles', 'fds']) {
      figures[key] = part(key, 0.25, 0.5);
      figures[key.replace(/(_mb)?$/, '_end$1')] = part(key, 0.75, 1);
    }
    Object.assign(figures, {
      listeners: left.warnings,
      errors: soak.errors.length,
      processes: left.processes,
      temp_files: left.files.length,
    });
    table('Soak', [figures]);
    for (const error of soak.errors.slice(0, 20)) console.log(`error: ${error}`);
    if (left.files.length > 0) console.log(`left in the folder for temporary files: ${left.files.slice(0, 10).join(', ')}`);
    const grown = (key) => figures[`${key}_end_mb`] > figures[`${key}_mb`] * 1.1 + 5;
    if (grown('heap') || grown('rss') || left.warnings + soak.errors.length + left.processes + left.files.length > 0) process.exitCode = 1;
    return figures;
  });
}

class Soak {
  static async start(server, folder) {
    const project = path.join(folder, 'project');
    const temp = path.join(folder, 'temp');
    for (const place of [project, temp]) fs.mkdirSync(place);
    const counted = path.join(folder, 'counted.json');
    const counter = path.join(folder, 'counter.cjs');
    fs.writeFileSync(counter, COUNTER);
    const lsp = await LspServer.start(process.execPath, [...SERVER_FLAGS, '--expose-gc', '--require', counter, server, '--stdio'], {
      folder: project,
      options: {
        trusted: true,
        forwardsDiagnostics: true,
        hasCommands: true,
        othersCheckPython: true,
        version: 'bench',
        editorTypeScript: path.join(root, 'node_modules/typescript'),
      },
      env: { ...SERVER_ENV, TMPDIR: temp, SELF_HEAL_SOAK: folder, SELF_HEAL_BENCH_COUNTED: counted },
    });
    return new Soak(lsp, { folder, project, temp, countFile: counted });
  }

  constructor(lsp, places) {
    this.lsp = lsp;
    Object.assign(this, places);
    this.rounds = 0;
    this.fixes = 0;
    /** Every file that was open once. */
    this.seen = new Set();
    this.errors = [];
    lsp.connection.onNotification('window/logMessage', ({ type, message }) => {
      if (type === 1) this.errors.push(message);
    });
  }

  async round() {
    const i = this.rounds++;
    const name = NAMES[i % NAMES.length];
    const slip = name[0] + name[2] + name[1] + name.slice(3);
    await this.lightbulb(
      `person_${i % 40}.py`,
      'python',
      `${name} = ${i}\n\n\ndef shown():\n    return f"{${name}}"\n\n\nprint(${slip})\n`,
      {
        what: slip,
        message: `"${slip}" is not defined`,
        source: 'Pyright',
        code: 'reportUndefinedVariable',
      },
    );
    await this.lightbulb(`person${i % 40}.ts`, 'typescript', `export const ${name} = ${i};\nexport const twice = ${slip} * 2;\n`, {
      what: slip,
      message: `Cannot find name '${slip}'. Did you mean '${name}'?`,
      source: 'ts',
      code: 2552,
    });
    await this.terminal(i, name, slip);
    if (i % 3 === 0) await this.runAndHeal(i, name, slip);
    if (i % 10 === 9) await this.ask('selfHeal/healWorkspace', { files: [...this.seen].map((uri) => ({ uri, diagnostics: [] })) });
    await new Promise((resolve) => setTimeout(resolve, ROUND_PAUSE_MS));
  }

  /** Opened, typed in, broken, healed, recorded, closed. */
  async lightbulb(file, languageId, broken, problem) {
    const uri = pathToFileURL(path.join(this.project, file)).href;
    this.seen.add(uri);
    let text = broken.replace(problem.what, 'None');
    fs.writeFileSync(path.join(this.project, file), text);
    await this.lsp.open(uri, languageId, text);
    let version = 1;
    const show = async (now, diagnostics) => {
      text = now;
      version++;
      await this.note('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
      await this.note('selfHeal/diagnostics', { uri, version, diagnostics });
    };
    for (let key = 0; key < 8; key++) await show(`${text}# ${'typing'.slice(0, key)}`, []);
    const diagnostic = diagnosticIn(broken, problem);
    await show(broken, [diagnostic]);
    const action = await this.until(async () => (await this.lsp.actions(uri, [diagnostic])).find(({ edit }) => edit), `a fix in ${file}`);
    const healed = edited(text, action.edit, uri);
    await show(healed, []);
    if (action.command)
      await this.ask('workspace/executeCommand', { command: action.command.command, arguments: action.command.arguments });
    this.fixes++;
    fs.writeFileSync(path.join(this.project, file), healed);
    await this.note('textDocument/didSave', { textDocument: { uri } });
    await this.lsp.close(uri);
  }

  /** A program fails in the terminal, its failure is healed where it happened. */
  async terminal(i, name, slip) {
    const file = path.join(this.project, `failed_${i % 20}.py`);
    const uri = pathToFileURL(file).href;
    const text = `${name} = 1\nprint(${slip})\n`;
    fs.writeFileSync(file, text);
    await this.lsp.open(uri, 'python', text);
    await this.note('selfHeal/terminal/started', { id: i, line: `python3 ${path.basename(file)}`, cwd: this.project });
    const said = `NameError: name '${slip}' is not defined. Did you mean: '${name}'?`;
    for (const chunk of [
      `Traceback (most recent call last):\n  File "${file}", line 2, in <module>\n`,
      `    print(${slip})\n          ^^^^^\n${said}\n`,
    ])
      await this.note('selfHeal/terminal/output', { id: i, chunk });
    await this.note('selfHeal/terminal/ended', { id: i, exitCode: 1 });
    const shown = await this.until(
      () => (this.lsp.published.get(uri) ?? []).find(({ source }) => source === 'Self-Heal'),
      'a squiggle of the failure',
    );
    await this.until(async () => (await this.lsp.actions(uri, [shown])).find(({ edit }) => edit), 'a fix of the failure');
    const plan = await this.ask('selfHeal/healFile', { uri });
    if (plan.after !== undefined) {
      fs.writeFileSync(file, plan.after);
      await this.note('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: plan.after }] });
      this.fixes++;
    }
    await this.ask('selfHeal/clearFailures', {});
    await this.lsp.close(uri);
  }

  async runAndHeal(i, name, slip) {
    const file = path.join(this.project, `run_${i % 10}.py`);
    fs.writeFileSync(file, `${name} = [1, 2]\nprint(len(${slip}))\n`);
    const plan = await this.ask('selfHeal/runAndHeal', { command: { line: `python3 ${path.basename(file)}`, cwd: this.project } });
    if (plan.files?.length > 0) this.fixes++;
    fs.writeFileSync(file, `${name} = [1, 2]\n`);
  }

  /** What the server keeps, after a collection. */
  async counted() {
    const before = fs.existsSync(this.countFile) ? fs.statSync(this.countFile).mtimeMs : 0;
    this.lsp.child.kill('SIGUSR2');
    await this.until(() => fs.existsSync(this.countFile) && fs.statSync(this.countFile).mtimeMs > before, 'the count');
    const { heap, handles } = JSON.parse(fs.readFileSync(this.countFile, 'utf8'));
    return {
      heap_mb: round(heap / 1_048_576),
      rss_mb: round(memoryOf(this.lsp.child.pid)),
      handles,
      fds: fs.readdirSync(`/proc/${this.lsp.child.pid}/fd`).length,
      rounds: this.rounds,
      errors: this.errors.length,
    };
  }

  async end() {
    const warnings = fs.existsSync(`${this.countFile}.warnings`)
      ? fs.readFileSync(`${this.countFile}.warnings`, 'utf8').split('\n').filter(Boolean).length
      : 0;
    await this.lsp.stop().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return { warnings, processes: marked(this.folder), files: fs.readdirSync(this.temp) };
  }

  note(method, params) {
    return this.lsp.connection.sendNotification(method, params);
  }

  async ask(method, params) {
    const answer = await this.lsp.connection.sendRequest(method, params);
    if (answer?.reason === 'failed') throw new Error(`${method}: ${answer.message}`);
    return answer ?? {};
  }

  async until(look, what) {
    for (const began = performance.now(); ;) {
      const seen = await look();
      if (seen) return seen;
      if (performance.now() - began > FIX_LIMIT_MS) throw new Error(`waited ${FIX_LIMIT_MS / 1000} s for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function diagnosticIn(text, { what, message, source, code }) {
  const offset = text.lastIndexOf(what);
  const line = text.slice(0, offset).split('\n').length - 1;
  const character = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  return { range: { start: { line, character }, end: { line, character: character + what.length } }, severity: 1, source, code, message };
}

/** Processes that the server or what it started has left: they have its mark in their environment. */
function marked(folder) {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SELF_HEAL_SOAK=${folder}`);
      } catch {
        return false;
      }
    }).length;
}

/** Loaded before the server: counts it when it is asked by a signal, and keeps its warnings. */
const COUNTER = `
const fs = require('fs');
const file = process.env.SELF_HEAL_BENCH_COUNTED;
process.on('warning', (warning) => {
  if (/MaxListeners/.test(warning.name)) fs.appendFileSync(file + '.warnings', warning.message + '\\n');
});
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  fs.writeFileSync(file + '.new', JSON.stringify({ heap: heapUsed + external, handles: process.getActiveResourcesInfo().length }));
  fs.renameSync(file + '.new', file);
});
`;
