import { defineConfig } from 'vitest/config';
import fs from 'node:fs';

export default defineConfig({
  // The Python helper is bundled as text by esbuild; the tests read it the same way.
  plugins: [
    {
      name: 'python-as-text',
      load: (id) => (id.endsWith('.py') ? `export default ${JSON.stringify(fs.readFileSync(id, 'utf8'))}` : undefined),
    },
  ],
  test: {
    // A fixer and its tests stand side by side; everything else is under test/.
    // What needs a real model server, or a real trainer, is a layer of its own.
    include:
      process.env['SELF_HEAL_TEST_LAYER'] === 'model'
        ? ['test/model/**/*.test.ts']
        : process.env['SELF_HEAL_TEST_LAYER'] === 'adapters'
          ? ['test/adapters/**/*.test.ts']
          : ['src/**/*.test.ts', 'test/unit/**/*.test.ts', 'test/server/**/*.test.ts'],
    testTimeout: 30_000,
    // As many as there are cores, not one less: most tests wait for programs that they start.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
