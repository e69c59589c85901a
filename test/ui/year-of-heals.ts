// Fills the store of a folder with a year of heals, as a person who uses Self-Heal at work leaves it: `node year.cjs FOLDER`. The same year each time.

import { pairId, PAIR_SCHEMA, type SuccessPair } from '../../src/engine/learn/pair';
import { redactPairs } from '../../src/engine/learn/redact-pair';
import { openPairStore } from '../../src/engine/learn/store/pair-store';
import type { HealRecord } from '../../src/engine/learn/heal-record';

const [folder = '', until = new Date().toISOString()] = process.argv.slice(2);
const opened = openPairStore({ folder, maxPairs: 100_000, limits: { heals: 100_000 } });
if (!opened.ok) throw new Error(opened.message);
const store = opened.value;

const DAY = 86_400_000;
const DAYS = 365;
/** Which errors come, how often, and how well they are healed. */
const ERRORS = [
  { type: 'NameError', shape: "name '‹name›' is not defined", source: 'Pyright', weight: 30, ease: 0.95 },
  { type: 'SyntaxError', shape: "expected '‹token›'", source: 'python', weight: 22, ease: 0.92 },
  { type: 'TypeError', shape: "'NoneType' object is not subscriptable", source: 'python', weight: 16, ease: 0.6 },
  { type: 'AttributeError', shape: "'‹type›' object has no attribute '‹name›'", source: 'python', weight: 14, ease: 0.7 },
  { type: 'TS2304', shape: "Cannot find name '‹name›'.", source: 'ts', weight: 12, ease: 0.9 },
  { type: 'ModuleNotFoundError', shape: "No module named '‹module›'", source: 'python', weight: 9, ease: 0.75 },
  { type: 'KeyError', shape: '‹key›', source: 'python', weight: 7, ease: 0.5 },
  { type: 'TS2339', shape: "Property '‹name›' does not exist on type '‹type›'.", source: 'ts', weight: 6, ease: 0.7 },
  { type: 'ZeroDivisionError', shape: 'division by zero', source: 'python', weight: 3, ease: 0.55 },
] as const;

let state = 12_345;
/** The same numbers each time, 0 to 1. */
const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

function pick<T extends { readonly weight: number }>(among: readonly T[]): T {
  let at = random() * among.reduce((sum, { weight }) => sum + weight, 0);
  for (const each of among) if ((at -= each.weight) < 0) return each;
  return among[0] as T;
}

/** What heals, `year` being how much of it has passed: what was kept is used again ever more. */
const origins = (
  year: number,
): readonly { readonly kind: SuccessPair['origin']['kind']; readonly weight: number; readonly ms: number }[] => [
  { kind: 'rule', weight: 10, ms: 140 },
  { kind: 'remembered', weight: 8 * year, ms: 12 },
  { kind: 'learned', weight: 5 * year, ms: 20 },
  { kind: 'editor', weight: 2, ms: 60 },
  { kind: 'model', weight: 3 * (1 - year), ms: 4_200 },
];

async function fill(): Promise<void> {
  const end = Date.parse(until);
  let number = 0;
  const pairs: SuccessPair[] = [];
  const refused: SuccessPair[] = [];
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(end - (DAYS - day) * DAY);
    const weekday = date.getUTCDay();
    // No work at the week's end, and a holiday in summer.
    if (weekday === 0 || weekday === 6 || (day > 200 && day < 215)) continue;
    const year = day / DAYS;
    for (let n = Math.floor(random() * 6); n > 0; n--) {
      number++;
      const error = pick(ERRORS);
      const origin = pick(origins(year));
      const at = new Date(date.getTime() + Math.floor(random() * 8 * 3_600_000)).toISOString();
      const isHealed = random() < error.ease * (0.65 + 0.35 * year);
      const isKept = random() < 0.9;
      const confidence = Math.min(0.99, Math.max(0.3, error.ease + (random() - 0.5) * 0.3));
      const attempts = isHealed ? (random() < 0.75 ? 1 : 2) : 2;
      const id = number.toString(16).padStart(32, '0');
      const heal: HealRecord = {
        schema: 1,
        id,
        at,
        via: random() < 0.6 ? 'lightbulb' : 'plan',
        language: error.source === 'ts' ? 'typescript' : 'python',
        errorType: error.type,
        shape: error.shape,
        source: error.source,
        attempts,
        outcome: isHealed ? (isKept ? 'healed' : 'reverted') : 'nothing',
        why: '',
        ms: Math.round(origin.ms * (0.5 + random())),
        patch: isHealed
          ? { origin: { kind: origin.kind, id: origin.kind }, variant: 'v', family: 'f', confidence, tier: 'sure', evidence: [] }
          : null,
      };
      store.heals.add(heal);
      if (isHealed)
        pairs.push(pairOf(number, error, origin.kind, at, confidence, isKept ? (random() < 0.85 ? 'survived' : 'accepted') : 'reverted'));
      else if (random() < 0.3) refused.push(pairOf(number, error, origin.kind, at, confidence, 'rejected'));
    }
  }
  store.insertMany(await redactPairs(pairs));
  for (const pair of await redactPairs(refused))
    store.negatives.add({
      kind: 'rejected',
      at: pair.recordedAt,
      key: { shape: pair.signature.shape, textHash: pair.id, candidateHash: pair.id },
      pair,
    });
  for (const [i, { id }] of pairs.entries()) if (i % 3 === 0) store.used(id, until);
}

function pairOf(
  number: number,
  error: (typeof ERRORS)[number],
  origin: SuccessPair['origin']['kind'],
  at: string,
  confidence: number,
  verdict: SuccessPair['verdict']['kind'],
): SuccessPair {
  const pair: Omit<SuccessPair, 'id'> = {
    schema: PAIR_SCHEMA,
    language: error.source === 'ts' ? 'typescript' : 'python',
    errorType: error.type,
    message: `${error.shape} ${number}`,
    signature: { shape: error.shape, holes: {} },
    source: error.source,
    file: `app/part${number % 40}.py`,
    line: number % 200,
    traceback: '',
    command: '',
    extent: 'whole',
    startLine: 0,
    before: `items${number} = [1]\nprint(item${number})\n`,
    proposed: `items${number} = [1]\nprint(items${number})\n`,
    final: null,
    otherFiles: [],
    title: `Change ‘item${number}’ to ‘items${number}’`,
    evidence: [{ rung: 'checks', result: 'passed', by: error.source }],
    confidence,
    origin: { kind: origin, id: origin },
    via: 'lightbulb',
    verdict: { kind: verdict, how: 'a year of heals', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

fill().then(
  () => store.close(),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
