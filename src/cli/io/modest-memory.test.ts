import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

// In a process of its own: the flags hold for all of it.
test("the space for young objects stays small, which V8's own would not", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modest-'));
  try {
    const script = `import { modestMemory } from './modest-memory';
      import * as v8 from 'node:v8';
      const settled = process.argv[2] === 'modest' ? modestMemory() : () => true;
      let kept = [];
      for (let i = 0; i < 40; i++) { settled(); kept = Array.from({ length: 30_000 }, (_, n) => ({ n: [n] })); }
      console.log(kept.length > 0 && v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20);`;
    const bundle = path.join(folder, 'modest.cjs');
    buildSync({
      stdin: { contents: script, resolveDir: __dirname, loader: 'ts' },
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    const young = (how: string): number => Number(execFileSync(process.execPath, [bundle, how], { encoding: 'utf8' }));
    expect(young('modest')).toBeLessThanOrEqual(16);
    expect(young('plain')).toBeGreaterThan(16);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
