import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { domElement } from './dom-element';

const DOM = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  [
    "export function read(): string {\n  const field = document.getElementById('mail');\n  return field.value;\n}\n",
    "  if (!(field instanceof HTMLInputElement)) {\n    throw new Error('mail not found');\n  }\n",
  ],
  [
    "export const stage = document.querySelector('#stage');\nexport const draw = () => stage?.getContext('2d');\n",
    "querySelector<HTMLCanvasElement>('#stage')",
  ],
  [
    "const box = document.getElementById('box');\nif (!box) throw new Error('no box');\nbox.value = '1';\nexport {};\n",
    "document.querySelector<HTMLInputElement>('#box')",
  ],
  [
    "document.addEventListener('input', (event) => {\n  console.log(event.target.value);\n});\nexport {};\n",
    'if (!(event.target instanceof HTMLInputElement)) {\n    return;',
  ],
])('%j', (text, part) => {
  expect(bestScript(domElement, text, DOM)).toContain(part);
});

test('not for what no kind of element has', () => {
  expect(bestScript(domElement, "const box = document.querySelector('#box');\nexport const x = box?.colour;\n", DOM)).toBeUndefined();
});
