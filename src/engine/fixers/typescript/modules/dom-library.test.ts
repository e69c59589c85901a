import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { domLibrary } from './dom-library';

test('the library of the browser, where no tsconfig.json says which', () => {
  const text = 'console.log(1);\nexport {};\n';
  expect(bestScript(domLibrary, text)).toBe(`/// <reference lib="dom" />\n${text}`);
  expect(bestScript(domLibrary, text, { files: { '/w/tsconfig.json': '{}' } })).toBeUndefined();
});

const PLAIN = { lib: ['lib.esnext.d.ts'] };
heals(
  'typescript/dom-library',
  [
    ['console.log(1);\nexport {};\n', '/// <reference lib="dom" />\nconsole.log(1);\nexport {};\n', { options: PLAIN }],
    [
      'export const title = () => document.title;\n',
      '/// <reference lib="dom" />\nexport const title = () => document.title;\n',
      { options: PLAIN },
    ],
    [
      'export const n = 1;\r\nconsole.log(n);\r\n',
      '/// <reference lib="dom" />\r\nexport const n = 1;\r\nconsole.log(n);\r\n',
      { options: PLAIN },
    ],
  ],
  [['console.log(1);\nexport {};\n', { options: PLAIN, files: { 'tsconfig.json': '{}' } }]],
);
