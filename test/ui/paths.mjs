// The paths a person walks. Each has files of its own, so that they don't meet.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const FIVE = `import jsn

def area(width, height):
    if width = 0:
        return 0
    return width * heigth

def show(items)
    for item in items:
        print(item

numbers = [1, 2, 3]
show(numbers)
print(jsn.dumps(area(2, 3)))
print(os.getcwd())
`;
const SHAPES = 'def area(width, height)\n    return width * height\n';
const SUMS = 'total = 1\nprint(totl)\n';
const ORDERS = `from prices import price_of

order = {"apple": 2, "pear": 3}
total = 0
for name, count in order.items():
    total += price_of(name) * count
print("Total: " + total)
`;
const PRICES = `PRICES = {"apple": 4, "pear": 5}


def price_of(name):
    return PRICES[nmae]
`;
const OURS = /\(Self-Heal/;

export const trusted = {
  lightbulb: {
    what: '(a) squiggle → lightbulb → fix → squiggle gone → pair stored',
    files: { 'greet.py': 'greeting = "hello"\nfarewell = "bye"\nprint(greting)\nprint(farewel)\n' },
    run: async ({ person, page, workspace, read }) => {
      await person.open('greet.py');
      await person.until('two squiggles', async () => (await person.squiggles()) === 2);
      await person.shot('a1-squiggle');
      await person.clickLine('print(greting)', 75);
      const menu = await person.quickFixMenu(OURS);
      await person.shot('a2-menu');
      const ours = menu.find((text) => OURS.test(text));
      await person.pickAction(ours);
      await person.until('one squiggle is left', async () => (await person.squiggles()) === 1);
      await person.shot('a3-first-fixed');
      // The other one with the mouse.
      await person.clickLine('print(farewel)', 75);
      const again = await person.clickBulb();
      await person.shot('a4-bulb');
      await person.pickAction(again.find((text) => OURS.test(text)));
      await person.until('no squiggle is left', async () => (await person.squiggles()) === 0);
      await person.save();
      await person.until(
        'it is saved',
        () => read('greet.py') === 'greeting = "hello"\nfarewell = "bye"\nprint(greeting)\nprint(farewell)\n',
      );
      assert.ok(fs.existsSync(path.join(workspace, '.self-heal')), 'the store is there');
      await person.command('Self-Heal: Show Report');
      const report = await person.webview('Self-Heal in');
      await report.locator('.lead', { hasText: '2 fixes kept' }).waitFor();
      await person.shot('a5-statistics');
    },
  },

  neighbour: {
    what: '(e) the fixes of another provider stand, ours is not first',
    files: { 'beside.py': 'neighbour = 1\nprint(neighbor)  # neighbour\n' },
    run: async ({ person }) => {
      await person.open('beside.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('print(neighbor)', 75);
      const menu = await person.quickFixMenu(OURS);
      await person.shot('e1-menu');
      const first = menu.findIndex((text) => OURS.test(text));
      const theirs = menu.map((text, i) => (text.startsWith('Neighbour:') ? i : -1)).filter((i) => i >= 0);
      assert.equal(theirs.length, 2, menu.join(' | '));
      assert.ok(first > Math.max(...theirs), menu.join(' | '));
    },
  },

  terminal: {
    what: '(b) a traceback in the terminal → squiggle → fix → run again → exit 0',
    // Only the run shows it: the language server is told to be silent about this file.
    files: { 'app.py': '# pyright: reportUndefinedVariable=false\ndef main():\n    message = "hello"\n    print(mesage)\n\n\nmain()\n' },
    run: async ({ person, page, read }) => {
      await person.open('app.py');
      await page.waitForTimeout(1_000);
      assert.equal(await person.squiggles(), 0);
      await person.terminal();
      await person.type('python3 app.py');
      await person.until('the traceback', async () => /NameError/.test(await person.terminalText()));
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.shot('b1-traceback');
      await person.clickLine('print(mesage)', 110);
      const menu = await person.quickFixMenu(OURS);
      await person.shot('b2-menu');
      await person.pickAction(menu.find((text) => OURS.test(text)));
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      await person.save();
      await person.until('it is saved', () => /print\(message\)/.test(read('app.py')));
      await person.command('Terminal: Focus Terminal');
      await page.waitForTimeout(300);
      await person.type('python3 app.py && echo EXIT-$?');
      await person.until('it runs', async () => /EXIT-0/.test((await person.terminalText()).replace('echo EXIT-$?', '')));
      await person.shot('b3-runs');
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.closePanel();
    },
  },

  'heal-file': {
    what: '(c) Heal This File: five different mistakes, and one they hid → clean; one undo brings all back',
    files: { 'five.py': FIVE },
    run: async ({ person, page, read, workspace }) => {
      await person.open('five.py');
      await person.until('squiggles', async () => (await person.squiggles()) >= 3);
      await person.shot('c1-five-mistakes');
      await person.command('Self-Heal: Heal This File');
      await person.planOpen('Heal five.py');
      await person.shot('c2-preview');
      await person.press('Enter');
      await person.toast('Healed').waitFor();
      await person.previewGone();
      await person.until('no squiggle is left', async () => (await person.squiggles()) === 0);
      await person.shot('c3-healed');
      await person.save();
      await person.until('it is saved', () => read('five.py') !== FIVE);
      assert.equal(
        execFileSync('python3', ['five.py'], { cwd: workspace, encoding: 'utf8' }).trim().split('\n').slice(0, 4).join(' '),
        '1 2 3 6',
      );
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Show Details' }).click();
      await page.waitForSelector('.tab.active[aria-label*="Heal five.py"]');
      await page.waitForTimeout(1_500); // the page is a frame of its own
      await person.shot('c4-details');
      await person.openFromExplorer('five.py');
      await page.locator('.editor-instance .view-line').first().click();
      await person.press('Control+z');
      await person.save();
      await person.until('all is back', () => read('five.py') === FIVE);
      await person.shot('c5-undone');
    },
  },

  export: {
    what: '(d) Export Pairs: the lines of the file are the accepted pairs',
    files: {
      'token.py':
        'API_KEY = "sk-test-4f8a9b2c7d1e6f3a5b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e"\nendpoint = "https://example.org"\nprint(endpont)\n',
    },
    run: async ({ person, page, scratch }) => {
      await person.open('token.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('print(endpont)', 75);
      const menu = await person.quickFixMenu(OURS);
      await person.pickAction(menu.find((text) => OURS.test(text)));
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      const target = path.join(scratch, 'pairs.jsonl');
      await person.command('Self-Heal: Export Pairs…');
      await person.pick('TRL prompt and completion').waitFor();
      await person.shot('d0-format');
      await person.pick('JSON Lines').click();
      await person.pick('Export').waitFor();
      await person.shot('d1-which');
      await person.press('Enter');
      await person.choosePath(target);
      await person.toast('Exported').waitFor();
      await person.shot('d2-exported');
      const lines = fs
        .readFileSync(target, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.ok(lines.length >= 1);
      assert.deepEqual(Object.keys(lines[0]).slice(0, 5), ['error', 'original_code', 'patched_code', 'error_info', 'timestamp']);
      const mine = lines.find((line) => /endpont/.test(line.original_code));
      assert.ok(mine, 'the accepted fix is in it');
      assert.match(mine.patched_code, /print\(endpoint\)/);
      assert.doesNotMatch(JSON.stringify(lines), /4f8a9b2c7d1e6f3a5b8c9d0e1f2a3b4c5d6e7f8a/, 'the key is not in it');
      await person.toast('Exported').locator('.monaco-button', { hasText: 'Open' }).click();
      await page.waitForSelector('.tab.active[data-resource-name="pairs.jsonl"]');
      await person.shot('d3-opened');
    },
  },

  pairs: {
    what: 'export for a trainer with filters, clear, import; each says what it did',
    files: { 'basket.py': 'apples = 1\nprint(aples)\n' },
    run: async ({ person, page, scratch }) => {
      await person.open('basket.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('print(aples)', 75);
      const menu = await person.quickFixMenu(OURS);
      await person.pickAction(menu.find((text) => OURS.test(text)));
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);

      await person.save();
      await page.waitForTimeout(1_000); // the editor tells that a fix was taken after it has put it in
      // Everything, for another machine.
      const all = path.join(scratch, 'all.jsonl');
      await person.command('Self-Heal: Export Pairs…');
      await person.pick('JSON Lines').click();
      await person.pick('Export').waitFor();
      await person.press('Enter');
      await person.choosePath(all);
      await person.toast('Exported').waitFor();
      const before = fs.readFileSync(all, 'utf8').trim().split('\n').length;
      await person.command('Notifications: Clear All Notifications');

      // For a trainer, only of one language, without names.
      const trl = path.join(scratch, 'trl.jsonl');
      await person.command('Self-Heal: Export Pairs…');
      await person.pick('TRL prompt and completion').waitFor();
      await person.press('Enter');
      await person.pick('Language').click();
      await person.pick('python').waitFor();
      await person.shot('l1-language');
      await person.pick('python').click();
      await person.pick('Names of people').click();
      await person.until('it is set', async () => /taken out/.test(await person.pick('Names of people').innerText()));
      await person.shot('l2-filters');
      await person.pick('Export').click();
      await person.choosePath(trl);
      await person.toast('Exported').waitFor();
      await person.shot('l3-exported');
      assert.deepEqual(Object.keys(JSON.parse(fs.readFileSync(trl, 'utf8').split('\n')[0])), ['prompt', 'completion']);
      await person.command('Notifications: Clear All Notifications');

      await person.command('Self-Heal: Clear Pairs…');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.waitFor();
      await person.shot('l4-clear');
      // Those that were taken back go too.
      const there = Number(/Remove (\d+) Pair/.exec(await dialog.innerText())?.[1]);
      assert.ok(there >= before, `${there} pairs of ${before}`);
      await dialog.locator('.monaco-button', { hasText: 'Remove' }).click();
      await person.toast(`Removed ${there} pair`).waitFor();
      await person.command('Notifications: Clear All Notifications');

      await person.command('Self-Heal: Import Pairs…');
      await person.choosePath(all);
      await person.toast(`Imported ${before} pair`).waitFor();
      await person.shot('l5-imported');
    },
  },

  'hand-made': {
    what: 'a fix made by hand is noticed, kept with one click, and offered for the same error in another file',
    files: {
      'finder.py': 'def find(key: str) -> dict[str, int] | None:\n    return {"sum": 1, "count": 2} if key else None\n',
      'billing.py': 'from finder import find\n\n\ndef total(order):\n    row = find(order)\n    return row["sum"]\n',
      'stock.py': 'from finder import find\n\n\ndef left(item):\n    entry = find(item)\n    return entry["count"]\n',
    },
    run: async ({ person, page, read }) => {
      await person.open('billing.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await page.waitForTimeout(4_000); // a problem counts once it has stood
      await person.shot('h1-problem');
      await person.caretAtEndOf('row = find');
      await person.press('Enter');
      await person.type('if row is None:');
      await page.keyboard.type('raise LookupError(order)', { delay: 10 });
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      await person.until('the status item asks', async () => /keep your fix/.test(await person.status().innerText()));
      await person.status().hover();
      await page.waitForTimeout(1_200);
      await person.shot('h2-noticed');
      await person.status().click();
      await person.toast('is kept').waitFor();
      await person.shot('h3-kept');
      await person.save();
      await person.open('stock.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('return entry', 130);
      const menu = await person.quickFixMenu(/like your fix in billing\.py/);
      await person.shot('h4-offered-elsewhere');
      await person.pickAction(menu.find((text) => /like your fix in billing\.py/.test(text)));
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      await person.save();
      await person.until('it is saved', () => /raise LookupError\(item\)/.test(read('stock.py')));
      await person.shot('h5-healed');
    },
  },

  'three-accepts': {
    what: 'three accepted fixes of one kind, and the fourth, in other code, is healed by Heal This File, offline',
    files: Object.fromEntries(
      [
        'log.warn("disk is full")',
        'def tell(name):\n    log.warn("no %s", name)\n\n\ntell("x")',
        'message = "late"\nfor _ in range(2):\n    log.warn(message)',
        'def check(count, *, strict):\n    if strict and count > 3:\n        log.warn(f"{count} left", count)\n\n\ncheck(4, strict=True)',
      ].map((code, i) => [
        `lesson${i + 1}.py`,
        `# pyright: reportDeprecated=error\nimport logging\n\nlog = logging.getLogger("shop")\n${code}\n`,
      ]),
    ),
    run: async ({ person, page, read }) => {
      const wrong = () => person.squiggles();
      await person.open('lesson1.py');
      await person.until('the squiggle', async () => (await wrong()) === 1);
      await page.waitForTimeout(4_000);
      await person.caretAtEndOf('log.warn');
      await person.press('Home');
      for (let i = 0; i < 'log.warn'.length; i++) await person.press('ArrowRight');
      await page.keyboard.type('ing', { delay: 20 });
      await person.press('Escape');
      await person.until('the squiggle is gone', async () => (await wrong()) === 0);
      await person.until('the status item asks', async () => /keep your fix/.test(await person.status().innerText()));
      await person.status().click();
      await person.toast('is kept').waitFor();
      await person.shot('t1-first-kept');
      await person.save();
      for (const name of ['lesson2.py', 'lesson3.py']) {
        await person.open(name);
        await person.until('the squiggle', async () => (await wrong()) === 1);
        await person.clickLine('log.warn', 85);
        const menu = await person.quickFixMenu(OURS);
        await person.shot(name === 'lesson2.py' ? 't2-second' : 't3-third');
        await person.pickAction(menu.find((text) => OURS.test(text)));
        await person.until('the squiggle is gone', async () => (await wrong()) === 0);
        await person.save();
        await person.until('it is saved', () => /log\.warning\(/.test(read(name)));
      }
      await person.command('Notifications: Clear All Notifications');
      await person.open('lesson4.py');
      await person.until('the squiggle', async () => (await wrong()) === 1);
      await person.command('Self-Heal: Heal This File');
      await person.planOpen('Heal lesson4.py');
      await person.shot('t4-fourth-plan');
      await person.press('Enter');
      await person.toast('Healed').waitFor();
      await person.previewGone();
      await person.until('no squiggle is left', async () => (await wrong()) === 0);
      await person.save();
      await person.until('it is saved', () => /log\.warning\(f/.test(read('lesson4.py')));
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Show Details' }).click();
      await page.waitForSelector('.tab.active[aria-label*="Heal lesson4.py"]');
      await page.waitForTimeout(1_500);
      await person.shot('t5-fourth-healed');
      await person.openFromExplorer('lesson4.py'); // out of the page, which has keys of its own
    },
  },

  team: {
    what: 'a teammate’s fix that comes with `git pull` heals one’s own error',
    files: {
      'ledger.py': 'from finder import find\n\n\ndef balance(account):\n    line = find(account)\n    return line["sum"]\n',
      'finder.py': 'def find(key: str) -> dict[str, int] | None:\n    return {"sum": 1, "count": 2} if key else None\n',
    },
    run: async ({ person, page, workspace, scratch, read, cli, vscode }) => {
      const user = path.join(vscode.home, 'data', 'Machine', 'settings.json');
      const old = fs.existsSync(user) ? fs.readFileSync(user, 'utf8') : '{}';
      fs.writeFileSync(user, JSON.stringify({ ...JSON.parse(old), 'selfHeal.team.sharePairs': true }));
      const git = (cwd, ...args) =>
        execFileSync('git', ['-c', 'user.name=Mate', '-c', 'user.email=mate@example.com', '-c', 'init.defaultBranch=main', ...args], {
          cwd,
          encoding: 'utf8',
        });
      // The teammate's machine.
      const [origin, mate] = [path.join(scratch, 'origin.git'), path.join(scratch, 'mate')];
      fs.mkdirSync(origin);
      git(origin, 'init', '-q', '--bare');
      git(scratch, 'clone', '-q', origin, mate);
      const before = 'from finder import find\n\n\ndef owed(customer):\n    bill = find(customer)\n    return bill["sum"]\n';
      fs.writeFileSync(path.join(mate, 'old.py'), before);
      fs.writeFileSync(
        path.join(mate, 'bills.py'),
        before.replace('    return', '    if bill is None:\n        raise KeyError(customer)\n    return'),
      );
      const error = 'error: Object of type "None" is not subscriptable (reportOptionalSubscript)';
      cli(mate, 'pairs', 'record', '--before', 'old.py', '--after', 'bills.py', '--line', '6', '--error', `bills.py:6:12 - ${error}`);
      cli(mate, 'pairs', 'export', '--output', path.join(scratch, 'pairs.jsonl'));
      fs.copyFileSync(path.join(scratch, 'pairs.jsonl'), path.join(mate, '.self-heal', 'pairs.jsonl'));
      fs.writeFileSync(path.join(mate, '.self-heal', '.gitignore'), '*\n!pairs.jsonl\n!.gitignore\n');
      git(mate, 'add', '.self-heal', 'bills.py');
      git(mate, 'commit', '-q', '-m', 'Raise where there is no bill');
      git(mate, 'push', '-q', 'origin', 'HEAD:main');
      // One's own.
      fs.rmSync(path.join(workspace, '.self-heal'), { recursive: true, force: true });
      await person.command('Self-Heal: Restart Server');
      git(workspace, 'init', '-q');
      git(workspace, 'remote', 'add', 'origin', origin);
      try {
        await person.open('ledger.py');
        await person.until('the squiggle', async () => (await person.squiggles()) === 1);
        await person.terminal();
        await person.type('git pull -q origin main && echo PULLED-$?');
        await person.until('it is pulled', async () => /PULLED-0/.test((await person.terminalText()).replace('echo PULLED-$?', '')));
        await page.waitForTimeout(1_500);
        await person.caretAtEndOf('return line');
        await person.press('Enter'); // any look at the problem reads the file that came
        await person.press('Control+z');
        await page.waitForTimeout(2_500);
        await person.clickLine('return line', 130);
        const menu = await person.quickFixMenu(/Self-Heal/);
        await person.shot('g1-offered-after-pull');
        const theirs = menu.find((text) => /like the fix in bills\.py/.test(text));
        assert.ok(theirs, menu.join(' | '));
        await person.pickAction(theirs);
        await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
        await person.save();
        await person.until('it is saved', () => /raise KeyError\(account\)/.test(read('ledger.py')));
        await person.shot('g2-healed');
      } finally {
        fs.writeFileSync(user, old);
        await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
        await person.closePanel();
      }
    },
  },

  explain: {
    what: 'the hover says what happened and where the value came from; the page says it all, also what a fix would need',
    files: {
      'lookup.py': 'port = None\n\n\ndef address(host):\n    return host + ":" + port.strip()\n\n\nprint(address("localhost"))\n',
      'absent.py': 'import nonexistent_module\n\nprint(nonexistent_module.foo())\n',
    },
    run: async ({ person, page }) => {
      await person.open('lookup.py');
      await person.until('the squiggle', async () => (await person.squiggles()) >= 1);
      await page.waitForTimeout(1_500);
      await person.clickLine('port.strip()', 255);
      await person.command('Show or Focus Hover');
      await page.locator('.monaco-hover:visible', { hasText: 'gets its value here' }).waitFor();
      await person.shot('x1-hover');
      await person.press('Escape');
      await person.clickLine('port.strip()', 255);
      await person.command('Self-Heal: Explain This Problem');
      await page.waitForSelector('.tab.active[aria-label*="Explain"]');
      await page.waitForTimeout(2_500);
      await person.shot('x2-page');
      await person.open('absent.py');
      await person.until('the squiggle', async () => (await page.locator('.editor-instance [class*="squiggly-"]').count()) >= 1);
      await person.clickLine('import nonexistent', 80);
      await person.command('Self-Heal: Explain This Problem');
      await page.waitForSelector('.tab.active[aria-label*="Explain"][aria-label*="absent.py"]');
      await page.waitForTimeout(2_500);
      await person.shot('x3-what-is-needed');
    },
  },

  'auto-apply': {
    what: 'applied by itself after a save: a note with Undo, which takes it back',
    files: { 'settings_page.py': 'import os\n\nprint(json.dumps({"home": os.name}))\n' },
    run: async ({ person, page, read, vscode }) => {
      const machine = path.join(vscode.home, 'data', 'Machine', 'settings.json');
      const before = fs.existsSync(machine) ? fs.readFileSync(machine, 'utf8') : '{}';
      fs.writeFileSync(machine, JSON.stringify({ ...JSON.parse(before), 'selfHeal.autoApply': 'onSave' }));
      try {
        await page.waitForTimeout(1_500);
        await person.open('settings_page.py');
        await person.until('the squiggle', async () => (await person.squiggles()) === 1);
        await person.clickLine('print(json', 60);
        await person.press('Control+End');
        await person.press('Enter'); // VS Code saves nothing where nothing was changed
        await person.save();
        await person.toast('Healed settings_page.py').waitFor();
        await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
        await person.shot('p1-note');
        assert.ok(!read('settings_page.py').includes('import json'), 'it is not saved by itself');
        await person.toast('Healed settings_page.py').locator('.monaco-button', { hasText: 'Undo' }).click();
        await person.until('the squiggle is back', async () => (await person.squiggles()) === 1);
        await person.shot('p2-undone');
      } finally {
        fs.writeFileSync(machine, before);
      }
    },
  },

  'heal-workspace': {
    what: 'Heal Workspace: one plan for two files, looked through and chosen from by keyboard; its report; one undo',
    files: { 'shapes.py': SHAPES, 'sums.py': SUMS },
    run: async ({ person, page, read }) => {
      await person.open('shapes.py');
      await person.until('the squiggle of shapes.py', async () => (await person.squiggles()) > 0);
      await person.open('sums.py');
      await person.until('the squiggle of sums.py', async () => (await person.squiggles()) > 0);

      // Escape is a no.
      await person.command('Self-Heal: Heal Workspace');
      await person.planOpen('Heal Workspace');
      await person.shot('w1-plan');
      await person.press('Escape');
      await person.planGone();
      await person.open('sums.py');
      await person.until('nothing is changed', async () => (await person.squiggles()) > 0);

      // Only one of the two.
      await person.command('Self-Heal: Heal Workspace');
      await person.planOpen('Heal Workspace');
      await person.untick('shapes.py');
      await person.shot('w2-one-unticked');
      await person.press('Control+Enter');
      await person.planGone();
      await person.toast('Healed').waitFor();
      await person.open('sums.py');
      await person.until('sums.py is healed', async () => (await person.squiggles()) === 0);
      await person.shot('w3-healed');
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Show Report' }).click();
      await page.waitForSelector('.tab.active[aria-label*="Heal Workspace.md"]');
      await page.waitForTimeout(1_500);
      await person.shot('w4-report');
      await person.openFromExplorer('sums.py'); // out of the page, which has keys of its own
      await person.command('File: Save All Files');
      await person.until('sums.py is saved', () => read('sums.py') !== SUMS);
      assert.equal(read('shapes.py'), SHAPES);
    },
  },

  'run-and-heal': {
    what: 'Run and Heal: two crashes in two files, the plan, the fixes, green in the terminal',
    files: { 'orders.py': ORDERS, 'prices.py': PRICES },
    run: async ({ person, page, read }) => {
      await person.open('orders.py');
      await person.command('Self-Heal: Run and Heal');
      await person.shot('r1-running');
      await person.planOpen('Run and Heal');
      await person.shot('r2-plan');
      assert.equal(read('orders.py'), ORDERS);
      await person.press('Enter');
      await person.planGone();
      await person.toast('Healed').waitFor();
      await person.shot('r3-healed');
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Save and Run in Terminal' }).click();
      await person.until('it runs', async () => /Total: 23/.test(await person.terminalText()));
      assert.match(read('orders.py'), /str\(total\)/);
      assert.match(read('prices.py'), /PRICES\[name\]/);
      await person.shot('r4-runs');
      await person.closePanel();

      // One undo, in either file, takes it back in both.
      await person.open('orders.py');
      await page.locator('.editor-instance .view-line').first().click();
      await person.press('Control+z');
      await person.until('the squiggle is back', async () => (await person.squiggles()) === 1);
      await person.command('File: Save All Files');
      await person.until('both are as they were', () => read('orders.py') === ORDERS && read('prices.py') === PRICES);
      await person.command('Notifications: Clear All Notifications');

      // By another command than the file's own it fails in the terminal: then there is a choice.
      await person.terminal();
      await person.type('python3 -u orders.py');
      await person.until('the traceback', async () => /NameError/.test(await person.terminalText()));
      await person.open('orders.py');
      await person.command('Self-Heal: Run and Heal');
      await person.pick('python3 -u orders.py').waitFor();
      await person.shot('r5-which');
      await person.press('ArrowDown');
      await person.press('Enter');
      await person.planOpen('Run and Heal');
      await person.press('Enter');
      await person.planGone();
      await person.toast('Healed').waitFor();
      await person.toast('Healed').locator('.monaco-button', { hasText: 'Show Report' }).click();
      await page.waitForSelector('.tab.active[aria-label*="Run and Heal.md"]');
      await page.waitForTimeout(1_500);
      await person.shot('r6-report');
      await person.openFromExplorer('orders.py'); // out of the page, which has keys of its own
      await person.command('File: Save All Files');
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.closePanel();
    },
  },

  proved: {
    what: 'a crash in the terminal: the menu says that the program runs with the fix',
    files: { 'ages.py': '# pyright: reportUndefinedVariable=false\nages = {"ann": 31}\nprint(sum(agse.values()))\n' },
    run: async ({ person }) => {
      await person.open('ages.py');
      await person.terminal();
      await person.type('python3 ages.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.clickLine('print(sum', 130);
      const menu = await person.quickFixMenu(/Self-Heal: runs/);
      await person.shot('v1-runs');
      await person.pickAction(menu.find((text) => /Self-Heal: runs/.test(text)));
      await person.until('the squiggle is gone', async () => (await person.squiggles()) === 0);
      await person.command('Terminal: Kill the Active Terminal Instance').catch(() => undefined);
      await person.closePanel();
    },
  },

  menu: {
    what: 'the status item: what is ready, and what can be done',
    files: { 'status.py': 'lighthouse = 1\nprint(lighthuse)\n' },
    run: async ({ person, page }) => {
      await person.open('status.py');
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.until('the status item counts', async () => /1 fix/.test(await person.status().innerText()));
      await person.status().hover();
      await page.waitForTimeout(1_200);
      await person.shot('s1-status');
      await person.status().click();
      await person.pick('Heal This File').waitFor();
      await person.shot('s2-actions');
      await person.press('Escape');
      await person.command('Self-Heal: Show Debug Information');
      await page.waitForSelector('.tab.active[data-resource-name^="Self-Heal debug"]');
      await person.shot('s3-debug-information');
      await person.command('Self-Heal: Show Log');
      await page.waitForTimeout(800);
      await person.shot('s4-log');
      await person.closePanel();
    },
  },
};

export const untrusted = {
  restricted: {
    what: '(f) an untrusted folder: nothing is run, and it says so; trusting it changes that',
    // If anything started this interpreter or this TypeScript, it would leave a mark.
    files: {
      'distrust.py': 'parchment = 1\nprint(parchmnt)\n',
      'evil-python': '#!/bin/sh\ntouch "$(dirname "$0")/WAS-RUN"\nexec python3 "$@"\n',
    },
    run: async ({ person, page, workspace }) => {
      fs.chmodSync(path.join(workspace, 'evil-python'), 0o755);
      fs.mkdirSync(path.join(workspace, '.vscode'));
      fs.writeFileSync(
        path.join(workspace, '.vscode', 'settings.json'),
        JSON.stringify({
          'python.defaultInterpreterPath': '${workspaceFolder}/evil-python',
          'selfHeal.model.baseUrl': 'http://127.0.0.1:9/v1',
          'selfHeal.model.name': 'thief',
        }),
      );
      fs.mkdirSync(path.join(workspace, 'node_modules', 'typescript', 'lib'), { recursive: true });
      fs.writeFileSync(
        path.join(workspace, 'node_modules', 'typescript', 'package.json'),
        '{"name":"typescript","version":"6.0.0","main":"lib/typescript.js"}',
      );
      fs.writeFileSync(
        path.join(workspace, 'node_modules', 'typescript', 'lib', 'typescript.js'),
        `require('fs').writeFileSync(${JSON.stringify(path.join(workspace, 'WAS-RUN'))}, '')`,
      );
      fs.writeFileSync(path.join(workspace, 'shop.ts'), 'export const price = 1;\nexport const twice = prise;\n');
      await person.open('distrust.py');
      await person.until('the status item says so', async () => /restricted/.test(await person.status().innerText()));
      await person.until('the squiggle', async () => (await person.squiggles()) === 1);
      await person.status().hover();
      await page.waitForTimeout(1_200);
      await person.shot('f1-restricted');
      await person.clickLine('print(parchmnt)', 75);
      await person.press('Control+.');
      await page.waitForTimeout(2_000);
      await person.shot('f2-menu');
      await person.press('Escape');
      await person.open('shop.ts');
      await page.waitForTimeout(4_000);
      assert.ok(!fs.existsSync(path.join(workspace, 'WAS-RUN')), 'nothing of the folder was run');
      assert.ok(!fs.existsSync(path.join(workspace, '.self-heal', 'pairs.db')), 'no store was opened');
      assert.equal(await person.offersCommand('Self-Heal: Heal With Model'), false, "the folder's model is not used");
      assert.equal(await person.offersCommand('Self-Heal: Export Pairs…'), false);

      // A click on the item leads to where trust is given.
      await person.status().click();
      const trust = page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first();
      await trust.waitFor();
      await person.shot('f3-trust');
      await trust.click();
      await person.openFromExplorer('distrust.py');
      await person.until('no longer restricted', async () => !/restricted/.test(await person.status().innerText()));
      await person.shot('f4-trusted');
    },
  },
};
