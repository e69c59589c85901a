// Rules out of a few accepted fixes, and the same kind of error elsewhere: through the whole path that heals one problem.

import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../detect/signature';
import { healProblem } from '../../heal/heal-problem';
import { exampleOf } from '../../learn/mine/pair-example';
import { learnRules } from '../../learn/mine/learn-rules';
import { pairId, PAIR_SCHEMA, type SuccessPair } from '../../learn/pair';
import { openPythonProject } from '../../project/python-index';
import type { Workspace } from '../../project/workspace';
import { MemoryFiles } from '../../project/workspace-files';
import type { Problem } from '../../problem';
import { patched } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';

interface Seen {
  readonly text: string;
  readonly message: string;
  /** Zero-based line of the problem; a checker that names no column names the line's start. */
  readonly line: number;
}

function problemOf({ text, message, line }: Seen): { source: SourceText; problem: Problem } {
  const errorType = 'Incompatible type [9]';
  const at = { line, character: 0 };
  const problem: Problem = {
    origin: 'diagnostic',
    language: 'python',
    source: 'Pyright',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: '/w/a.py', range: { start: at, end: at } },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  return { source: new SourceText(text), problem };
}

function pairOf(seen: Seen, after: string, file: string): SuccessPair {
  const { source, problem } = problemOf(seen);
  const at = '2026-11-20T10:00:00.000Z';
  const pair: Omit<SuccessPair, 'id'> = {
    schema: PAIR_SCHEMA,
    language: 'python',
    errorType: problem.errorType,
    message: problem.message,
    signature: problem.signature,
    source: 'checker',
    file,
    line: seen.line,
    traceback: '',
    command: '',
    extent: 'whole',
    startLine: 0,
    before: source.text,
    proposed: after,
    final: null,
    otherFiles: [],
    title: 'Put it right',
    evidence: [],
    confidence: 0.8,
    origin: { kind: 'rule', id: 'python/x' },
    verdict: { kind: 'accepted', how: 'applied in the editor', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

type Taught = readonly (readonly [seen: Seen, after: string])[];

/** The text after the best patch; undefined where nothing is offered. */
async function healed(taught: Taught, here: Seen): Promise<string | undefined> {
  const pairs = taught.map(([seen, after], i) => pairOf(seen, after, `${i}.py`));
  const examples = pairs.flatMap((pair) => exampleOf(pair) ?? []);
  const rules = await learnRules(
    'python',
    examples,
    examples.map(({ after, signature }) => ({ text: after, ...(signature ? { holes: signature.holes } : {}) })),
  );
  const { source, problem } = problemOf(here);
  const files = new MemoryFiles('/w', new Map([['/w/a.py', source.text]]));
  const workspace: Workspace = { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined };
  const [best] = await healProblem({
    problem,
    source,
    all: [problem],
    workspace,
    version: null,
    signal: new AbortController().signal,
    memory: {
      pairsLike: ({ signature }) => pairs.filter((pair) => pair.signature.shape === signature.shape),
      rulesFor: ({ signature }) => Promise.resolve(rules.filter(({ shape }) => shape === signature.shape)),
      isRejected: () => false,
      recordOf: () => undefined,
    },
  });
  const own = best?.candidate.edits[0];
  return own && patched(source, own);
}

const declared = (name: string, type: string, given = 'None'): string =>
  `${name} is declared to have type \`${type}\` but is used as type \`${given}\`.`;
const argument = (expected: string, given: string, of = 'send', named = ''): string =>
  `Expected \`${expected}\` for 1st ${named ? `parameter \`${named}\`` : 'positional only parameter'} to call \`${of}\` but got \`${given}\`.`;

const IMPORTS = 'from typing import Dict, List, Mapping, Optional\n';
/** A parameter without and with `Optional`, in a file of its own. */
function optional(name: string, type: string): Taught[number] {
  const text = (shown: string): string => `${IMPORTS}\n\ndef f_${name}(first, ${name}: ${shown} = None):\n    return first\n`;
  return [{ text: text(type), message: declared(name, type), line: 3 }, text(`Optional[${type}]`)];
}

describe('what the message says otherwise', () => {
  it('is no other mistake where the code has it at the same place', async () => {
    const here = optional('region', 'str');
    expect(await healed([optional('log', 'Logger')], here[0])).toBe(here[1]);
  });

  it('is one where the code does not have it', async () => {
    const taught: Taught = [
      [
        { text: 'def f(raw: bytes):\n    send(raw)\n', message: argument('str', 'bytes'), line: 1 },
        'def f(raw: bytes):\n    send(raw.decode())\n',
      ],
    ];
    const text = 'def g(raw: bytes):\n    send(raw)\n';
    expect(await healed(taught, { text, message: argument('str', 'bytes'), line: 1 })).toBe('def g(raw: bytes):\n    send(raw.decode())\n');
    expect(await healed(taught, { text, message: argument('int', 'bytes'), line: 1 })).toBeUndefined();
    expect(await healed(taught, { text, message: argument('str', 'int'), line: 1 })).toBeUndefined();
  });

  it('is written down where the fix wrote down what its own message said, whoever is called', async () => {
    const text = (call: string, value: string): string => `def f(UserId, OrderId, raw):\n    ${call}(\n        key=${value},\n    )\n`;
    const taught: Taught = [
      [{ text: text('print', 'raw'), message: argument('UserId', 'str', 'print', 'key'), line: 2 }, text('print', 'UserId(raw)')],
    ];
    const here = { text: text('repr', 'int(raw)'), message: argument('OrderId', 'int', 'repr', 'key'), line: 2 };
    expect(await healed(taught, here)).toBe(text('repr', 'OrderId(int(raw))'));
  });

  it('did not matter where several fixes were told otherwise', async () => {
    const taught = [optional('a', 'A'), optional('b', 'Dict[str, B]'), optional('c', 'Mapping[str, C]')];
    const here = optional('d', 'str');
    expect(await healed(taught, here[0])).toBe(here[1]);
    // What all were told alike did.
    const other = { ...here[0], message: declared('d', 'str', 'int') };
    expect(await healed(taught, other)).toBeUndefined();
  });

  it('names an argument by its place or by its name, which is one mistake', async () => {
    const text = (call: string, value: string): string => `def f(self):\n    return ${call}${value})\n`;
    const taught: Taught = ['print(1, ', 'repr(', 'str('].map((call): Taught[number] => [
      { text: text(call, 'self.config'), message: argument('Dict[str, Any]', 'Config', call.replace(/\W.*/, '')), line: 1 },
      text(call, 'self.config.as_dict()'),
    ]);
    const here = { text: text('dict(config=', 'self.config'), message: argument('Dict[str, Any]', 'Config', 'dict', 'config'), line: 1 };
    expect(await healed(taught, here)).toBe(text('dict(config=', 'self.config.as_dict()'));
  });
});

it('of several rules the one counts whose fix was told the very same types', async () => {
  const text = (shown: string): string => `${IMPORTS}\n\ndef f(first, node: ${shown} = None):\n    return first\n`;
  const taught: Taught = [
    optional('a', 'Alpha'),
    optional('b', 'Beta'),
    [{ text: text('Node'), message: declared('node', 'Node'), line: 3 }, text('Optional["Node"]')],
  ];
  const here = `${IMPORTS}\n\ndef g(cls, other, node: Node = None):\n    return other\n`;
  expect(await healed(taught, { text: here, message: declared('node', 'Node'), line: 3 })).toBe(
    here.replace('Node =', 'Optional["Node"] ='),
  );
});

it('a comment goes where it went in a fix', async () => {
  const field = (name: string, type: string): Taught[number] => {
    const [before, after] = [`class A:\n    ${name} = None  # type: ${type}\n`, `class A:\n    ${name}: ${type}\n`];
    return [{ text: before, message: declared(name, type), line: 1 }, after];
  };
  const here = field('size', 'int');
  expect(await healed([field('a', 'Alpha'), field('b', 'Beta')], here[0])).toBe(here[1]);
});

describe('where the problem’s line has the place', () => {
  const row = (name: string, shown: string): string => `    ${name}: ${shown} = None,\n`;
  const list = (shown: readonly string[]): string => `${IMPORTS}\n\ndef f(\n${shown.join('')}):\n    pass\n`;

  it('the line above does not count, though its end is nearer to the line’s start', async () => {
    const taught = [optional('a', 'Alpha'), optional('b', 'Beta'), optional('c', 'Gamma')];
    const text = list([row('one', 'Delta'), row('two', 'Delta')]);
    const after = list([row('one', 'Delta'), row('two', 'Optional[Delta]')]);
    expect(await healed(taught, { text, message: declared('two', 'Delta'), line: 5 })).toBe(after);
  });

  it('what the fixes did in lines that follow each other is done so, and not in the rest of the file', async () => {
    const taught = ['Alpha', 'Beta', 'Gamma'].map((type): Taught[number] => [
      { text: list([row('one', type), row('two', type)]), message: declared('one', type), line: 4 },
      list([row('one', `Optional[${type}]`), row('two', `Optional[${type}]`)]),
    ]);
    const rest = `\n\ndef g(\n${row('far', 'str')}):\n    pass\n`;
    const text = list([row('one', 'str'), row('two', 'int'), row('three', 'str')]) + rest;
    const after = list([row('one', 'Optional[str]'), row('two', 'Optional[int]'), row('three', 'Optional[str]')]) + rest;
    expect(await healed(taught, { text, message: declared('one', 'str'), line: 4 })).toBe(after);
  });
});

describe('a piece that was cut out of a file', () => {
  const taught = [optional('a', 'Alpha'), optional('b', 'Beta'), optional('c', 'Gamma')];

  it('is mended like the rest of it, and not moved', async () => {
    const text = '        first: int,\n        region: str = None,\n        last: int = 0,\n';
    const seen = { text, message: declared('region', 'str'), line: 1 };
    expect(await healed(taught, seen)).toBe(text.replace('str =', 'Optional[str] ='));
    // Nothing was learned for it: what is the matter is no indentation.
    expect(await healed([], seen)).toBeUndefined();
    expect(await healed([], { text: '    return total\n', message: 'Expected `int` but got `str`.', line: 0 })).toBeUndefined();
  });

  it('a whole file is asked for its names', async () => {
    const text = 'def f(first, region: str = None):\n    return first\n';
    expect(await healed(taught, { text, message: declared('region', 'str'), line: 0 })).toBeUndefined();
  });
});
