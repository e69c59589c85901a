// The extension's page loads pictures and links by https alone: without a repository that vsce could lead them to, none is broken.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { readmeOfPackage } from '../../scripts/readme-of-package.mjs';

const readme = fs.readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
const targets = (text: string): readonly string[] => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');

test('without a repository no picture and no link leads to a file that the page can’t reach', () => {
  expect(targets(readme).some((target) => target.startsWith('docs/'))).toBe(true);
  expect(targets(readmeOfPackage(readme, undefined)).filter((target) => !/^(?:https:|#)/.test(target))).toEqual([]);
  expect(readmeOfPackage('a ![b](media/b.png) c\n\n![d](media/d.gif)\n\n[e](docs/e.md), [f](#g), [h](https://h)\n', undefined)).toBe(
    'a ![b](media/b.png) c\n\ne, [f](#g), [h](https://h)\n',
  );
});

test('with one vsce does it', () => {
  expect(readmeOfPackage(readme, 'https://example.org/self-heal')).toBe(readme);
});
