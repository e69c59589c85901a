// Small Python programs, each with one slip of a known kind and its known fix: what a scripted model is asked about. Made by chance from a seed, the
// same each time. Imports nothing of the product, so that benches can load it as it stands.

export interface SlipCase {
  /** Stands in the program and in no other: by it a question is known again. */
  readonly marker: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/** A small generator of numbers from 0 to 1; the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NOUNS = ['order', 'price', 'weight', 'score', 'player', 'ticket', 'branch', 'sample', 'reading', 'invoice', 'parcel', 'signal'];

interface Template {
  readonly kind: string;
  readonly text: (noun: string, marker: string) => string;
  /** What is right, and what stands there instead. */
  readonly slip: (noun: string, marker: string) => readonly [string, string];
}

const TEMPLATES: readonly Template[] = [
  {
    kind: 'NameError',
    text: (noun, marker) =>
      `def ${marker}(${noun}s):\n    total = 0\n    for ${noun} in ${noun}s:\n        total += ${noun}\n    # how much in all\n    return total\n\n\nprint(${marker}([1, 2, 3]))\n`,
    slip: () => ['    return total', '    return tootal'],
  },
  {
    kind: 'AttributeError',
    text: (noun, marker) =>
      `def ${marker}(names):\n    found = []\n    for name in names:\n        if name:\n            found.append(name.upper())\n    return found\n\n\nprint(${marker}(['${noun}', '']))\n`,
    slip: () => ['found.append(', 'found.push_back('],
  },
  {
    kind: 'TypeError',
    text: (noun, marker) =>
      `def ${marker}(${noun}, count):\n    label = '${noun}: ' + str(count)\n    return label\n\n\nprint(${marker}('a', 3))\n`,
    slip: () => ['str(count)', 'count'],
  },
  {
    kind: 'KeyError',
    text: (noun, marker) =>
      `def ${marker}(row):\n    ${noun} = row['${noun}']\n    return ${noun} * 2\n\n\nprint(${marker}({'${noun}': 4, 'id': 1}))\n`,
    slip: (noun) => [`row['${noun}']`, `row['${noun}_value']`],
  },
  {
    kind: 'IndexError',
    text: (noun, marker) =>
      `def ${marker}(${noun}s):\n    last = ${noun}s[len(${noun}s) - 1]\n    first = ${noun}s[0]\n    return last - first\n\n\nprint(${marker}([4, 9, 11]))\n`,
    slip: (noun) => [`${noun}s[len(${noun}s) - 1]`, `${noun}s[len(${noun}s)]`],
  },
  {
    kind: 'ZeroDivisionError',
    text: (noun, marker) =>
      `def ${marker}(${noun}s):\n    count = len(${noun}s)\n    average = sum(${noun}s) / max(count, 1)\n    return average\n\n\nprint(${marker}([2, 4]), ${marker}([]))\n`,
    slip: () => ['max(count, 1)', 'count'],
  },
];

/** @param count of cases; the kinds take turns. */
export function slipCases(count: number, seed: number): SlipCase[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    const template = TEMPLATES[i % TEMPLATES.length];
    if (!template) throw new Error('there are no templates');
    const noun = NOUNS[Math.floor(random() * NOUNS.length)] ?? 'order';
    const marker = `job_${seed}_${i}_of_many`;
    const after = template.text(noun, marker);
    const [right, wrong] = template.slip(noun, marker);
    if (!after.includes(right)) throw new Error(`'${right}' is not in ${template.kind}`);
    return { marker, kind: template.kind, before: after.replace(right, wrong), after };
  });
}
