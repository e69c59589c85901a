import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { constructors } from './this-and-super';

test.each([
  [
    'export class A {\n  query: string;\n  constructor(filter: string) {\n    query = filter;\n  }\n}\n',
    'export class A {\n  query: string;\n  constructor(filter: string) {\n    this.query = filter;\n  }\n}\n',
  ],
  [
    'export class E extends Error {\n  constructor(message: string) {\n    this.name = "E";\n  }\n}\n',
    'export class E extends Error {\n  constructor(message: string) {\n    super(message);\n    this.name = "E";\n  }\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(constructors, before, { code: before.includes('super') || after.includes('super') ? 2377 : 2564 })).toBe(after);
});

test('a property that nothing sets is left alone', () => {
  expect(bestScript(constructors, 'export class A {\n  query: string;\n  constructor() {}\n}\n')).toBeUndefined();
});
