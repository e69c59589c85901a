// `npm run bench -- watch [--minutes N] [--cases N] [--seed N]`: `self-heal watch --apply -- python3 check.py` for N (30) minutes over a project that a script
// breaks N (20) times: with mistakes that a run on a copy can prove mended, with mistakes that nothing sure is to be done about, and with changes that break
// nothing. What state each must come to is written beside it. Whatever was not healed is put right by the script, and the watch has to say so.
//
// Keys
//   breaks, states_told   breaks, and states that came of them and of putting things right
//   states_right          of those, the expected one
//   healed, needs_you     how often each came of a break
//   unproved_writes       texts that stood in a source, if only for a moment (looked at every 20 ms), and were neither the script's nor what the project was
//                         before the break, or any text of the watch's where nothing was to be proved
//   wrong_ends            breaks after which the sources were not what they had to be: right where healed, untouched where not
//   state_s_p50, …max     from the break to its state, in seconds
//   rss_first_mb, rss_last_mb  the watch's own resident memory, median of the second and of the last quarter of the time
//   rss_peak_mb           at its highest
//   descriptors_first, descriptors_last  open files of the watch at the end of its first round, and at its end
//   left_behind           processes that the watch started and that are still there after it
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { built, inFolder, median, Missing, percentile, randomOf, round, table } from './figures.mjs';

const MINUTES = 30;
const BREAKS = 20;
const STATE_LIMIT_MS = 300_000;
const LOOK_MS = 20;
const MEASURE_MS = 2_000;

const PROJECT = {
  'shop/__init__.py': '',
  'shop/prices.py': `import math


RATES = {'food': 0.07, 'books': 0.07, 'tools': 0.19}


def with_tax(price, kind):
    rate = RATES[kind]
    taxed = price * (1 + rate)
    return round(taxed, 2)


def boxes(pieces, size):
    return math.ceil(pieces / size)
`,
  'shop/orders.py': `from shop.prices import with_tax


class Order:
    def __init__(self, customer):
        self.customer = customer
        self.lines = []

    def add(self, name, price, kind):
        self.lines.append((name, price, kind))

    def total(self):
        amount = 0
        for name, price, kind in self.lines:
            amount += with_tax(price, kind)
        return round(amount, 2)


def cheapest(orders):
    return sorted(orders, key=lambda order: order.total())[0]
`,
  'shop/report.py': `import json


def headline(order):
    words = [order.customer.upper(), str(order.total())]
    return ' '.join(words)


def exported(order):
    lines = [{'name': name, 'price': price} for name, price, kind in order.lines]
    return json.dumps({'customer': order.customer, 'lines': lines})
`,
  'check.py': `from shop.orders import Order, cheapest
from shop.prices import boxes
from shop.report import exported, headline

first = Order('ada')
first.add('bread', 2.0, 'food')
first.add('saw', 10.0, 'tools')
second = Order('bob')
second.add('novel', 8.0, 'books')
assert first.total() == 14.04, first.total()
assert cheapest([first, second]) is second
assert boxes(10, 4) == 3
assert headline(second) == 'BOB 8.56'
assert exported(second).count('novel') == 1
print('all is well')
`,
};

/** What is written in place of what, and the state that the watch has to come to. */
const CHANGES = [
  ['a misspelt local name', 'shop/prices.py', 'return round(taxed, 2)', 'return round(taxd, 2)', 'healed'],
  ['a value that nothing tells', 'shop/prices.py', "'tools': 0.19}", '}', 'needs you'],
  ['a missing import', 'shop/prices.py', 'import math\n', '', 'healed'],
  ['an error of its own', 'shop/report.py', '    words = [', "    raise RuntimeError('the printer is off')\n    words = [", 'needs you'],
  ['a misspelt attribute', 'shop/orders.py', 'for name, price, kind in self.lines', 'for name, price, kind in self.line', 'healed'],
  ['a comment', 'shop/orders.py', 'class Order:', '# What a customer wants.\nclass Order:', 'no errors'],
  ['a misspelt argument', 'shop/report.py', 'str(order.total())', 'str(ordr.total())', 'healed'],
  ['a wrong result', 'shop/prices.py', 'price * (1 + rate)', 'price * (1 - rate)', 'needs you'],
  ['a misspelt parameter', 'shop/prices.py', 'math.ceil(pieces / size)', 'math.ceil(piecs / size)', 'healed'],
  ['a missing import of a library', 'shop/report.py', 'import json\n\n\n', '', 'healed'],
  ['a file that is not there', 'shop/report.py', '    words = [', "    open('/nowhere/at-all.txt').close()\n    words = [", 'needs you'],
  ['a misspelt function', 'shop/orders.py', 'amount += with_tax(price, kind)', 'amount += with_tx(price, kind)', 'healed'],
];

export async function run(options) {
  const cli = built(options, 'cli.js');
  const breaks = options.cases ?? (options.smoke ? 3 : BREAKS);
  const minutes = options.minutes ?? (options.smoke ? 0 : MINUTES);
  return inFolder(async (folder) => {
    for (const [file, text] of Object.entries(PROJECT)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    }
    return measure({ folder, cli, breaks, everyMs: (minutes * 60_000) / breaks, random: randomOf(options.seed) });
  });
}

async function measure({ folder, cli, breaks, everyMs, random }) {
  const watch = watching(folder, cli);
  const project = new Map(Object.entries(PROJECT));
  /** Texts that each source may hold now. */
  const allowed = new Map([...project].map(([file, text]) => [file, new Set([text])]));
  const strange = new Set();
  const look = setInterval(() => {
    for (const [file, texts] of allowed) {
      const text = read(path.join(folder, file));
      // An editor, too, is caught in the middle of writing: an empty file is no text of anybody's.
      if (text !== undefined && text !== '' && !texts.has(text)) strange.add(`${file}\n${text}`);
    }
  }, LOOK_MS);
  const memory = [];
  const measured = setInterval(() => {
    const mb = rss(watch.pid);
    if (mb !== undefined) memory.push(mb);
  }, MEASURE_MS);
  const rows = [];
  const waits = [];
  const ends = { told: 0, right: 0, healed: 0, 'needs you': 0, 'no errors': 0, wrong: 0 };
  /** @returns the state that came, and in how many seconds. */
  const expectState = async (expected) => {
    const began = Date.now();
    const { state, why } = await watch.next(STATE_LIMIT_MS);
    ends.told++;
    if (state === expected) ends.right++;
    return { state, why, s: (Date.now() - began) / 1000 };
  };
  try {
    const first = await expectState('no errors');
    if (first.state !== 'no errors') throw new Missing(`The project does not run here before it is broken: ${first.why || watch.err()}`);
    const descriptors = openFiles(watch.pid);
    const began = Date.now();
    for (let n = 0; n < breaks; n++) {
      const [what, file, from, to, expected] = CHANGES[n % CHANGES.length];
      const right = project.get(file);
      const broken = right.replace(from, to);
      if (broken === right) throw new Error(`${what}: ${file} holds no '${from}'.`);
      allowed.set(file, new Set(expected === 'healed' ? [right, broken] : [broken, right]));
      fs.writeFileSync(path.join(folder, file), broken);
      // From here on the former text is the watch's alone, and only where it is a proved fix.
      if (expected !== 'healed') allowed.set(file, new Set([broken]));
      const told = await expectState(expected);
      ends[told.state]++;
      waits.push(told.s);
      const now = read(path.join(folder, file));
      const isAsItShouldBe = told.state === 'healed' ? now === right : now === broken;
      if (!isAsItShouldBe) ends.wrong++;
      rows.push({ what, expected, state: told.state, s: round(told.s), text: isAsItShouldBe ? 'as it should be' : 'NOT as it should be' });
      console.log(`${String(n + 1).padStart(3)}  ${what}: ${told.state}${told.why ? ` (${told.why})` : ''}, ${round(told.s)} s`);
      if (now !== right) {
        allowed.set(file, new Set([broken, right]));
        fs.writeFileSync(path.join(folder, file), right);
        const back = await expectState('no errors');
        if (back.state !== 'no errors') console.log(`     put right again: ${back.state}${back.why ? ` (${back.why})` : ''}`);
      }
      allowed.set(file, new Set([right]));
      const rest = began + (n + 1) * everyMs * (0.95 + 0.1 * random()) - Date.now();
      if (rest > 0) await sleep(rest);
    }
    const last = openFiles(watch.pid);
    const children = childrenOf(watch.pid);
    clearInterval(look);
    clearInterval(measured);
    const code = await watch.stop();
    if (code !== 130) console.log(`The watch ended with ${code}.\n${watch.err()}`);
    await sleep(500);
    table('breaks', rows);
    const quarter = Math.max(1, Math.floor(memory.length / 4));
    const figures = {
      breaks,
      states_told: ends.told,
      states_right: ends.right,
      healed: ends.healed,
      needs_you: ends['needs you'],
      unproved_writes: strange.size,
      wrong_ends: ends.wrong,
      state_s_p50: round(median(waits)),
      state_s_max: round(percentile(waits, 100)),
      rss_first_mb: round(median(memory.slice(quarter, 2 * quarter))),
      rss_last_mb: round(median(memory.slice(-quarter))),
      rss_peak_mb: round(percentile(memory, 100)),
      descriptors_first: descriptors,
      descriptors_last: last,
      left_behind: children.filter((pid) => fs.existsSync(`/proc/${pid}`)).length,
    };
    table(
      'watch',
      Object.entries(figures).map(([key, value]) => ({ key, value })),
    );
    for (const one of strange) console.log(`\nNobody's text in ${one}`);
    return figures;
  } finally {
    clearInterval(look);
    clearInterval(measured);
    await watch.stop();
  }
}

/** A running watch, and the states that it tells, each once. */
function watching(folder, cli) {
  const child = spawn(process.execPath, [cli, 'watch', '--apply', '--json', '--workspace', folder, '--', 'python3', 'check.py'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  let out = '';
  let err = '';
  let taken = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk) => (err = (err + chunk).slice(-4_000)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    pid: child.pid,
    err: () => err,
    next: async (limitMs) => {
      for (const until = Date.now() + limitMs; Date.now() < until;) {
        const line = out.split('\n').slice(0, -1)[taken];
        if (line !== undefined) {
          taken++;
          return JSON.parse(line);
        }
        if (child.exitCode !== null) throw new Missing(`The watch ended with ${child.exitCode}: ${err}`);
        await sleep(LOOK_MS);
      }
      return { state: 'nothing', why: `no state came within ${limitMs / 1000} s` };
    },
    stop: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      return ended;
    },
  };
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** In MB, of this process alone; undefined where the system does not tell. */
function rss(pid) {
  const kb = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
}

function openFiles(pid) {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return undefined;
  }
}

/** All that it started, directly or not. */
function childrenOf(pid) {
  let own = [];
  try {
    own = fs
      .readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => (read(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean));
  } catch {
    // Gone meanwhile, or no /proc.
  }
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}
