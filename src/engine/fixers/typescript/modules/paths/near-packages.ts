// Packages that the project depends on, and Node's own modules, whose name is near to the one written.

import * as path from 'node:path';
import { slipOf } from '../../framework/spelling';
import type { TypedPlace } from '../../framework/typed-place';
import type { OtherPath } from './other-path';

export function nearPackages(place: TypedPlace, written: string): OtherPath[] {
  const { ts } = place;
  const names = new Set<string>();
  for (let folder = path.posix.dirname(place.path); ; folder = path.posix.dirname(folder)) {
    const text = place.folder.read(path.posix.join(folder, 'package.json'));
    if (text) {
      const json = ts.parseConfigFileTextToJson('package.json', text).config as
        Record<string, Record<string, string> | undefined> | undefined;
      for (const kind of ['dependencies', 'devDependencies', 'peerDependencies'])
        for (const name of Object.keys(json?.[kind] ?? {})) names.add(name);
    }
    if (folder === path.posix.dirname(folder)) break;
  }
  for (const name of NODE_MODULES) names.add(name);
  return [...names].flatMap((specifier) => {
    const slip = slipOf(written, specifier);
    return slip ? [{ specifier, variant: 'near-package', slip }] : [];
  });
}

const NODE_MODULES = [
  'fs',
  'path',
  'os',
  'http',
  'https',
  'url',
  'util',
  'zlib',
  'crypto',
  'assert',
  'stream',
  'events',
  'readline',
  'child_process',
  'worker_threads',
  'perf_hooks',
  'fs/promises',
].flatMap((name) => [name, `node:${name}`]);
