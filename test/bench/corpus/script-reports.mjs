// Small TypeScript and JavaScript programs with mistakes that people keep asking about, collected after those of reports.mjs and of kinds that had no fixer then.
// `right` as there; a pattern where the right one can be worded in several ways. `options` are the compiler's, beside the strict ones; `files` lie beside it.

import { DOM, ESM, NODE, node, script, types } from './script-report.mjs';

export const SCRIPT_REPORTS = [
  types(
    'an environment variable where a text is wanted',
    `
    declare function connect(url: string): void;

    export function start(): void {
      const url: string = process.env.DATABASE_URL;
      connect(url);
    }
    `,
    { options: NODE },
    /const url = process\.env\.DATABASE_URL; if \((?:!url|url === undefined|url == null)\) \{? ?throw new Error\([^)]+\);/,
    /if \((?:!process\.env\.DATABASE_URL|process\.env\.DATABASE_URL === undefined)\) \{? ?throw new Error\([^)]+\);/,
    ['process.env.DATABASE_URL;', "process.env.DATABASE_URL ?? '';"],
  ),
  types(
    'a property that only some of a union have, in a condition',
    `
    interface Circle { radius: number }
    interface Square { side: number }

    export function area(shape: Circle | Square): number {
      if (shape.radius) {
        return Math.PI * shape.radius ** 2;
      }
      return shape.side ** 2;
    }
    `,
    ['if (shape.radius)', "if ('radius' in shape)"],
  ),
  types(
    'filter that the type does not follow',
    `
    interface Person { name: string; email?: string }

    export function mails(people: Person[]): string[] {
      return people.map((person) => person.email).filter(Boolean);
    }
    `,
    /\.filter\(\((\w+)\) => (?:\1 !== undefined|\1 != null)\);/,
    /\.filter\(\((\w+)\): \1 is string => (?:Boolean\(\1\)|!!\1|\1 !== undefined|\1 != null)\);/,
  ),
  types(
    'a type imported as a value',
    `
    import { User } from './user.js';

    export const nameOf = (user: User): string => user.name;
    `,
    { files: { 'src/user.ts': 'export interface User { name: string }', 'package.json': ESM }, options: { verbatimModuleSyntax: true } },
    ['import { User }', 'import type { User }'],
    ['import { User }', 'import { type User }'],
  ),
  types(
    'a type handed on as a value',
    `
    export { User } from './user.js';
    `,
    { files: { 'src/user.ts': 'export interface User { name: string }' }, options: { isolatedModules: true } },
    ['export { User }', 'export type { User }'],
    ['export { User }', 'export { type User }'],
  ),
  types(
    'an import without its ending',
    `
    import { double } from './math';

    console.log(double(4));
    `,
    { files: { 'src/math.ts': 'export const double = (n: number): number => n * 2;', 'package.json': ESM } },
    ["'./math'", "'./math.js'"],
  ),
  types(
    'a private field read from outside, which has a method that gives it',
    `
    class Account {
      private balance = 0;
      deposit(amount: number): void {
        this.balance += amount;
      }
      getBalance(): number {
        return this.balance;
      }
    }

    const account = new Account();
    account.deposit(20);
    console.log(account.balance);
    `,
    ['account.balance', 'account.getBalance()'],
  ),
  types(
    'a class that only makes itself',
    `
    class Settings {
      private static instance: Settings | undefined;
      private constructor(readonly theme: string) {}
      static getInstance(): Settings {
        Settings.instance ??= new Settings('dark');
        return Settings.instance;
      }
    }

    const settings = new Settings();
    console.log(settings.theme);
    `,
    ['= new Settings();', '= Settings.getInstance();'],
  ),
  types(
    'a private name without its sign',
    `
    export class Counter {
      #count = 0;
      increment(): number {
        this.count += 1;
        return this.#count;
      }
    }
    `,
    ['this.count', 'this.#count'],
  ),
  types(
    'a read-only property that is set',
    `
    interface Point { readonly x: number; readonly y: number }

    export function shift(point: Point): Point {
      point.x = point.x + 1;
      return point;
    }
    `,
  ),
  types(
    'includes of a list of literals',
    `
    const ROLES = ['admin', 'editor', 'guest'] as const;

    export function isKnown(role: string): boolean {
      return ROLES.includes(role);
    }
    `,
    ['ROLES.includes(role)', '(ROLES as readonly string[]).includes(role)'],
    ['ROLES.includes(role)', 'ROLES.some((one) => one === role)'],
  ),
  types(
    'a Map made of an object',
    `
    const prices = { pear: 2, fig: 5 };
    const table = new Map<string, number>(prices);
    console.log(table.get('fig'));
    `,
    ['(prices)', '(Object.entries(prices))'],
  ),
  types(
    'the value of an event target',
    `
    const field = document.createElement('input');
    field.addEventListener('input', (event) => {
      console.log(event.target.value.trim());
    });
    `,
    { options: DOM },
    ['event.target.value', 'field.value'],
    /if \(!\(event\.target instanceof HTMLInputElement\)\) (?:\{ )?return;/,
    /if \(!\(event\.target instanceof HTMLInputElement\)\) \{ throw new Error\(/,
    /if \(event\.target instanceof HTMLInputElement\) (?:\{ )?console\.log/,
  ),
  types(
    'an asynchronous stream in a plain loop',
    `
    import { createReadStream } from 'node:fs';

    export async function size(file: string): Promise<number> {
      let total = 0;
      for (const chunk of createReadStream(file)) {
        total += chunk.length;
      }
      return total;
    }
    `,
    { options: NODE },
    ['for (const chunk', 'for await (const chunk'],
  ),
  types(
    'a result of JSON that nobody checked',
    `
    interface Settings { theme: string }

    declare function read(): unknown;

    export function load(): Settings {
      const settings: Settings = read();
      return settings;
    }
    `,
  ),
  types(
    'a generic type without its argument',
    `
    class Stack<T> {
      private readonly items: T[] = [];
      push(item: T): void {
        this.items.push(item);
      }
    }

    const pages: Stack = new Stack<string>();
    pages.push('home');
    `,
    ['pages: Stack =', 'pages: Stack<string> ='],
    ['pages: Stack =', 'pages ='],
  ),
  types(
    'a field assigned to itself as a parameter',
    `
    export class User {
      name: string;
      constructor(name: string) {
        name = name;
      }
    }
    `,
    ['name = name', 'this.name = name'],
  ),
  types(
    'sort by a comparison that is true or false',
    `
    interface Song { title: string; plays: number }

    export function byPlays(songs: Song[]): Song[] {
      return songs.sort((a, b) => a.plays > b.plays);
    }
    `,
    ['a.plays > b.plays', 'a.plays - b.plays'],
  ),
  types(
    'sort of texts by a comparison',
    `
    export function sorted(names: string[]): string[] {
      return [...names].sort((a, b) => a > b);
    }
    `,
    ['a > b', 'a.localeCompare(b)'],
    ['a > b', 'a < b ? -1 : a > b ? 1 : 0'],
    ['.sort((a, b) => a > b)', '.sort()'],
  ),
  types(
    'the largest of a list',
    `
    const heights = [170, 182, 165];
    console.log(Math.max(heights));
    `,
    ['Math.max(heights)', 'Math.max(...heights)'],
  ),
  types(
    'an error thrown again as a text',
    `
    declare function read(): string;

    export function load(): string {
      try {
        return read();
      } catch (error) {
        throw new Error(error);
      }
    }
    `,
    ['new Error(error)', 'new Error(String(error))'],
    ['new Error(error)', 'new Error(error instanceof Error ? error.message : String(error))'],
    ['throw new Error(error)', 'throw error'],
  ),
  types(
    'parseInt of a number',
    `
    export function half(count: number): number {
      return parseInt(count / 2);
    }
    `,
    ['parseInt(count / 2)', 'Math.floor(count / 2)'],
    ['parseInt(count / 2)', 'Math.trunc(count / 2)'],
  ),
  types(
    'an optional callback called',
    `
    interface Options { name: string; onDone?: (name: string) => void }

    export function finish(options: Options): void {
      options.onDone(options.name);
    }
    `,
    ['options.onDone(', 'options.onDone?.('],
  ),
  types(
    'compared with NaN',
    `
    export function isBroken(value: number): boolean {
      return value === NaN;
    }
    `,
    ['value === NaN', 'Number.isNaN(value)'],
    ['value === NaN', 'isNaN(value)'],
  ),
  types(
    'a property deleted that must be there',
    `
    interface Visitor { id: number; token: string }

    export function anonymous(visitor: Visitor): Visitor {
      delete visitor.token;
      return visitor;
    }
    `,
    ['token: string', 'token?: string'],
  ),
  types(
    'an index signature read with a dot',
    `
    export function home(env: { [name: string]: string }): string | undefined {
      return env.HOME;
    }
    `,
    { options: { noPropertyAccessFromIndexSignature: true } },
    ['env.HOME', "env['HOME']"],
  ),
  types(
    'the first of a list that may be empty',
    `
    export function initial(words: string[]): string {
      const first: string = words[0];
      return first.charAt(0);
    }
    `,
    { options: { noUncheckedIndexedAccess: true } },
    ['words[0];', "words[0] ?? '';"],
    /const first = words\[0\]; if \((?:!first|first === undefined|first == null)\) \{? ?(?:throw new Error\([^)]+\)|return '');/,
  ),
  types(
    'a getter called',
    `
    class Person {
      constructor(private readonly first: string, private readonly last: string) {}
      get fullName(): string {
        return this.first + ' ' + this.last;
      }
    }

    console.log(new Person('Ada', 'Byron').fullName());
    `,
    ['fullName());', 'fullName);'],
  ),
  types(
    'a Set where a list is wanted',
    `
    export function unique(ids: number[]): number[] {
      return new Set(ids);
    }
    `,
    ['new Set(ids)', '[...new Set(ids)]'],
    ['new Set(ids)', 'Array.from(new Set(ids))'],
  ),
  types(
    'keys of a Map where a list is wanted',
    `
    export function names(ages: Map<string, number>): string[] {
      const all: string[] = ages.keys();
      return all;
    }
    `,
    ['ages.keys()', '[...ages.keys()]'],
    ['ages.keys()', 'Array.from(ages.keys())'],
  ),
  types(
    'the wrapper of a primitive',
    `
    export function shout(text: String): string {
      return text;
    }
    `,
    ['text: String', 'text: string'],
  ),
  types(
    'a type parameter that nobody declared',
    `
    export function first(list: T[]): T | undefined {
      return list[0];
    }
    `,
    ['first(list', 'first<T>(list'],
  ),
  types(
    'Pick of a key that is misspelt',
    `
    interface User { id: number; email: string; name: string }
    type Contact = Pick<User, 'id' | 'emial'>;

    export const contact: Contact = { id: 1, email: 'a@b.c' };
    `,
    ["'emial'", "'email'"],
  ),
  types(
    'an event of too wide a type',
    `
    document.addEventListener('keydown', (event: Event) => {
      if (event.key === 'Escape') console.log('closed');
    });
    `,
    { options: DOM },
    ['event: Event', 'event: KeyboardEvent'],
    ['(event: Event)', '(event)'],
  ),
  types(
    'a property of window that nobody declared',
    `
    window.config = { debug: true };
    `,
    { options: DOM },
  ),
  types(
    'an asserting function without a type of its own',
    `
    const assertText = (value: unknown): asserts value is string => {
      if (typeof value !== 'string') throw new TypeError('no text');
    };

    export function size(value: unknown): number {
      assertText(value);
      return value.length;
    }
    `,
    [
      [
        'const assertText = (value: unknown): asserts value is string => {',
        'function assertText(value: unknown): asserts value is string {',
      ],
      ['};', '}'],
    ],
    ['const assertText =', 'const assertText: (value: unknown) => asserts value is string ='],
  ),
  types(
    'a constant used above its line',
    `
    const total = 40 * RATE;
    const RATE = 1.2;
    console.log(total);
    `,
    ['const total = 40 * RATE;\nconst RATE = 1.2;', 'const RATE = 1.2;\nconst total = 40 * RATE;'],
  ),
  types(
    'a name declared twice',
    `
    declare function load(id: number): string;

    const page = load(1);
    const page = load(2);
    console.log(page);
    `,
  ),
  types(
    'a union told apart only outside of the callback',
    `
    type Message = { kind: 'text'; body: string } | { kind: 'image'; url: string };

    export function bodies(messages: Message[]): string[] {
      return messages.map((message) => message.body);
    }
    `,
  ),
  node(
    'an object in a for-of loop',
    `
    const stock = { pear: 3, fig: 0 };
    for (const name of stock) {
      console.log(name, stock[name]);
    }
    `,
    ['of stock)', 'of Object.keys(stock))'],
    ['const name of', 'const name in'],
  ),
  node(
    'what push gives',
    `
    const scores = [3, 9];
    const all = scores.push(4);
    console.log(all.map((n) => n * 2));
    `,
    ['scores.push(4)', '[...scores, 4]'],
    ['scores.push(4)', 'scores.concat(4)'],
    [
      ['const all = scores.push(4);', 'scores.push(4);'],
      ['all.map', 'scores.map'],
    ],
  ),
  node(
    'the value of a promise, read too soon',
    `
    async function loadUser() {
      return { name: 'ada' };
    }

    const user = loadUser();
    console.log(user.name.toUpperCase());
    `,
    ['= loadUser()', '= await loadUser()'],
  ),
  node(
    'a table in a table that is not there yet',
    `
    const seats = {};
    for (const [row, seat] of [['a', 1], ['a', 2], ['b', 1]]) {
      seats[row][seat] = true;
    }
    console.log(Object.keys(seats).length);
    `,
    /seats\[row\] \?\?= \{\}; seats\[row\]\[seat\] = true;/,
    ['seats[row][seat]', '(seats[row] ??= {})[seat]'],
    /if \((?:!seats\[row\]|!\(row in seats\)|seats\[row\] === undefined)\) \{? ?seats\[row\] = \{\};/,
  ),
  node(
    'a pattern as parameter, called with nothing',
    `
    function greet({ name = 'you', loud = false }) {
      const text = 'Hello ' + name;
      return loud ? text.toUpperCase() : text;
    }

    console.log(greet());
    `,
    ['loud = false })', 'loud = false } = {})'],
    ['greet()', 'greet({})'],
  ),
  node(
    'a list that begins a line',
    `
    const size = 3
    [1, 2, size].forEach((n) => console.log(n))
    `,
    ['size = 3', 'size = 3;'],
    ['[1, 2', ';[1, 2'],
  ),
  node(
    'a function in parentheses that begins a line',
    `
    const names = ['ida', 'ole']
    const first = names[0].trim()
    (function () {
      console.log(first)
    })()
    `,
    ['.trim()', '.trim();'],
    ['(function', ';(function'],
  ),
  node(
    'no match, taken apart',
    `
    const line = 'no number here';
    const [, number] = line.match(/#(\\d+)/);
    console.log(number ?? 'none');
    `,
    ['/);', '/) ?? [];'],
    ['/);', '/) || [];'],
  ),
  node(
    'a class called',
    `
    class Animal {
      constructor(name) {
        this.name = name;
      }
    }

    const cat = Animal('tom');
    console.log(cat.name);
    `,
    ['= Animal(', '= new Animal('],
  ),
  node(
    'a derived class without super',
    `
    class Shape {
      constructor(name) {
        this.name = name;
      }
    }

    class Circle extends Shape {
      constructor(name, radius) {
        this.radius = radius;
      }
    }

    console.log(new Circle('c', 2).radius);
    `,
    ['    this.radius', '    super(name);\n    this.radius'],
  ),
  node(
    'let a second time',
    `
    let count = 0;
    let count = count + 1;
    console.log(count);
    `,
    ['let count = count', 'count = count'],
  ),
  node(
    'assigned where it should be compared, twice',
    `
    const role = 'admin';
    const active = true;
    if (role = 'admin' && active = true) {
      console.log('in');
    }
    `,
    ["role = 'admin' && active = true", "role === 'admin' && active === true"],
    ["role = 'admin' && active = true", "role == 'admin' && active == true"],
  ),
  node(
    'an octal number of old',
    `
    const mode = 0755;
    console.log(mode);
    `,
    ['0755', '0o755'],
  ),
  node(
    'an object spread as arguments',
    `
    const scores = { ida: 4, ole: 9 };
    console.log(Math.max(...scores));
    `,
    ['...scores', '...Object.values(scores)'],
  ),
  node(
    'a private name misspelt',
    `
    class Timer {
      #elapsed = 0;
      tick() {
        this.#elasped += 1;
        return this.#elapsed;
      }
    }

    console.log(new Timer().tick());
    `,
    ['#elasped', '#elapsed'],
  ),
  node(
    'a getter set in the constructor',
    `
    class City {
      constructor(name) {
        this.name = name;
      }
      get name() {
        return this._name;
      }
    }

    console.log(new City('Oslo').name);
    `,
    ['this.name = name', 'this._name = name'],
  ),
  node(
    'a module without its ending',
    `
    import { double } from './math';

    console.log(double(4));
    `,
    { files: { 'math.js': 'export const double = (n) => n * 2;', 'package.json': ESM } },
    ["'./math'", "'./math.js'"],
  ),
  node(
    'an export misspelt',
    `
    import { formatPrice } from './format.mjs';

    console.log(formatPrice(4));
    `,
    { files: { 'format.mjs': "export const formatPrise = (n) => n.toFixed(2) + ' kr';\nexport const round = (n) => Math.round(n);" } },
    [
      ['import { formatPrice }', 'import { formatPrise }'],
      ['console.log(formatPrice', 'console.log(formatPrise'],
    ],
    ['import { formatPrice }', 'import { formatPrise as formatPrice }'],
  ),
  node(
    'a module without a default',
    `
    import math from './math.mjs';

    console.log(math.double(4));
    `,
    { files: { 'math.mjs': 'export const double = (n) => n * 2;\nexport const half = (n) => n / 2;' } },
    ['import math', 'import * as math'],
    [
      ['import math', 'import { double }'],
      ['math.double', 'double'],
    ],
  ),
  node(
    'a method given away that keeps a private name',
    `
    class Sum {
      #total = 0;
      add(n) {
        this.#total += n;
      }
      get total() {
        return this.#total;
      }
    }

    const sum = new Sum();
    [1, 2, 3].forEach(sum.add);
    console.log(sum.total);
    `,
    ['forEach(sum.add)', 'forEach((n) => sum.add(n))'],
    ['forEach(sum.add)', 'forEach(sum.add.bind(sum))'],
  ),
  script(
    'a frozen object that is changed',
    `
    'use strict';
    const defaults = Object.freeze({ depth: 2 });
    defaults.depth = 3;
    console.log(defaults.depth);
    `,
  ),
  script(
    'a text that is no JSON',
    `
    const settings = JSON.parse('{ theme: dark }');
    console.log(settings.theme);
    `,
  ),
  // Collected after what the ones above showed was mended: nothing was made for these.
  types(
    'a promise kept where its value is wanted in a map',
    `
    declare function load(id: number): Promise<string>;

    export async function table(id: number): Promise<Map<number, string>> {
      const found = new Map<number, string>();
      found.set(id, load(id));
      return found;
    }
    `,
    ['found.set(id, load(id))', 'found.set(id, await load(id))'],
  ),
  types(
    'a number for a key of a table of texts',
    `
    const names: Record<string, string> = { a: 'Ann' };

    export function nameOf(id: string): number {
      return names[id];
    }
    `,
    ['): number', '): string'],
  ),
  types(
    'a static member by this',
    `
    export class Ids {
      static next = 1;
      make(): number {
        return this.next++;
      }
    }
    `,
    ['this.next', 'Ids.next'],
  ),
  types(
    'an interface extended with implements',
    `
    class Animal { name = 'x'; }

    export class Dog implements Animal {
      bark(): string {
        return this.name;
      }
    }
    `,
    ['implements', 'extends'],
  ),
  types(
    'a text compared with a number',
    `
    export function isAdult(age: string): boolean {
      return age === 18;
    }
    `,
    ['age === 18', 'Number(age) === 18'],
    ['age === 18', "age === '18'"],
    ['age: string', 'age: number'],
  ),
  types(
    'a default export read by name',
    `
    import { Store } from './store.js';

    console.log(new Store().size);
    `,
    { files: { 'src/store.ts': 'export default class Store { size = 1; }', 'package.json': ESM } },
    ['{ Store }', 'Store'],
  ),
  types(
    'a callback parameter destructured wrongly',
    `
    const prices = new Map([['pear', 2]]);
    prices.forEach(([name, price]) => console.log(name, price));
    `,
    ['([name, price])', '(price, name)'],
    ['prices.forEach', '[...prices].forEach'],
  ),
  types(
    'a function typed as its result',
    `
    interface Options { onClose: void }

    export const options: Options = { onClose: () => console.log('closed') };
    `,
    ['onClose: void', 'onClose: () => void'],
  ),
  types(
    'an array type of one item',
    `
    export const tags: [string] = ['a', 'b'];
    `,
    ['[string]', 'string[]'],
    ['[string]', '[string, string]'],
  ),
  types(
    'spread of what may be missing',
    `
    export function all(first: number[], more?: number[]): number[] {
      return [...first, ...more];
    }
    `,
    ['...more', '...(more ?? [])'],
    ['...more', '...more ?? []'],
  ),
  types(
    'an optional number added',
    `
    interface Item { price: number; discount?: number }

    export const net = (item: Item): number => item.price - item.discount;
    `,
    ['item.discount;', '(item.discount ?? 0);'],
  ),
  types(
    'a text given a method of lists',
    `
    export function last(words: string): string | undefined {
      return words.pop();
    }
    `,
    ['words: string', 'words: string[]'],
  ),
  types(
    'import of a type that lives in another module',
    `
    import { readFile } from 'node:fs';

    export async function text(file: string): Promise<string> {
      return await readFile(file, 'utf8');
    }
    `,
    { options: NODE },
    ["'node:fs'", "'node:fs/promises'"],
  ),
  types(
    'enum by a text',
    `
    enum Color { Red = 'red', Blue = 'blue' }

    export function parse(text: string): Color {
      return Color[text];
    }
    `,
  ),
];
