// Linux: the kernel's list of power supplies (Documentation/ABI/testing/sysfs-class-power).

import fs from 'node:fs';
import path from 'node:path';
import { readFileText } from '../../../files/read-file';

const FOLDER = '/sys/class/power_supply';
/** Of one file, in bytes: the kernel gives no more at once. */
const MAX_BYTES = 4096;

/** What the kernel says of one supply, by the names of its files. */
export type Supply = Readonly<Partial<Record<'type' | 'scope' | 'online' | 'status', string>>>;

/** undefined where it can't be told. */
export function linuxOnMains(folder = FOLDER): boolean | undefined {
  let names: readonly string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return undefined;
  }
  return onMainsBy(names.map((name) => supplyIn(path.join(folder, name))));
}

/** Pure. Batteries of mice and the like (`scope` Device) are not the machine's. A machine without a battery is on mains. */
export function onMainsBy(supplies: readonly Supply[]): boolean | undefined {
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const lines = own.filter(({ type }) => type !== undefined && type !== 'Battery' && type !== 'UPS');
  if (lines.some(({ online }) => online !== undefined && online !== '0')) return true;
  const batteries = own.filter(({ type }) => type === 'Battery' || type === 'UPS');
  if (batteries.some(({ status }) => status === 'Discharging')) return false;
  if (batteries.length === 0) return true;
  // Full or charging is not discharging, and some firmware says nothing of the line.
  if (batteries.some(({ status }) => status === 'Charging' || status === 'Full' || status === 'Not charging')) return true;
  return lines.length > 0 ? false : undefined;
}

function supplyIn(folder: string): Supply {
  const read = (name: string): string | undefined => readFileText(path.join(folder, name), MAX_BYTES)?.trim();
  const [type, scope, online, status] = [read('type'), read('scope'), read('online'), read('status')];
  return {
    ...(type === undefined ? {} : { type }),
    ...(scope === undefined ? {} : { scope }),
    ...(online === undefined ? {} : { online }),
    ...(status === undefined ? {} : { status }),
  };
}
