import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/undeclared-type-parameter',
  [
    [
      'export function first(list: T[]): T | undefined {\n  return list[0];\n}\n',
      'export function first<T>(list: T[]): T | undefined {\n  return list[0];\n}\n',
    ],
    ['export const first = (list: T[]): T | undefined => list[0];\n', 'export const first = <T>(list: T[]): T | undefined => list[0];\n'],
    [
      'export const first = (list: T[]): T | undefined => list[0];\n',
      'export const first = <T,>(list: T[]): T | undefined => list[0];\n',
      { name: 'main.tsx' },
    ],
    [
      'export function pair(key: K, value: V): Map<K, V> {\n  return new Map([[key, value]]);\n}\n',
      'export function pair<K, V>(key: K, value: V): Map<K, V> {\n  return new Map([[key, value]]);\n}\n',
    ],
    [
      'export class List {\n  items: T[] = [];\n  add(item: T): void {\n    this.items.push(item);\n  }\n}\n',
      'export class List<T> {\n  items: T[] = [];\n  add(item: T): void {\n    this.items.push(item);\n  }\n}\n',
    ],
    [
      'export function both<A>(a: A, b: B): [A, B] {\n  return [a, b];\n}\n',
      'export function both<A, B>(a: A, b: B): [A, B] {\n  return [a, b];\n}\n',
    ],
  ],
  [
    ['export function f(one: User): User {\n  return one;\n}\n'],
    ['export const a = (one: T): T => one;\nexport const b = (one: T): T => one;\n'],
  ],
);
