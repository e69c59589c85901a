import { configDefaults, defineConfig } from 'vitest/config';
import fs from 'node:fs';

const layer = process.env['SELF_HEAL_TEST_LAYER'];
const TEXT_ONLY = ['fixers', 'syntax', 'explain'].map((folder) => `src/engine/${folder}/**/*.test.ts`);

export default defineConfig({
  // The Python helper is bundled as text by esbuild; the tests read it the same way.
  plugins: [
    {
      name: 'python-as-text',
      load: (id) => (id.endsWith('.py') ? `export default ${JSON.stringify(fs.readFileSync(id, 'utf8'))}` : undefined),
    },
  ],
  test: {
    testTimeout: 30_000,
    // As many as there are cores, not one less: most tests wait for programs that they start.
    maxWorkers: '100%',
    reporters: ['default'],
    // A fixer and its tests stand side by side; everything else is under test/.
    projects: layer
      ? // What needs a real model server, or a real trainer, is a layer of its own.
        [{ extends: true, test: { name: layer, include: [`test/${layer}/**/*.test.ts`] } }]
      : [
          // Texts in, edits out: nothing that one file leaves behind matters to the next, and TypeScript's library is read once a worker instead of once a file.
          { extends: true, test: { name: 'text', include: TEXT_ONLY, isolate: false } },
          {
            extends: true,
            test: {
              name: 'rest',
              include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts', 'test/server/**/*.test.ts'],
              exclude: [...configDefaults.exclude, ...TEXT_ONLY],
            },
          },
        ],
  },
});
