// The files made for other timers, read by the programs that they are for where these are at hand.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSchedule } from '../cron';
import { crontabLine } from './crontab';
import { plainCron } from './plain-cron';
import { calendars, systemdUnits } from './systemd';
import { workflow } from './workflow';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timers-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).error === undefined;
const said = (command: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', XDG_RUNTIME_DIR: folder },
  });
  return status === 0 && stderr === '' ? stdout : `${command} failed: ${stdout}${stderr}`;
};
const hasSystemd = has('systemd-analyze', '--version');
const hasCrontab = has('crontab', '-n', '/none') && spawnSync('crontab', ['-n'], { encoding: 'utf8' }).stderr.includes('dry run');
const hasActionlint = has('actionlint', '-version');

const value = <T>(result: { ok: true; value: T } | { ok: false; message: string }): T => {
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const ODD = '/home/a b/50% of $HOME\'s "code"';
const command = ['/usr/bin/node', '/opt/self heal/cli.js', 'adapters', 'nightly', '--model', 'org/model$1 100%'] as const;

test.each([
  ['@daily', { minute: '0', hour: '0', day: '*', month: '*', weekday: '*' }],
  ['30 2 * JAN-MAR MON,FRI', { minute: '30', hour: '2', day: '*', month: '1-3', weekday: '1,5' }],
  ['*/15 0-6/2 ? * 7', { minute: '*/15', hour: '0-6/2', day: '*', month: '*', weekday: '7' }],
])('%s is plain', (expression, fields) => {
  expect(plainCron(expression)).toEqual({ ok: true, value: fields });
});

test.each([
  ['0 0 L * *', 'no other timer knows "L"'],
  ['0 0 * * MON#1', 'no other timer knows'],
  ['0 0 15W * *', 'no other timer knows "15W"'],
  ['0 0 */2 * 1', 'different days to different timers'],
  ['99 0 * * *', 'minute: 99'],
])('%s is refused, with why', (expression, part) => {
  for (const made of [
    crontabLine({ expression, folder, command }),
    systemdUnits('self-heal', { expression, folder, command }),
    workflow({ expression, args: [] }),
  ])
    expect(made).toMatchObject({ ok: false, message: expect.stringContaining(part) as string });
});

describe('a cron expression as systemd has it', () => {
  test.each([
    ['0 0 * * *', ['*-*-* 0:0:00']],
    ['30 2 * * 1-5', ['Mon,Tue,Wed,Thu,Fri *-*-* 2:30:00']],
    ['*/20 1-5/2 * * *', ['*-*-* 1..5/2:0/20:00']],
    ['0 3 1,15 */3 *', ['*-1/3-1,15 3:0:00']],
    ['0 0 13 * 5', ['*-*-13 0:0:00', 'Fri *-*-* 0:0:00']],
    ['5 4 * * 5-7', ['Sun,Fri,Sat *-*-* 4:5:00']],
  ])('%s', (expression, lines) => {
    expect(calendars(value(plainCron(expression)))).toEqual(lines);
  });

  test
    .runIf(hasSystemd)
    .each(['0 0 * * *', '30 2 * * 1-5', '*/20 1-5/2 * * *', '0 3 1,15 */3 *', '0 0 13 * 5', '5 4 * * 5-7', '7 23 31 12 *'])(
    '%s comes at the same times in both',
    (expression) => {
      const from = '2026-06-01 00:00:00';
      const bySystemd = calendars(value(plainCron(expression))).flatMap((calendar) =>
        [
          ...said('systemd-analyze', 'calendar', '--iterations=6', `--base-time=${from} UTC`, calendar).matchAll(
            /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g,
          ),
        ].map(([, day, time]) => `${day ?? ''}T${time ?? ''}.000Z`),
      );
      const schedule = value(readSchedule(expression, 'UTC'));
      const ours: string[] = [];
      for (let at = schedule.next(new Date('2026-06-01T00:00:00Z')); at && ours.length < 6; at = schedule.next(at))
        ours.push(at.toISOString());
      expect([...new Set(bySystemd)].sort().slice(0, 6)).toEqual(ours);
    },
  );
});

test('systemd: the command and the folder are said as they are, and only on mains power', () => {
  const units = value(systemdUnits('self-heal', { expression: '0 0 * * *', folder: ODD, command }));
  expect(Object.keys(units)).toEqual(['self-heal.service', 'self-heal.timer']);
  expect(units['self-heal.service']).toContain(`WorkingDirectory=${ODD.replace('%', '%%')}\n`);
  expect(units['self-heal.service']).toContain(
    'ExecStart=/usr/bin/node "/opt/self heal/cli.js" adapters nightly --model "org/model$$1 100%%"\n',
  );
  expect(units['self-heal.service']).toContain('ConditionACPower=true\n');
  expect(systemdUnits('self-heal', { expression: '0 0 * * *', folder: '/a\nExecStart=/bin/evil', command })).toMatchObject({ ok: false });
});

test.runIf(hasSystemd)('systemd: systemd-analyze verify has nothing to say', () => {
  const units = value(
    systemdUnits('self-heal', { expression: '30 2 * * 1-5', folder, command: [process.execPath, path.join(folder, 'a b.js')] }),
  );
  for (const [name, text] of Object.entries(units)) fs.writeFileSync(path.join(folder, name), text);
  expect(said('systemd-analyze', '--user', 'verify', path.join(folder, 'self-heal.timer'), path.join(folder, 'self-heal.service'))).toBe(
    '',
  );
});

describe('a line of a crontab', () => {
  test('is one line, and a shell gets the words as they are', () => {
    const line = value(
      crontabLine({ expression: '0 0 * * MON', folder, command: [process.execPath, '-p', 'process.argv.slice(1).join()', ...command] }),
    );
    expect(line.split('\n')).toHaveLength(2);
    expect(line).toMatch(/^0 0 \* \* 1 cd /);
    fs.mkdirSync(path.join(folder, '.self-heal'));
    // As cron does it: what a backslash keeps is a per cent sign.
    const shell = line.replace(/^(?:\S+ ){5}/, '').replaceAll('\\%', '%');
    expect(spawnSync('/bin/sh', ['-c', shell]).status).toBe(0);
    expect(fs.readFileSync(path.join(folder, '.self-heal/nightly.log'), 'utf8')).toBe(`${command.join(',')}\n`);
  });

  test('of an odd folder', () => {
    const odd = path.join(folder, ODD);
    fs.mkdirSync(path.join(odd, '.self-heal'), { recursive: true });
    const shell = value(crontabLine({ expression: '0 0 * * *', folder: odd, command: [process.execPath, '-p', 'process.cwd()'] }))
      .replace(/^(?:\S+ ){5}/, '')
      .replaceAll('\\%', '%');
    expect(spawnSync('/bin/sh', ['-c', shell]).status).toBe(0);
    expect(fs.readFileSync(path.join(odd, '.self-heal/nightly.log'), 'utf8')).toBe(`${fs.realpathSync(odd)}\n`);
  });

  test.runIf(hasCrontab)('crontab itself takes it', () => {
    const file = path.join(folder, 'crontab');
    fs.writeFileSync(file, value(crontabLine({ expression: '*/15 0-6/2 1,15 jan-mar *', folder: ODD, command })));
    expect(spawnSync('crontab', ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0 });
    fs.writeFileSync(file, '99 * * * * true\n');
    expect(spawnSync('crontab', ['-n', file], { encoding: 'utf8' }).status).not.toBe(0);
  });
});

describe('a workflow', () => {
  const made = (): string =>
    value(workflow({ expression: '@weekly', args: ['adapters', 'nightly', '--model', "it's ${{ github.token }}: a"] }));

  test('is YAML, with its time, one run at a time, no rights to write, and no expression from outside', () => {
    const read = parse(made()) as Record<string, unknown>;
    expect(read).toMatchObject({
      on: { schedule: [{ cron: '0 0 * * 0' }] },
      permissions: { contents: 'read' },
      concurrency: { 'cancel-in-progress': false },
    });
    const { jobs } = read as { jobs: { train: { steps: { run?: string }[] } } };
    expect(jobs.train.steps.map(({ run }) => run).filter((run) => run !== undefined)).toEqual([
      'self-heal pairs import .self-heal/pairs.jsonl',
      `self-heal adapters nightly --model 'it'\\''s $ {{ github.token }}: a'`,
    ]);
  });

  test.runIf(hasActionlint)('actionlint has nothing to say', () => {
    const file = path.join(folder, 'train.yml');
    fs.writeFileSync(file, made());
    expect(said('actionlint', file)).toBe('');
  });
});
