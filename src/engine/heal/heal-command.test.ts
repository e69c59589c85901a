// The loop of "Run and Heal" and of `self-heal run` with a run that the test decides: which patch is tried, kept, taken back, and when it ends.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { detectText } from '../detect/detect';
import type { Fixer } from '../fixers/fixer';
import { PYTHON } from '../fixers/fixer';
import { fixerSource } from '../generate/fixer-candidates';
import { healCommand, isUnproved, isUnprovedSyntax, type CommandRun, type HealCommandRequest, type HealedCommand } from './heal-command';
import type { RunAgain } from './heal-failure';
import { openWorkspace, type OpenedWorkspace } from '../project/open-workspace';
import { DiskFiles } from '../project/workspace-files';
import { replace } from '../syntax/edits';

// The test says how likely each of its patches is.
vi.mock(import('../generate/confidence'), async (original) => {
  const actual = await original();
  return { ...actual, probabilityOf: (guess, from) => guess.features['likely'] ?? actual.probabilityOf(guess, from) };
});

let root: string;
let main: string;
let opened: OpenedWorkspace;
beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-command-')));
  main = path.join(root, 'main.py');
  opened = await openWorkspace({ root, files: new DiskFiles(root), trusted: false, typescriptFolders: [], index: false });
});
afterEach(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

/** Offers each of these texts in place of the first word of the second line. */
function offering(...patches: readonly (readonly [text: string, likely: number])[]): Fixer {
  return {
    // A fixer whose one way was counted often and was always right, and whose other was never counted.
    id: 'python/missing-colon',
    languages: PYTHON,
    family: 'python/test',
    answers: { messages: [/(?:)/] },
    propose: ({ source }) => {
      const start = source.offsetAt({ line: 1, character: 0 });
      const word = /^\w*/.exec(source.line(1))?.[0] ?? '';
      return patches.map(([text, likely]) => ({
        title: `Write ${text}`,
        explanation: '',
        variant: likely >= 0.5 ? 'at-line-end' : 'never-counted',
        edits: [replace(start, start + word.length, text)],
      }));
    },
  };
}

const secondLine = (text: string): string => text.split('\n')[1] ?? '';

/** A run of `main.py` with this second line: it dies of the word there unless that is among the right ones. */
function runOf(text: string, right: readonly string[]): CommandRun {
  const word = secondLine(text);
  if (right.includes(word)) return { ended: 'exited', exitCode: 0, problems: [] };
  const output = `Traceback (most recent call last):\n  File "${main}", line 2, in <module>\n    ${word}\nValueError: ${word} is wrong\n`;
  return { ended: 'exited', exitCode: 1, problems: detectText(output, { cwd: root, roots: [root], origin: 'terminal' }) };
}

interface Healed extends HealedCommand {
  /** The second lines that the command was run with. */
  readonly ran: readonly string[];
  readonly events: readonly string[];
}

async function heal(
  run: (text: string) => CommandRun | Promise<CommandRun>,
  fixer: Fixer,
  // The person says yes to what ended the error in a run of theirs, unless the test says otherwise.
  {
    decides = true,
    says = () => true,
    ...more
  }: Partial<HealCommandRequest> & { decides?: boolean; says?: ((why: string) => boolean) | null } = {},
): Promise<Healed> {
  fs.writeFileSync(main, 'zero = one = two = three = 1\nzero\n');
  const ran: string[] = [];
  const events: string[] = [];
  const healed = await healCommand({
    command: { line: 'python3 main.py', cwd: root },
    workspace: opened.workspace,
    runner: {
      decides,
      ...(says ? { confirm: (why: string) => Promise.resolve(says(why)) } : {}),
      run: async (files) => {
        const text = files.find((file) => file.path === main)?.after ?? fs.readFileSync(main, 'utf8');
        ran.push(secondLine(text));
        return run(text);
      },
    },
    texts: new Map(),
    signal: new AbortController().signal,
    sources: [fixerSource([fixer])],
    onEvent: (event) =>
      void events.push(
        event.kind === 'shown' || event.kind === 'taken-back' ? `${event.kind}: ${event.patch.candidate.title}` : event.kind,
      ),
    ...more,
  });
  return { ...healed, ran, events };
}

test('a patch with which the same error comes again is taken back', async () => {
  const healed = await heal((text) => runOf(text.replace(/^one$/m, 'zero'), ['two']), offering(['one', 0.6], ['two', 0.3]));
  expect(healed).toMatchObject({ ended: 'none-held', rounds: [], files: [], left: { errorType: 'ValueError' } });
  // The second is not likely enough to be written.
  expect(healed.ran).toEqual(['zero', 'one']);
  expect(healed.events).toEqual(['next-error', 'shown: Write one', 'taken-back: Write one']);
});

test('one proved on a copy is tried first; where the real run says no, the likely one is next', async () => {
  const runAgain: RunAgain = ({ after }) =>
    Promise.resolve({
      rung: { rung: 'reruns', result: secondLine(after.get(main) ?? '') === 'two' ? 'passed' : 'skipped', why: 'not seen' },
    });
  const healed = await heal((text) => runOf(text.replace(/^two$/m, 'zero'), ['one']), offering(['one', 0.9], ['two', 0.1]), { runAgain });
  expect(healed.ran).toEqual(['zero', 'two', 'one']);
  expect(healed.events).toEqual(['next-error', 'shown: Write two', 'taken-back: Write two', 'shown: Write one', 'kept']);
  expect(healed.ended).toBe('runs');
  // The verdict is the sandbox's own: an exit code proves nothing.
  expect(healed.rounds[0]?.patch.evidence.at(-1)).toEqual({ rung: 'reruns', result: 'skipped', why: 'not seen' });
});

test('another error behind it is the next round; nothing is run twice with the same texts', async () => {
  const healed = await heal((text) => runOf(text, ['three']), {
    ...offering(),
    propose: (context) => {
      const next = { zero: 'one', one: 'two', two: 'zero' }[context.source.line(1)] ?? '';
      return offering([next, 0.6]).propose(context);
    },
  });
  expect(healed.ran).toEqual(['zero', 'one', 'two']);
  expect(healed.rounds.map(({ after }) => secondLine(after))).toEqual(['one', 'two']);
  expect(healed.files.map(({ before, after }) => [before, after])).toEqual([
    ['zero = one = two = three = 1\nzero\n', 'zero = one = two = three = 1\ntwo\n'],
  ]);
  expect(healed.left?.message).toBe('two is wrong');
});

test('what no run in the sandbox can show is tried for real only where the run is the real one', async () => {
  const runAgain: RunAgain = () =>
    Promise.resolve({ rung: { rung: 'reruns', result: 'skipped', why: 'waits for input' }, inconclusive: true });
  const inSandbox = await heal((text) => runOf(text, ['one']), offering(['one', 0.6]), { runAgain, decides: false });
  expect(inSandbox).toMatchObject({ ended: 'not-provable', ran: ['zero'], rounds: [] });
  expect((await heal((text) => runOf(text, ['one']), offering(['one', 0.6]), { runAgain })).ended).toBe('runs');
});

test('one that is not likely enough is shown and not run', async () => {
  const healed = await heal((text) => runOf(text, ['one']), offering(['one', 0.4]));
  expect(healed).toMatchObject({ ended: 'no-candidate', ran: ['zero'], files: [] });
  expect(healed.events).toEqual(['next-error', 'shown: Write one']);
});

test('interrupted, or not run at all: the patch is taken back and the loop ends', async () => {
  const interrupted: CommandRun = { ended: 'interrupted', exitCode: 130, problems: [] };
  const stopped = await heal((text) => (secondLine(text) === 'one' ? interrupted : runOf(text, [])), offering(['one', 0.6]));
  expect(stopped).toMatchObject({ ended: 'cancelled', files: [], ran: ['zero', 'one'] });
  expect(stopped.events.at(-1)).toBe('taken-back: Write one');

  const refused: CommandRun = { ended: 'unknown', exitCode: null, problems: [], why: 'The file is read-only.' };
  const notRun = await heal((text) => (secondLine(text) === 'one' ? refused : runOf(text, [])), offering(['one', 0.6]));
  expect(notRun).toMatchObject({ ended: 'told', why: 'The file is read-only.', files: [] });
});

test('a proved patch whose run in the sandbox says nothing is kept on its proof', async () => {
  const runAgain: RunAgain = () => Promise.resolve({ rung: { rung: 'reruns', result: 'passed' } });
  const late: CommandRun = { ended: 'unknown', exitCode: null, problems: [], why: 'It did not end.' };
  const healed = await heal((text) => (secondLine(text) === 'one' ? late : runOf(text, [])), offering(['one', 0.3]), {
    runAgain,
    decides: false,
  });
  expect(healed).toMatchObject({ ended: 'told', why: 'It did not end.', rounds: [{}], files: [{}] });
  expect(healed.left).toBeUndefined();
});

/** A run of `main.py` that can't be read until its second line is right. */
function parsed(text: string, right: string): CommandRun {
  const word = secondLine(text);
  if (word === right) return { ended: 'exited', exitCode: 0, problems: [] };
  const output = `  File "${main}", line 2\n    ${word}\n    ^\nSyntaxError: invalid syntax\n`;
  return { ended: 'exited', exitCode: 1, problems: detectText(output, { cwd: root, roots: [root], origin: 'terminal' }) };
}

const UNPROVED = 'It ends without an error after 1 fix. It parses; whether it is what you meant, a run can’t tell.';

test('a syntax fix that ends well in the sandbox goes on by its own likelihood, and is not called proved', async () => {
  const runAgain: RunAgain = () => Promise.resolve({ rung: { rung: 'reruns', result: 'skipped', why: 'it parses' }, endsWell: 'reached' });
  const healed = await heal((text) => parsed(text, 'one'), offering(['one', 0.6], ['two', 0.3]), { runAgain, decides: false });
  expect(healed).toMatchObject({ ended: 'runs', why: UNPROVED, ran: ['zero', 'one'] });
  const [round] = healed.rounds;
  expect(round && isUnprovedSyntax(round)).toBe(true);
  // The run makes it no likelier than it was.
  const unrun = await heal((text) => parsed(text, 'one'), offering(['one', 0.6]));
  expect(round?.patch.confidence).toBe(unrun.rounds[0]?.patch.confidence);
  // One that is a guess is not gone on with.
  expect(await heal((text) => parsed(text, 'one'), offering(['one', 0.3]), { runAgain, decides: false })).toMatchObject({
    ended: 'not-provable',
    ran: ['zero'],
    rounds: [],
  });
});

test('a syntax fix that ends well in the real run is kept, and is not called proved', async () => {
  const healed = await heal((text) => parsed(text, 'one'), offering(['one', 0.6]));
  expect(healed).toMatchObject({ ended: 'runs', why: UNPROVED, events: ['next-error', 'shown: Write one', 'kept'] });
  expect(healed.rounds[0]?.patch.evidence.at(-1)).toEqual({
    rung: 'reruns',
    result: 'skipped',
    why: 'it parses, and the program ends without an error; whether it is what you meant, a run can’t tell',
  });
});

test('a likely fix that nothing could prove stays where the real run ends well, and is not called proved', async () => {
  const healed = await heal((text) => runOf(text, ['one']), offering(['one', 0.6]), { says: null });
  expect(healed).toMatchObject({ ended: 'runs', events: ['next-error', 'shown: Write one', 'kept'] });
  const [round] = healed.rounds;
  expect(round && isUnproved(round)).toBe(true);
  expect(round?.patch.evidence.at(-1)).toMatchObject({ rung: 'reruns', result: 'skipped' });
});

test('where the person ended the run themselves it is taken back, unless they say that it stays', async () => {
  const asked: string[] = [];
  const stopped = (text: string): CommandRun => ({ ...runOf(text, ['one']), ...(secondLine(text) === 'one' ? { stopped: true } : {}) });
  const run = (says: ((why: string) => boolean) | null): Promise<Healed> => heal(stopped, offering(['one', 0.6]), { says });
  const nobody = await run(null);
  expect(nobody).toMatchObject({ ended: 'not-provable', rounds: [], files: [], unproved: true, left: { errorType: 'ValueError' } });
  expect(nobody.events).toEqual(['next-error', 'shown: Write one', 'taken-back: Write one']);
  expect(await run((why) => (asked.push(why), false))).toMatchObject({ ended: 'not-provable', files: [] });
  expect(asked).toEqual(['It ends without an error now. That the fix is right could not be proved.']);
  expect(await run(() => true)).toMatchObject({ ended: 'runs', rounds: [{}], files: [{}] });
});

test('one proved on a copy stays only where the real run ends as it should', async () => {
  const runAgain: RunAgain = () => Promise.resolve({ rung: { rung: 'reruns', result: 'passed' } });
  const ends = (run: Partial<CommandRun>): Promise<Healed> =>
    heal(
      (text) => (secondLine(text) === 'one' ? { ended: 'exited', exitCode: 0, problems: [], ...run } : runOf(text, [])),
      offering(['one', 0.6]),
      {
        runAgain,
        says: null,
      },
    );
  expect(await ends({})).toMatchObject({ ended: 'runs', rounds: [{}] });
  for (const other of [
    { exitCode: 3 },
    { unhandled: '[UnhandledPromiseRejection: oops' },
    { ended: 'interrupted', exitCode: 137, why: 'It was ended by SIGKILL.' },
    { ended: 'interrupted', exitCode: 130 },
    { stopped: true },
  ] as const)
    expect(await ends(other)).toMatchObject({ rounds: [], files: [] });
});

test('an error that the program survives is healed; one that it printed all along does not keep the fix of another from staying', async () => {
  const runAgain: RunAgain = () => Promise.resolve({ rung: { rung: 'reruns', result: 'passed' } });
  const survived = await heal((text) => ({ ...runOf(text, ['one']), exitCode: 0 }), offering(['one', 0.6]), { runAgain });
  expect(survived).toMatchObject({ ended: 'runs', rounds: [{}] });
  const noise = detectText(
    `Traceback (most recent call last):\n  File "${main}", line 1, in <module>\n    zero = one\nKeyError: 'always'\n`,
    {
      cwd: root,
      roots: [root],
      origin: 'terminal',
    },
  );
  const noisy = await heal(
    (text) => {
      const run = runOf(text, ['one']);
      return { ...run, problems: [...noise, ...run.problems] };
    },
    offering(['one', 0.6]),
    { runAgain, says: null },
  );
  expect(noisy.rounds).toHaveLength(1);
  expect(noisy.left).toMatchObject({ errorType: 'KeyError' });
});

test('an error behind the first is mended on the copy: the program is run for real once, with both', async () => {
  const next = (text: string): CommandRun => runOf(text, ['two']);
  const runAgain: RunAgain = ({ after, problem }) => {
    const text = after.get(main) ?? '';
    const found = next(text).problems[0];
    if (!found || !problem.message.startsWith('zero')) return Promise.resolve({ rung: { rung: 'reruns', result: 'passed' } });
    return Promise.resolve({ rung: { rung: 'reruns', result: 'skipped', why: 'it stops behind it' }, next: found, stoppedByOther: true });
  };
  const fixer: Fixer = {
    ...offering(),
    propose: (context) => offering([context.source.line(1) === 'zero' ? 'one' : 'two', 0.6]).propose(context),
  };
  const healed = await heal(next, fixer, { runAgain, says: null });
  expect(healed.ran).toEqual(['zero', 'two']);
  expect(healed.events).toEqual(['next-error', 'shown: Write one', 'next-error', 'shown: Write two', 'kept']);
  expect(healed.rounds.map(({ patch }) => patch.evidence.at(-1)?.result)).toEqual(['passed', 'passed']);
});

test('a patch that does more than the program did is run on a copy only, and not said to have failed', async () => {
  const runAgain: RunAgain = () => Promise.resolve({ rung: { rung: 'reruns', result: 'passed' } });
  const healed = await heal((text) => runOf(text, []), offering(['open("a", "w")', 0.6]), { runAgain });
  expect(healed.ran).toEqual(['zero']);
  expect(healed.why).toMatch(/on a copy only/);
  expect(healed.why).not.toMatch(/still fails/);
});

test('where a tool gave no answer in time, that is said, and not that no fix is known', async () => {
  fs.writeFileSync(main, 'x = 1\nwrong\n');
  const request = {
    command: { line: 'python3 main.py', cwd: root },
    runner: { decides: true, run: () => Promise.resolve(runOf('x = 1\nwrong\n', [])) },
    texts: new Map<string, string>(),
    sources: [],
    signal: new AbortController().signal,
  };
  const late = await healCommand({ ...request, workspace: { ...opened.workspace, late: new Set(['python3']) } });
  expect(late.why).toMatch(/^There was no time: python3 gave no answer\./);
  const plain = await healCommand({ ...request, workspace: opened.workspace });
  expect(plain.why).toBe('No fix is sure enough for it.');
});
