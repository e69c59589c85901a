import { expect, test } from 'vitest';
import { lineMap } from './line-map';

test('a line that was taken out in one place and put in in another keeps its place', () => {
  const map = lineMap('use(A);\n\nclass A {\n  b() {}\n}\n', 'class A {\n  b() {}\n}\n\nuse(A);\n');
  expect(map.isMoved(0)).toBe(true);
  expect(map.newLine(0)).toBe(4);
});

test('one that stands twice, or was changed, has not moved', () => {
  expect(lineMap('a();\na();\nb();\nc();\nd();\n', 'b();\nc();\nd();\na();\na();\n').isMoved(0)).toBe(false);
  expect(lineMap('a(1);\nb();\nc();\n', 'b();\nc();\na(2);\n').isMoved(0)).toBe(false);
});
