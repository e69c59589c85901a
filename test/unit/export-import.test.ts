// The store to a file and back: nothing lost, nothing leaked, bad lines refused one by one.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportPairs } from '../../src/engine/learn/exchange/export-pairs';
import { formats, formatOf, formatToRead, formatToWrite } from '../../src/engine/learn/exchange/formats';
import { importFault } from '../../src/engine/learn/exchange/imported-pair';
import { importPairs } from '../../src/engine/learn/exchange/import-pairs';
import { fromLine, toLine } from '../../src/engine/learn/exchange/jsonl';
import { signatureOf } from '../../src/engine/detect/signature';
import type { SuccessPair } from '../../src/engine/learn/pair';
import { redactPair, redactPairs } from '../../src/engine/learn/redact-pair';
import { recordPair } from '../../src/engine/learn/store/record-pair';
import { openPairStore, type PairStore } from '../../src/engine/learn/store/pair-store';
import { anyPair, importablePair, NOW, redactedPair, samplePair } from './pair-samples';

let root: string;
let file: string;
const opened: PairStore[] = [];

function store(name: string): PairStore {
  const folder = path.join(root, name);
  fs.mkdirSync(folder, { recursive: true });
  const result = openPairStore({ folder, maxPairs: 100_000 });
  if (!result.ok) throw new Error(result.message);
  opened.push(result.value);
  return result.value;
}
const lines = (): Record<string, unknown>[] =>
  fs
    .readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const pairsOf = (from: PairStore): readonly SuccessPair[] => {
  const page = from.page({}, 0, 100_000);
  if (!page.ok) throw new Error(page.message);
  return page.value.pairs;
};

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'export-'));
  file = path.join(root, 'pairs.jsonl');
});
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  fs.rmSync(root, { recursive: true, force: true });
});

describe('export', () => {
  it('begins each line with the keys that Saplings’ users know', async () => {
    const s = store('a');
    await recordPair(s, samplePair(1));
    await recordPair(s, samplePair(2, { final: 'print("mine")\n', verdict: { kind: 'edited', how: 'x', at: NOW.toISOString() } }));
    await recordPair(s, samplePair(3, { verdict: { kind: 'reverted', how: 'undone', at: NOW.toISOString() } }));
    expect(await exportPairs(s, file)).toEqual({
      ok: true,
      value: { pairs: 2, redactions: 0, withheld: 0, unreadable: 0, leftOut: {}, parts: {}, files: [file] },
    });
    const [first, second] = lines();
    expect(Object.keys(first ?? {}).slice(0, 5)).toEqual(['error', 'original_code', 'patched_code', 'error_info', 'timestamp']);
    expect(first).toMatchObject({
      error: "NameError: name 'item1' is not defined",
      original_code: samplePair(1).before,
      patched_code: samplePair(1).proposed,
      error_info: { type: 'NameError', line_number: 2 },
      timestamp: NOW.toISOString(),
    });
    expect(second).toMatchObject({ patched_code: 'print("mine")\n', proposed_code: samplePair(2).proposed });
    expect(fs.readdirSync(root).sort()).toEqual(['a', 'pairs.jsonl']);
  });

  it('counts secrets and what was withheld; no secret is on disk or in the file', async () => {
    const s = store('a');
    const secret = 'hunter2hunter';
    await recordPair(s, samplePair(1, { before: `password = "${secret}"\n` }));
    s.insert(await redactPair(samplePair(2), () => Promise.reject(new Error('scan'))));
    expect(s.statistics()).toMatchObject({ value: { total_pairs: 2 } });
    expect(await exportPairs(s, file)).toEqual({
      ok: true,
      value: { pairs: 1, redactions: 1, withheld: 1, unreadable: 0, leftOut: {}, parts: {}, files: [file] },
    });
    s.close();
    for (const each of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      const full = path.join(root, each);
      if (fs.statSync(full).isFile()) expect(fs.readFileSync(full, 'latin1')).not.toContain(secret);
    }
  });

  it('leaves the old file and no litter when it fails or is cancelled', async () => {
    const s = store('a');
    await recordPair(s, samplePair(1));
    fs.writeFileSync(file, 'old');
    expect(await exportPairs(s, file, {}, AbortSignal.abort())).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
    s.close();
    fs.writeFileSync(path.join(root, 'a', '.self-heal', 'pairs.db'), 'broken '.repeat(1_000));
    expect(await exportPairs(s, file)).toMatchObject({ ok: false, reason: 'corrupt' });
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
    fs.mkdirSync(path.join(root, 'dir'));
    expect(await exportPairs(store('b'), path.join(root, 'dir'))).toMatchObject({ ok: false, reason: 'not-written' });
    expect(await exportPairs(store('b'), path.join(root, 'no', 'such', 'file'))).toMatchObject({ ok: false, reason: 'not-written' });
    expect(fs.readdirSync(root).sort()).toEqual(['a', 'b', 'dir', 'pairs.jsonl']);
  });

  it.skipIf(process.platform === 'win32')('never writes over a pipe, a socket or a device, not even through a link', async () => {
    const s = store('a');
    const pipe = path.join(root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const link = path.join(root, 'link.jsonl');
    fs.symlinkSync('/dev/null', link);
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(path.join(root, 'socket'), resolve));
    for (const [name, what] of [
      [pipe, 'a pipe'],
      [link, 'a device'],
      [path.join(root, 'socket'), 'a socket'],
      [root, 'a folder'],
    ] as const)
      expect(await exportPairs(s, name)).toEqual({
        ok: false,
        reason: 'not-written',
        message: `The pairs were not exported to ${name}: it is ${what}, no file.`,
      });
    expect(fs.lstatSync(pipe).isFIFO()).toBe(true);
    expect(fs.statSync(link).isCharacterDevice()).toBe(true);
    expect(fs.lstatSync(path.join(root, 'socket')).isSocket()).toBe(true);
    expect(fs.readdirSync(root).sort()).toEqual(['a', 'link.jsonl', 'pipe', 'socket']);
    await new Promise((resolve) => server.close(resolve));
  });

  it.skipIf(process.platform === 'win32')(
    'follows a link to its file, which keeps its mode; a link that leads nowhere yet is filled',
    async () => {
      const s = store('a');
      await recordPair(s, samplePair(1));
      fs.mkdirSync(path.join(root, 'd'));
      fs.writeFileSync(path.join(root, 'd', 'real'), 'old', { mode: 0o640 });
      fs.chmodSync(path.join(root, 'd', 'real'), 0o640);
      for (const target of ['real', 'new']) {
        fs.symlinkSync(path.join('d', target), path.join(root, `${target}.jsonl`));
        expect(await exportPairs(s, path.join(root, `${target}.jsonl`))).toMatchObject({ ok: true, value: { pairs: 1 } });
        expect(fs.lstatSync(path.join(root, `${target}.jsonl`)).isSymbolicLink()).toBe(true);
        expect(fs.readFileSync(path.join(root, 'd', target), 'utf8')).toContain('original_code');
      }
      expect(fs.statSync(path.join(root, 'd', 'real')).mode & 0o777).toBe(0o640);
      expect(fs.readdirSync(path.join(root, 'd')).sort()).toEqual(['new', 'real']);
    },
  );

  it('writes an empty file for an empty store, and only what the filter lets through', async () => {
    const s = store('a');
    expect(await exportPairs(s, file)).toMatchObject({ ok: true, value: { pairs: 0 } });
    expect(fs.readFileSync(file, 'utf8')).toBe('');
    s.insertMany(
      await redactPairs([
        samplePair(1),
        samplePair(2, { language: 'typescript' }),
        samplePair(3, { evidence: [{ rung: 'reruns', result: 'passed' }] }),
      ]),
    );
    expect(await exportPairs(s, file, { language: 'python', verified: true })).toMatchObject({ ok: true, value: { pairs: 1 } });
    expect(lines()[0]).toMatchObject({ id: samplePair(3).id });
  });
});

describe('formats', () => {
  it('are told from a file’s name; JSON Lines where it tells nothing', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
    const ofEnding = formats.filter(({ isOfEnding }) => isOfEnding);
    expect(ofEnding.map(({ id }) => id)).toEqual(['jsonl', 'csv', 'parquet']);
    expect(new Set(ofEnding.map(({ extension }) => extension)).size).toBe(ofEnding.length);
    for (const { id } of formats) expect(formatOf(id)?.id).toBe(id);
    expect(formatOf('orc')).toBeUndefined();
    for (const format of ofEnding) {
      if (format.read) expect(formatToRead(`a b.${format.extension.toUpperCase()}`)).toBe(format);
      if (format.write) expect(formatToWrite(`/x/pairs.${format.extension}`)).toBe(format);
    }
    for (const name of ['pairs', 'pairs.txt', '.jsonl', ''])
      expect([formatToRead(name).id, formatToWrite(name).id]).toEqual(['jsonl', 'jsonl']);
  });
});

describe('import', () => {
  it('takes back what was exported, whatever is in it but control characters; a second time nothing is new', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(importablePair, anyPair), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const name = fs.mkdtempSync(path.join(root, 'round-'));
        const [from, to] = [store(path.join(path.basename(name), 'from')), store(path.join(path.basename(name), 'to'))];
        const redacted = await redactPairs(pairs);
        from.insertMany(redacted);
        const exported = await exportPairs(from, file);
        if (!exported.ok) throw new Error(exported.message);
        // A fix whose two sides are the same once the secrets are out is no example.
        const examples = pairsOf(from).filter((pair) => pair.before !== pair.proposed);
        const kept = examples.filter((pair) => importFault(pair) === undefined);
        seen += kept.length;
        expect(await importPairs(to, file, NOW)).toMatchObject({
          ok: true,
          value: { imported: kept.length, known: 0, refused: pairsOf(from).length - kept.length, withheld: 0 },
        });
        expect(pairsOf(to)).toEqual(kept.map((pair) => ({ ...pair, via: 'import' })));
        expect(await importPairs(to, file, NOW)).toMatchObject({ ok: true, value: { imported: 0, known: kept.length } });
        from.close();
        to.close();
      }),
      { numRuns: 25 },
    );
    expect(seen).toBeGreaterThan(25);
  }, 60_000);

  it.each([
    ['a colour in a message', { message: 'name \x1b[31mx' }, 'the message holds control characters'],
    ['a window title in a title', { title: '\x1b]0;owned\x07' }, 'the title holds control characters'],
    ['a title of two lines', { title: 'Add\nimport' }, 'the title holds control characters'],
    ['a name turned round', { source: 'py\u202eright' }, 'the source holds control characters'],
    [
      'a verdict with the one-byte CSI',
      { verdict: { kind: 'accepted', how: '\x9b2J', at: NOW.toISOString() } },
      'the verdict holds control characters',
    ],
    ['a fix that hides code', { proposed: 'x = 1 #\u202e\n' }, 'the fix brings hidden characters into the code'],
    ['what was made of it hides code', { final: 'pass\u200bword = 1\n' }, 'the fix brings hidden characters into the code'],
    ['a NUL in the fix', { proposed: 'x\0' }, 'the fix brings hidden characters into the code'],
    ['a day that no calendar has', { recordedAt: '2026-02-31T00:00:00.000Z' }, 'its time is none'],
    [
      'a time that is none',
      { recordedAt: 'yesterday' },
      "not a pair of this version: 'recordedAt' is missing, too long or of the wrong kind",
    ],
    ['a path out of the folder', { file: '../../etc/passwd' }, 'the path leads out of the folder'],
    ['an absolute path', { otherFiles: ['/etc/passwd'] }, 'the path leads out of the folder'],
    ['a line past every file', { line: 1e300 }, 'the line is no line number'],
    ['a type for another', { title: 7 }, "not a pair of this version: 'title' is missing, too long or of the wrong kind"],
    ['a text too long', { title: 'x'.repeat(2_000) }, "not a pair of this version: 'title' is missing, too long or of the wrong kind"],
  ])('refuses %s with one sentence that says where, and stores nothing of it', async (_name, over, why) => {
    const s = store('a');
    s.insert(await redactedPair(1));
    const before = pairsOf(s);
    fs.writeFileSync(file, `\n${JSON.stringify(toLine({ ...samplePair(2), ...(over as Partial<SuccessPair>) }))}\n`);
    expect(await importPairs(s, file, NOW)).toEqual({
      ok: true,
      value: { imported: 0, known: 0, refused: 1, firstRefusal: `line 2: ${why}`, withheld: 0 },
    });
    expect(pairsOf(s)).toEqual(before);
  });

  it('takes in a fix that takes hidden characters out', async () => {
    const s = store('a');
    fs.writeFileSync(file, JSON.stringify(toLine(samplePair(1, { before: 'x\u200b = 1\u202e\n', proposed: 'x = 1\n' }))));
    expect(await importPairs(s, file, NOW)).toMatchObject({ ok: true, value: { imported: 1, refused: 0 } });
  });

  it('refuses a line of Saplings with control characters, too', () => {
    const line = { original_code: 'a', patched_code: 'b', error: 'E: \x1b[2J', timestamp: '2025-05-01T12:00:00' };
    expect(fromLine(JSON.stringify(line), { name: 'f', now: NOW })).toMatchObject({
      ok: false,
      message: 'the message holds control characters',
    });
  });

  it.skipIf(process.platform === 'win32').each([
    ['a device that never ends', (at: string) => fs.symlinkSync('/dev/zero', at)],
    ['a pipe that nobody writes to', (at: string) => void execFileSync('mkfifo', [at])],
  ])('does not wait for %s', async (_name, make) => {
    make(file);
    expect(await importPairs(store('a'), file, NOW)).toMatchObject({
      ok: false,
      reason: 'not-read',
      message: `The pairs were not imported from ${file}: it is no regular file.`,
    });
  });

  it('reads both shapes of Saplings', () => {
    const old = {
      original_code: 'print(x)\n',
      patched_code: 'x = 1\nprint(x)\n',
      error: "Traceback (most recent call last):\n  …\nNameError: name 'x' is not defined",
      error_info: { type: 'NameError', message: "name 'x' is not defined", patterns: ['undefined_variable'], line_number: 1 },
      timestamp: '2025-05-01T12:00:00.123456',
    };
    expect(fromLine(JSON.stringify(old), { name: 'team.jsonl', now: NOW })).toMatchObject({
      value: {
        errorType: 'NameError',
        message: "name 'x' is not defined",
        line: 0,
        before: 'print(x)\n',
        proposed: 'x = 1\nprint(x)\n',
        recordedAt: '2025-05-01T12:00:00.123Z',
        origin: { kind: 'imported' },
        verdict: { how: 'imported from team.jsonl' },
      },
    });
    const newer = {
      input_text: 'a',
      output_text: 'b',
      context: ["ImportError: cannot import name 'y' from 'z'"],
      metadata: { language: 'python' },
    };
    expect(fromLine(JSON.stringify(newer), { name: 'f', now: NOW })).toMatchObject({
      value: {
        errorType: 'ImportError',
        message: "cannot import name 'y' from 'z'",
        before: 'a',
        proposed: 'b',
        recordedAt: NOW.toISOString(),
      },
    });
  });

  it('gives pairs of Saplings the type and the signature that the mistake has where it is seen', () => {
    const from = (error: string, more: object = {}): SuccessPair | undefined => {
      const found = fromLine(JSON.stringify({ original_code: 'a\n', patched_code: 'b\n', error, ...more }), { name: 'f', now: NOW });
      return found.ok ? found.value : undefined;
    };
    const pyre = { type: 'Incompatible return type [7]', message: 'Expected `Shop` but got `None`.', line_number: 2, patterns: [] };
    expect(
      from('Incompatible return type [7]: Expected `Shop` but got `None`.', { error_info: pyre, file: 'shop/main.py', language: 'python' }),
    ).toMatchObject({
      errorType: 'Incompatible return type [7]',
      message: 'Expected `Shop` but got `None`.',
      signature: signatureOf('Incompatible return type [7]', 'Expected `Shop` but got `None`.'),
      file: 'shop/main.py',
      line: 1,
      via: 'import',
    });
    // Without anything but the line itself.
    for (const [error, errorType, holes] of [
      ['Incompatible return type [7]: Expected `Shop` but got `None`.', 'Incompatible return type [7]', { expected: 'Shop', type: 'None' }],
      ["NameError: name 'x' is not defined", 'NameError', { name: 'x' }],
      ["KeyError: 'pen'", 'KeyError', { key: 'pen' }],
      ['json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', 'json.decoder.JSONDecodeError', {}],
      ["TS2304: Cannot find name 'np'.", 'TS2304', { name: 'np' }],
      ["F821 undefined name 'np'", 'F821', { name: 'np' }],
      ['something went wrong', '', {}],
      ['', '', {}],
    ] as const) {
      const pair = from(error);
      expect({ error, errorType: pair?.errorType }).toEqual({ error, errorType });
      expect(pair?.signature).toEqual(signatureOf(errorType, pair?.message ?? ''));
      expect(pair?.signature.holes).toMatchObject(holes);
    }
    const traceback = `Traceback (most recent call last):\n  File "/home/ada/shop/main.py", line 7, in <module>\n    print(pirce)\nNameError: name 'pirce' is not defined\n`;
    expect(from(traceback)).toMatchObject({
      errorType: 'NameError',
      signature: { holes: { name: 'pirce' } },
      line: 6,
      source: 'python',
      traceback: traceback.trim(),
    });
    expect(from('TypeError: x is not a function\n    at run (/home/ada/shop/a.js:3:5)\n    at /home/ada/shop/b.js:1:1')).toMatchObject({
      errorType: 'TypeError',
      message: 'x is not a function',
      language: 'javascript',
      line: 2,
    });
    expect(from("src/a.ts(3,5): error TS2304: Cannot find name 'np'.")).toMatchObject({
      errorType: 'TS2304',
      language: 'typescript',
      source: 'ts',
    });
    expect(from('ValueError: no price\nfor the pen')).toMatchObject({ errorType: 'ValueError', message: 'no price\nfor the pen' });
    // Where its words say nothing the file's own are taken.
    expect(from('the shop is closed', { error_info: { type: 'NameError', message: "name 'x' is not defined" } })).toMatchObject({
      errorType: 'NameError',
      signature: { holes: { name: 'x' } },
    });
    expect(from("NameError: name 'x' is not defined", { file: '/home/ada/shop/a.py' })?.file).toBe('a.py');
    expect(from("NameError: name 'x' is not defined", { file: '../a.py' })?.file).toBe('a.py');
    expect(from("NameError: name 'x' is not defined", { language: 'TypeScript' })?.language).toBe('typescript');
    expect(from("NameError: name 'x' is not defined", { file: 'a.tsx' })?.language).toBe('typescriptreact');
  });

  it('refuses bad lines one by one, and says why of the first', async () => {
    const good = JSON.stringify(toLine(samplePair(1)));
    const forged = JSON.stringify({ ...toLine(samplePair(2)), id: samplePair(1).id });
    const bad = [
      '{',
      '[]',
      '7',
      'null',
      '{}',
      JSON.stringify({ original_code: 'same', patched_code: 'same' }),
      JSON.stringify({ ...toLine(samplePair(3)), schema: 99 }),
      JSON.stringify({ ...toLine(samplePair(3)), confidence: 7 }),
      JSON.stringify({ original_code: 5, patched_code: 'x' }),
    ];
    fs.writeFileSync(
      file,
      Buffer.concat([
        Buffer.from(`${good}\r\n\n${bad.join('\n')}\n`),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from(`"${'x'.repeat(5_000_000)}"\n${forged}`),
      ]),
    );
    const s = store('a');
    expect(await importPairs(s, file, NOW)).toEqual({
      ok: true,
      value: { imported: 2, known: 0, refused: bad.length + 2, firstRefusal: 'line 3: not JSON', withheld: 0 },
    });
    expect(pairsOf(s).map((pair) => pair.id)).toEqual([samplePair(1).id, samplePair(2).id]);
  });

  it('half a line, the marks of a merge and the same pair twice: the rest comes in', async () => {
    const [one, two, three] = [1, 2, 3].map((n) => JSON.stringify(toLine(samplePair(n))));
    fs.writeFileSync(
      file,
      `${one}\n<<<<<<< HEAD\n${two}\n=======\n${two}\n>>>>>>> theirs\n${one?.slice(0, 200)}\n${three}\n${three?.slice(0, 100)}`,
    );
    expect(await importPairs(store('a'), file, NOW)).toMatchObject({
      ok: true,
      value: { imported: 3, known: 1, refused: 5, firstRefusal: 'line 2: not JSON' },
    });
  });

  it('redacts what it takes in', async () => {
    fs.writeFileSync(
      file,
      JSON.stringify({
        original_code: 'password = "hunter2hunter"\nprint(x)',
        patched_code: 'password = "hunter2hunter"\nprint(y)',
        error: 'E: x',
        error_info: {},
        timestamp: 'no time',
      }),
    );
    const s = store('a');
    expect(await importPairs(s, file, NOW)).toMatchObject({ ok: true, value: { imported: 1 } });
    expect(JSON.stringify(pairsOf(s))).not.toContain('hunter2');
    expect(pairsOf(s)[0]).toMatchObject({ redactions: 1 });
  });

  it('never throws: no file, a folder, random bytes, a store that can’t be used', async () => {
    const s = store('a');
    expect(await importPairs(s, path.join(root, 'none'), NOW)).toMatchObject({ ok: false, reason: 'not-read' });
    expect(await importPairs(s, root, NOW)).toMatchObject({ ok: false, reason: 'not-read' });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          fs.writeFileSync(file, bytes);
          expect((await importPairs(s, file, NOW)).ok).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
    s.insert(await redactedPair(1));
    s.close();
    fs.writeFileSync(path.join(root, 'a', '.self-heal', 'pairs.db'), 'broken '.repeat(1_000));
    fs.writeFileSync(file, JSON.stringify(toLine(samplePair(1))));
    expect(await importPairs(s, file, NOW)).toMatchObject({ ok: false, reason: 'corrupt', imported: 0 });
  });
});
