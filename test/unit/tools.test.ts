// What package.json tells the editor of the tools is what the tools themselves say; and what a person reads of them in the page on the API.

import fs from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../../package.json';
import { toolDefinitions } from '../../src/tools/tool';

test('package.json and the tools say the same', () => {
  const { languageModelTools } = manifest.contributes;
  expect(
    languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
      name,
      title: displayName,
      description: modelDescription,
      inputSchema,
    })),
  ).toEqual(toolDefinitions(true));
});

test('a server that only reads offers nothing that writes', () => {
  const [heal] = toolDefinitions(false);
  expect(JSON.stringify(heal)).not.toContain('apply');
  expect(heal?.description).toContain('It changes nothing.');
});

test('the page on the API names both, and the server', () => {
  const page = fs.readFileSync('docs/api.md', 'utf8');
  for (const { name } of toolDefinitions(true)) expect(page).toContain(`\`${name}\``);
  expect(manifest.contributes.mcpServerDefinitionProviders).toEqual([{ id: 'selfHeal', label: 'Self-Heal' }]);
});
