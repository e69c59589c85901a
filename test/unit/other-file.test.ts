// Fixes of another file than the one that the problem is in: proved with that file's new text, a configuration's too.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { ScriptRequests } from '../../src/engine/project/typescript-requests';
import type { ScriptDiagnostic } from '../../src/engine/project/typescript-project';
import { healed } from './heal-script';
import { withReact } from './react-types';

const APP = 'import { Card } from \'./Card\';\nexport const App = () => (\n  <Card title="News">\n    <p>All quiet.</p>\n  </Card>\n);\n';

test.each([
  [
    'children of a component',
    APP,
    "import React from 'react';\ninterface CardProps {\n  title: string;\n}\nexport const Card: React.FC<CardProps> = ({ title, children }) => <p>{title}{children}</p>;\n",
    '\n  children?: React.ReactNode;',
  ],
  [
    'a component without a result',
    "import { Card } from './Card';\nexport const App = () => <main><Card /></main>;\n",
    'export function Card() {\n  <p>x</p>;\n}\n',
    'return ',
  ],
])('%s is mended where it is declared', async (_, app, card, inserted) => {
  const { patches } = await healed(app, withReact({ name: 'App.tsx', files: { 'Card.tsx': card } }));
  const edits = patches[0]?.candidate.edits ?? [];
  expect(edits.map((edit) => [path.basename(edit.path), edit.edits.map(({ newText }) => newText)])).toEqual([['Card.tsx', [inserted]]]);
  expect(patches[0]?.evidence.find(({ rung }) => rung === 'checks')?.result).toBe('passed');
});

test('a component that does not show its children is left alone', async () => {
  const card = 'export const Card = ({ title }: { title: string }) => <p>{title}</p>;\n';
  const { patches } = await healed(APP, withReact({ name: 'App.tsx', files: { 'Card.tsx': card } }));
  expect(patches.filter(({ candidate }) => candidate.origin.id === 'typescript/children')).toEqual([]);
});

const root = mkdtempSync(path.join(tmpdir(), 'other-file-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a file is seen under another configuration, and under its own one again', () => {
  const config = path.join(root, 'tsconfig.json');
  const file = path.join(root, 'a.tsx');
  const text = 'export const a = <p>x</p>;\n';
  writeFileSync(config, '{ "compilerOptions": { "strict": true, "noEmit": true } }');
  writeFileSync(file, text);
  const requests = new ScriptRequests(ts, {});
  requests.handle({ op: 'open', folder: 1, spec: { kind: 'disk', root } });
  const codes = (others?: readonly { path: string; text: string }[]): number[] =>
    (requests.handle({ op: 'diagnostics', folder: 1, path: file, text, ...(others ? { others } : {}) }) as readonly ScriptDiagnostic[]).map(
      ({ code }) => code,
    );
  expect(codes()).toContain(17004);
  expect(codes([{ path: config, text: '{ "compilerOptions": { "strict": true, "noEmit": true, "jsx": "preserve" } }' }])).not.toContain(
    17004,
  );
  expect(codes()).toContain(17004);
});
