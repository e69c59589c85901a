// What three systems say of their power, as they write it.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { linuxOnMains, onMainsBy, type Supply } from './linux';
import { macosOnMains } from './macos';
import { onMainsPower } from './on-mains-power';
import { windowsOnMains } from './windows';

const line = (online: string): Supply => ({ type: 'Mains', online });
const battery = (status: string): Supply => ({ type: 'Battery', status });

test.each<[string, readonly Supply[], boolean | undefined]>([
  ['a server', [], true],
  ['a laptop at its plug', [line('1'), battery('Charging')], true],
  ['a laptop that is full', [line('1'), battery('Full')], true],
  ['a laptop on the way', [line('0'), battery('Discharging')], false],
  ['charged over USB', [line('0'), { type: 'USB', online: '1' }, battery('Charging')], true],
  ['a plug too weak to charge it is a plug', [line('1'), battery('Discharging')], true],
  ['two batteries, one in use', [line('0'), battery('Full'), battery('Discharging')], false],
  ['a mouse with a battery', [{ ...battery('Discharging'), scope: 'Device' }], true],
  ['a mouse beside a plug', [line('1'), battery('Charging'), { ...battery('Discharging'), scope: 'Device' }], true],
  ['an uninterruptible supply that has taken over', [{ type: 'UPS', status: 'Discharging' }], false],
  ['firmware that knows no line', [battery('Full')], true],
  ['firmware that knows nothing', [battery('Unknown')], undefined],
  ['nothing that can be read', [{}], true],
])('Linux: %s', (_, supplies, is) => {
  expect(onMainsBy(supplies)).toBe(is);
});

test('Linux: files of the kernel', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'power-'));
  try {
    for (const [name, text] of [
      ['AC/type', 'Mains\n'],
      ['AC/online', '0\n'],
      ['BAT0/type', 'Battery\n'],
      ['BAT0/status', 'Discharging\n'],
    ] as const) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    expect(linuxOnMains(folder)).toBe(false);
    fs.writeFileSync(path.join(folder, 'AC/online'), '1\n');
    expect(linuxOnMains(folder)).toBe(true);
    expect(linuxOnMains(path.join(folder, 'none'))).toBeUndefined();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  ["Now drawing from 'AC Power'\n -InternalBattery-0 (id=4653155)\t100%; charged; 0:00 remaining present: true\n", true],
  ["Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4653155)\t62%; discharging; 3:21 remaining present: true\n", false],
  ["Now drawing from 'UPS Power'\n", false],
  ['', undefined],
])('macOS: %j', (printed, is) => {
  expect(macosOnMains(printed)).toBe(is);
});

test.each([
  ['Online\r\n', true],
  ['Offline\r\n', false],
  ['Unknown\r\n', undefined],
  ['', undefined],
])('Windows: %j', (printed, is) => {
  expect(windowsOnMains(printed)).toBe(is);
});

test('a system nobody has heard of, and a program that is not there, say nothing', async () => {
  expect(await onMainsPower('aix')).toBeUndefined();
  if (process.platform !== 'win32') expect(await onMainsPower('win32')).toBeUndefined();
});
