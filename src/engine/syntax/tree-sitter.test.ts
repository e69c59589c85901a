import { expect, test } from 'vitest';
import { withTree } from './tree-sitter';

test.each([
  ['python', 'x = 1\n', 'module'],
  ['javascript', 'const x = 1;', 'program'],
  ['typescript', 'const x: number = 1;', 'program'],
  ['tsx', 'const x = <a>b</a>;', 'program'],
] as const)('%s parses', async (grammar, text, root) => {
  expect(await withTree(grammar, text, (tree) => [tree.rootNode.type, tree.rootNode.hasError])).toEqual([root, false]);
});

test('a broken text has an error node, offsets in UTF-16', async () => {
  expect(await withTree('typescript', 'const 𝒳𝒳 = (1;', (tree) => [tree.rootNode.hasError, tree.rootNode.endIndex])).toEqual([true, 16]);
});
