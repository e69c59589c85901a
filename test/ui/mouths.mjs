// Where a person sees errors: test runners and checkers in the terminal, tasks, the debugger, notebooks, the clipboard, log files, two terminals at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../vscode/host/build.mjs';

const OURS = /\(Self-Heal/;
/** The language server is to be silent about these: what is seen comes from elsewhere. */
const QUIET = '# pyright: reportUndefinedVariable=false\n';
const DEBUGPY = 'debugpy==1.8.17';

/** Squiggle → menu → fix → saved, at a line that shows this text. */
/** `wanted`: the entry that is taken; one of ours where absent. */
async function heal(person, name, line, x, { open = true, wanted = OURS } = {}) {
  if (open) await person.openFromExplorer(name);
  await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
  await person.clickLine(line, x);
  const menu = await person.quickFixMenu(wanted);
  const entry = menu.find((text) => wanted.test(text));
  return async () => {
    await person.pickAction(entry);
    await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
    await person.save();
  };
}

/** The project has the tools of this one installed. */
function withTools(workspace) {
  fs.mkdirSync(path.join(workspace, 'node_modules'), { recursive: true });
  const link = path.join(workspace, 'node_modules', '.bin');
  if (!fs.existsSync(link)) fs.symlinkSync(path.join(root, 'node_modules', '.bin'), link);
}

/** A command in a terminal of its own; its text must come. */
async function runs(person, page, line, text) {
  await person.terminal();
  await person.type(line);
  await person.until(String(text), async () => text.test(await person.terminalText()), 60_000);
  await page.waitForTimeout(1_000);
}

async function runsAgain(person, page, line, text) {
  await person.command('Terminal: Clear');
  const typed = line.split(' ')[0];
  // What was typed before must not pass for what is typed now.
  await person.until('the terminal is empty', async () => !(await person.terminalText()).includes(typed));
  // A window under load loses keys while the palette closes.
  for (let i = 0; i < 3 && !(await person.terminalText()).includes(typed); i++) {
    await page.waitForTimeout(700);
    await page.locator('.terminal-wrapper.active .xterm-screen').first().click();
    await person.type(line);
    await page.waitForTimeout(1_500);
  }
  await person.until(String(text), async () => text.test(await person.terminalText()), 60_000);
}

async function away(person) {
  await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
  await person.closePanel();
}

export const mouths = {
  pytest: {
    what: 'pytest fails in the terminal → squiggle → fix → green',
    files: {
      'stats.py': `${QUIET}def mean(values):\n    total = sum(values)\n    return totl / len(values)\n`,
      'test_stats.py': 'from stats import mean\n\n\ndef test_mean():\n    assert mean([1, 2]) == 1.5\n',
    },
    run: async ({ person, page }) => {
      await person.open('stats.py');
      await runs(person, page, 'python3 -m pytest test_stats.py', /1 failed/);
      await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
      await person.shot('t1-pytest');
      const fix = await heal(person, 'stats.py', 'return totl', 110);
      await person.shot('t2-pytest-menu');
      await fix();
      await runsAgain(person, page, 'python3 -m pytest test_stats.py', /1 passed/);
      await person.shot('t3-pytest-green');
      await away(person);
    },
  },

  vitest: {
    what: 'vitest fails in the terminal → squiggle → fix → green',
    files: {
      'basket.js': 'export function total(prices) {\n  let sum = 0;\n  for (const price of prices) sum += pirce;\n  return sum;\n}\n',
      'basket.test.js': "import { total } from './basket.js';\n\ntest('the total', () => expect(total([2, 3])).toBe(5));\n",
    },
    run: async ({ person, page, workspace }) => {
      withTools(workspace);
      await person.open('basket.js');
      await runs(person, page, 'npx vitest run --globals', /1 failed[^]*Duration/);
      await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
      await person.shot('t4-vitest');
      // TypeScript's own spelling fix does the same edit: ours is left to it.
      const fix = await heal(person, 'basket.js', 'sum += pirce', 270, { wanted: /Change spelling to 'price'/ });
      await person.shot('t5-vitest-menu');
      await fix();
      await runsAgain(person, page, 'npx vitest run --globals', /1 passed[^]*Duration/);
      await person.shot('t6-vitest-green');
      await away(person);
    },
  },

  tsc: {
    what: 'tsc fails in the terminal → squiggle → fix → green; the squiggle and the report are one problem',
    files: {
      'invoice.ts': 'export function due(amount: number, rate: number): number {\n  return amount * (1 + rte);\n}\n',
    },
    run: async ({ person, page, workspace, read }) => {
      withTools(workspace);
      await person.open('invoice.ts');
      await runs(person, page, 'npx tsc --noEmit --pretty invoice.ts', /error/);
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await page.waitForTimeout(1_500);
      // The mouse has to move over it, as a person's does.
      const line = page.locator('.editor-instance .view-line', { hasText: '1 + rte' }).first();
      await person.until('the hover', async () => {
        await line.hover({ position: { x: 400, y: 8 } });
        await line.hover({ position: { x: 205, y: 8 } });
        await page.waitForTimeout(1_500);
        return (await page.locator('.monaco-hover:visible', { hasText: 'Seen by' }).count()) > 0;
      });
      await person.shot('t7-tsc');
      await person.press('Escape');
      // TypeScript offers the same fix: ours does not repeat it, nor does anything lead to it.
      const fix = await heal(person, 'invoice.ts', '1 + rte', 205, { wanted: /Change spelling to 'rate'/ });
      await person.shot('t8-tsc-menu');
      await person.until('nothing of ours beside it', async () => {
        const menu = (await person.rows().allInnerTexts()).map((text) => text.trim());
        if (menu.length > 0 && !menu.some((text) => OURS.test(text))) return true;
        await person.press('Escape');
        await person.quickFixMenu(/Change spelling/);
        return false;
      });
      await fix();
      assert.match(read('invoice.ts'), /1 \+ rate/);
      await runsAgain(person, page, 'npx tsc --noEmit --pretty invoice.ts && echo CLEAN', /\nCLEAN/);
      await person.shot('t9-tsc-green');
      await away(person);
    },
  },

  task: {
    what: 'a task fails → squiggle → fix → the task does well',
    files: { 'report.py': `${QUIET}rows = [1, 2, 3]\nprint(sum(rwos))\n` },
    run: async ({ person, page, workspace }) => {
      fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
      const tasks = [{ label: 'report', type: 'shell', command: 'python3 report.py', problemMatcher: [] }];
      fs.writeFileSync(path.join(workspace, '.vscode', 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks }));
      await person.open('report.py');
      const run = async () => {
        // The editor reads a new tasks.json a moment after it was written.
        await person.until('the task is in the list', async () => {
          await person.command('Tasks: Run Task');
          const isThere = await person
            .pick('report')
            .waitFor({ timeout: 3_000 })
            .then(
              () => true,
              () => false,
            );
          if (!isThere) await person.press('Escape');
          return isThere;
        });
        await page.waitForTimeout(300);
        await person.press('Enter');
      };
      await run();
      await person.until('the traceback', async () => /NameError/.test(await person.terminalText()));
      const fix = await heal(person, 'report.py', 'print(sum', 130);
      await person.shot('k1-task');
      await fix();
      await run();
      await person.until('it does well', async () => /\n6/.test(await person.terminalText()));
      await person.shot('k2-task-green');
      await away(person);
    },
  },

  debugger: {
    what: 'an exception stops the debugger → squiggle → fix, while the program stands',
    files: { 'greet.py': `${QUIET}def greet(name):\n    message = "hi " + name\n    return mesage\n\n\nprint(greet("Ada"))\n` },
    run: async ({ person, page, workspace, scratch }) => {
      const packages = path.join(scratch, 'packages');
      const pip = spawnSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--target', packages, DEBUGPY], {
        timeout: 100_000,
      });
      if (pip.status !== 0) return console.log('       (debugpy can not be installed here)');
      fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
      const configuration = {
        type: 'debugpy',
        request: 'launch',
        name: 'greet',
        program: '${workspaceFolder}/greet.py',
        console: 'internalConsole',
        python: ['python3'],
        env: { PYTHONPATH: packages },
      };
      fs.writeFileSync(
        path.join(workspace, '.vscode', 'launch.json'),
        JSON.stringify({ version: '0.2.0', configurations: [configuration] }),
      );
      await person.open('greet.py');
      await page.waitForTimeout(1_000);
      await person.command('Debug: Start Debugging');
      await page.locator('.exception-widget').waitFor({ timeout: 60_000 });
      const fix = await heal(person, 'greet.py', 'mesage', 140, { open: false });
      await person.shot('g1-debugger');
      await fix();
      await person.shot('g2-debugger-healed');
      await person.command('Debug: Stop');
      await page.waitForTimeout(1_000);
      await person.closePanel();
      await person.command('View: Show Explorer');
      return undefined;
    },
  },

  notebook: {
    what: 'a cell fails → squiggle in the cell → fix → it does well',
    files: {
      'sales.ipynb': JSON.stringify({
        cells: ['sales = {"mon": 3, "tue": 5}\ntotal = sum(sales.values())', 'print("in all", totl)', 'print("done")'].map((source) => ({
          cell_type: 'code',
          source,
          metadata: {},
          outputs: [],
          execution_count: null,
        })),
        metadata: { kernelspec: { name: 'python3', display_name: 'Python', language: 'python' }, language_info: { name: 'python' } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    },
    run: async ({ person, page }) => {
      await person.open('sales.ipynb');
      await page.locator('.notebookOverlay .cell .view-line', { hasText: 'in all' }).first().waitFor();
      await person.command('Notebook: Run All');
      // The first time the kernel may have to be chosen.
      await person
        .pick('Python, for the tests')
        .click({ timeout: 3_000 })
        .catch(() => undefined);
      const squiggles = () => page.locator('.notebookOverlay .squiggly-error').count();
      await person.until('the squiggle in the cell', async () => (await squiggles()) === 1);
      await page.waitForTimeout(1_500);
      await person.shot('n1-notebook');
      await page
        .locator('.notebookOverlay .view-line', { hasText: 'in all' })
        .first()
        .click({ position: { x: 130, y: 8 } });
      const menu = await person.quickFixMenu(OURS);
      await person.shot('n2-notebook-menu');
      await person.pickAction(menu.find((text) => OURS.test(text)));
      await person.until('the squiggle is gone', async () => (await squiggles()) === 0);
      await person.command('Notebook: Run All');
      await page.waitForTimeout(2_500);
      assert.equal(await squiggles(), 0);
      await person.shot('n3-notebook-healed');
      await person.save();
    },
  },

  clipboard: {
    what: 'a traceback that somebody sent: copied, healed from the clipboard',
    files: {
      'parse.py': `${QUIET}def parse(line):\n    fields = line.split(",")\n    return feilds[0]\n`,
      'letter.txt':
        'Hi, this is what I get on my machine:\n\nTraceback (most recent call last):\n  File "main.py", line 4, in <module>\n    print(parse("a,b"))\n  File "parse.py", line 4, in parse\n    return feilds[0]\n           ^^^^^^\nNameError: name \'feilds\' is not defined. Did you mean: \'fields\'?\n',
    },
    run: async ({ person, page }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await person.open('letter.txt');
      await page.locator('.editor-instance .view-line').first().click();
      await person.press('Control+a');
      await person.press('Control+c');
      await page.waitForTimeout(500);
      await person.command('Self-Heal: Heal From Clipboard');
      await page.waitForSelector('.tab.active[data-resource-name="parse.py"]');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.toast('Found in').waitFor();
      await person.shot('o1-clipboard');
      const fix = await heal(person, 'parse.py', 'return feilds', 100, { open: false });
      await person.shot('o2-clipboard-menu');
      await fix();
    },
  },

  'log-file': {
    what: 'a service writes an error to its log → squiggle → fix',
    files: {
      'service.py': `${QUIET}def handle(request):\n    answer = {"path": request}\n    return anwser\n`,
      'service.log': 'INFO: started\n',
    },
    run: async ({ person, page, workspace }) => {
      fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
      fs.writeFileSync(path.join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'selfHeal.logs': ['*.log'] }));
      await person.open('service.py');
      await page.waitForTimeout(7_000); // the log is read from its present end on
      fs.appendFileSync(
        path.join(workspace, 'service.log'),
        `ERROR: request /a failed\nTraceback (most recent call last):\n  File "${path.join(workspace, 'service.py')}", line 4, in handle\n    return anwser\n           ^^^^^^\nNameError: name 'anwser' is not defined\n`,
      );
      const fix = await heal(person, 'service.py', 'return anwser', 110, { open: false });
      await person.shot('l1-log-file');
      await fix();
      fs.rmSync(path.join(workspace, '.vscode', 'settings.json'));
    },
  },

  'two-terminals': {
    what: 'two terminals at once: each failure stands in its own file',
    files: {
      'north.py': `${QUIET}import time\n\ntime.sleep(4)\nlatitude = 71\nprint(latitud)\n`,
      'south.py': `${QUIET}import time\n\ntime.sleep(2)\nlongitude = 25\nprint(longitud)\n`,
    },
    run: async ({ person, page }) => {
      await person.command('Self-Heal: Clear Failures');
      await person.open('north.py');
      await person.terminal();
      await person.type('python3 north.py');
      await person.command('Terminal: Split Terminal');
      await page.waitForTimeout(3_000);
      await person.type('python3 south.py');
      await person.until('the squiggle of north.py', async () => (await person.squiggles()) === 1, 60_000);
      await person.open('south.py');
      await person.until('the squiggle of south.py', async () => (await person.squiggles()) === 1, 60_000);
      await person.until('the status counts both', async () => /2 failures/.test(await person.status().innerText()));
      await person.shot('u1-two-terminals');
      await (
        await heal(person, 'south.py', 'print(longitud', 90)
      )();
      await person.until('one is left', async () => /1 failure\b/.test(await person.status().innerText()));
      await (
        await heal(person, 'north.py', 'print(latitud', 90)
      )();
      await person.shot('u2-both-healed');
      await away(person);
      await away(person);
    },
  },
};
