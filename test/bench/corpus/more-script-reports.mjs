// Further small TypeScript and JavaScript programs with mistakes that people keep asking about, of kinds that script-reports.mjs has not: frameworks (as small types of
// their shape), Node's own modules, tests, the document. Written down before anything was made for them.

import { DOM, ESM, NODE, node, script, types } from './script-report.mjs';

const SCHEMAS = `
    export interface Schema<T> { parse(value: unknown): T }
    export type Infer<S extends Schema<unknown>> = ReturnType<S['parse']>;
    export declare function object<T>(shape: { [K in keyof T]: Schema<T[K]> }): Schema<T>;
    export declare function text(): Schema<string>;`;
const REFS = `
    export interface Ref<T> { value: T }
    export declare function ref<T>(value: T): Ref<T>;`;
const MOCKS = `
    export type Mocked<T extends (...args: never[]) => unknown> = T & { mockReturnValue(value: ReturnType<T>): void };
    export declare const vi: { mocked<T extends (...args: never[]) => unknown>(what: T): Mocked<T> };`;

export const MORE_SCRIPT_REPORTS = [
  types(
    'a schema used as a type',
    `
    import { object, text, type Infer } from './schema.js';

    const UserSchema = object({ name: text(), email: text() });

    export function greet(user: UserSchema): string {
      return 'Hello ' + user.name;
    }

    export type Users = Infer<typeof UserSchema>[];
    `,
    { files: { 'src/schema.ts': SCHEMAS, 'package.json': ESM } },
    ['user: UserSchema', 'user: Infer<typeof UserSchema>'],
  ),
  types(
    'the type of a timer',
    `
    let timer: number | undefined;

    export function later(work: () => void): void {
      clearTimeout(timer);
      timer = setTimeout(work, 300);
    }
    `,
    { options: NODE },
    ['timer: number |', 'timer: NodeJS.Timeout |'],
    ['timer: number |', 'timer: ReturnType<typeof setTimeout> |'],
  ),
  types(
    'a number of a query that may hold lists',
    `
    interface Request { query: Record<string, string | string[] | undefined> }

    export function pageOf(request: Request): number {
      return parseInt(request.query.page, 10);
    }
    `,
    ['request.query.page', 'String(request.query.page)'],
    ['parseInt(request.query.page, 10)', 'Number(request.query.page)'],
  ),
  types(
    'a request of the plain type where that with the user is needed',
    `
    interface Request { path: string }
    interface SignedInRequest extends Request { user: { name: string } }

    export function whoAmI(request: Request): string {
      return request.user.name + ' at ' + request.path;
    }

    export const isAdmin = (request: SignedInRequest): boolean => request.user.name === 'root';
    `,
    ['whoAmI(request: Request)', 'whoAmI(request: SignedInRequest)'],
  ),
  types(
    'a reference where its value is meant',
    `
    import { ref } from './refs.js';

    const count = ref(0);

    export function next(): number {
      return count + 1;
    }
    `,
    { files: { 'src/refs.ts': REFS, 'package.json': ESM } },
    ['count + 1', 'count.value + 1'],
  ),
  types(
    'a text of the path for a number in a nested query',
    `
    interface Query { where: { id: number }; take?: number }
    declare function findUnique(query: Query): Promise<{ name: string } | null>;

    export async function show(params: { id: string }): Promise<string | undefined> {
      const user = await findUnique({ where: { id: params.id } });
      return user?.name;
    }
    `,
    ['id: params.id', 'id: Number(params.id)'],
    ['id: params.id', 'id: parseInt(params.id, 10)'],
    ['params: { id: string }', 'params: { id: number }'],
  ),
  types(
    'any text as key of a generic object',
    `
    export function pluck<T>(items: T[], key: string): unknown[] {
      return items.map((item) => item[key]);
    }
    `,
    ['key: string', 'key: keyof T'],
    [
      ['pluck<T>', 'pluck<T, K extends keyof T>'],
      ['key: string', 'key: K'],
    ],
  ),
  types(
    'a type for what is caught',
    `
    declare function risky(): void;

    export function attempt(): void {
      try {
        risky();
      } catch (error: Error) {
        console.error('failed', error);
      }
    }
    `,
    ['(error: Error)', '(error)'],
    ['(error: Error)', '(error: unknown)'],
  ),
  types(
    'a whole module called',
    `
    import * as server from './server.cjs';

    const app = server();
    app.listen(3000);
    `,
    {
      files: {
        'src/server.d.cts': 'declare function server(): { listen(port: number): void };\nexport = server;',
        'src/server.cjs': 'module.exports = () => ({ listen() {} });',
        'package.json': ESM,
      },
    },
    ['import * as server', 'import server'],
  ),
  types(
    'this in a function that is no method',
    `
    export class Clock {
      seconds = 0;
      start(): void {
        setInterval(function () {
          this.seconds += 1;
        }, 1000);
      }
    }
    `,
    { options: NODE },
    ['function () {', '() => {'],
  ),
  types(
    'one date taken from another',
    `
    const DAY = 24 * 60 * 60 * 1000;

    export function daysBetween(from: Date, to: Date): number {
      return Math.round((to - from) / DAY);
    }
    `,
    ['to - from', 'to.getTime() - from.getTime()'],
    ['to - from', 'Number(to) - Number(from)'],
    ['to - from', '+to - +from'],
    ['to - from', 'to.valueOf() - from.valueOf()'],
  ),
  types(
    'a stored text that may be missing, parsed as a list',
    `
    export function cart(): string[] {
      const items: string[] = JSON.parse(localStorage.getItem('cart'));
      return items;
    }
    `,
    { options: DOM },
    ["getItem('cart')", "getItem('cart') ?? '[]'"],
    ["getItem('cart')", "getItem('cart') || '[]'"],
  ),
  types(
    'the address of a request',
    `
    import { createServer } from 'node:http';

    createServer((request, response) => {
      const url = new URL(request.url, 'http://localhost');
      response.end(url.pathname);
    }).listen(8080);
    `,
    { options: NODE },
    ['request.url,', "request.url ?? '',"],
    ['request.url,', "request.url ?? '/',"],
  ),
  types(
    'a file read without its encoding',
    `
    import { readFileSync } from 'node:fs';

    export function lines(file: string): string[] {
      const content: string = readFileSync(file);
      return content.split('\\n');
    }
    `,
    { options: NODE },
    ['readFileSync(file)', "readFileSync(file, 'utf8')"],
    ['readFileSync(file)', "readFileSync(file, 'utf-8')"],
    ['readFileSync(file)', 'readFileSync(file).toString()'],
    ['readFileSync(file)', "readFileSync(file).toString('utf8')"],
  ),
  types(
    'an object written to a file',
    `
    import { writeFileSync } from 'node:fs';

    interface Settings { theme: string; size: number }

    export function save(file: string, settings: Settings): void {
      writeFileSync(file, settings);
    }
    `,
    { options: NODE },
    /writeFileSync\(file, JSON\.stringify\(settings(?:, null, 2)?\)\)/,
  ),
  types(
    'the length of a Map',
    `
    export function isEmpty(found: Map<string, number>): boolean {
      return found.length === 0;
    }
    `,
    ['found.length', 'found.size'],
  ),
  types(
    'a Map read with brackets',
    `
    const ages = new Map<string, number>();
    ages.set('ida', 41);

    export function ageOf(name: string): number | undefined {
      return ages[name];
    }
    `,
    ['ages[name]', 'ages.get(name)'],
  ),
  types(
    'a function that a test replaces',
    `
    import { vi } from './vi.js';
    import { now } from './clock.js';

    vi.mocked(now);
    now.mockReturnValue(12);
    `,
    { files: { 'src/vi.ts': MOCKS, 'src/clock.ts': 'export const now = (): number => Date.now();', 'package.json': ESM } },
    ['now.mockReturnValue', 'vi.mocked(now).mockReturnValue'],
  ),
  types(
    'a reference to an empty list',
    `
    import { ref } from './refs.js';

    const names = ref([]);

    export function add(name: string): void {
      names.value.push(name);
    }
    `,
    { files: { 'src/refs.ts': REFS, 'package.json': ESM } },
    ['ref([])', 'ref<string[]>([])'],
    ['ref([])', 'ref([] as string[])'],
  ),
  types(
    'a test that tells nothing of the type',
    `
    interface Cat { kind: 'cat'; purr(): string }
    interface Dog { kind: 'dog'; bark(): string }

    function isCat(pet: Cat | Dog): boolean {
      return pet.kind === 'cat';
    }

    export function voice(pet: Cat | Dog): string {
      return isCat(pet) ? pet.purr() : 'wuff';
    }
    `,
    ['pet: Cat | Dog): boolean', 'pet: Cat | Dog): pet is Cat'],
    ['isCat(pet) ?', "pet.kind === 'cat' ?"],
    ['isCat(pet) ?', "'purr' in pet ?"],
  ),
  types(
    'set through a question mark',
    `
    interface Player { name: string; score: number }

    export function reset(player: Player | undefined): void {
      player?.score = 0;
    }
    `,
    /if \((?:player|player !== undefined|player != null)\) \{? ?player\.score = 0;/,
    /if \((?:!player|player === undefined|player == null)\) \{? ?return;/,
  ),
  types(
    'a pair given back, which is taken for a list',
    `
    function toggle(start: boolean) {
      let on = start;
      const flip = () => {
        on = !on;
      };
      return [on, flip];
    }

    const [isOpen, flip] = toggle(false);
    flip();
    console.log(isOpen);
    `,
    ['[on, flip];', '[on, flip] as const;'],
    /function toggle\(start: boolean\): (?:readonly )?\[(?:\w+: )?boolean, (?:\w+: )?\(\) => void\]/,
  ),
  types(
    'an interface that extends a union',
    `
    type User = { kind: 'guest' } | { kind: 'member'; id: number };

    interface Admin extends User {
      level: number;
    }

    export const level = (admin: Admin): number => admin.level;
    `,
    /type Admin = User & \{ level: number;? \};?/,
  ),
  types(
    'parameters of a page, which are a promise now',
    `
    interface Props { params: Promise<{ slug: string }> }

    export default async function Page({ params }: Props): Promise<string> {
      const { slug } = params;
      return 'Page ' + slug;
    }
    `,
    ['= params;', '= await params;'],
  ),
  types(
    'the result of a function as a type',
    `
    function load() {
      return { id: 1, title: 'home' };
    }

    type Page = ReturnType<load>;

    export const page: Page = load();
    `,
    ['ReturnType<load>', 'ReturnType<typeof load>'],
  ),
  node(
    'two answers to one request',
    `
    import http from 'node:http';

    const server = http.createServer((request, response) => {
      if (!request.url.includes('id=')) {
        response.writeHead(400);
        response.end('no id');
      }
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end('found');
    });
    server.listen(0, async () => {
      const answer = await fetch('http://localhost:' + server.address().port + '/users');
      console.log(answer.status);
      server.close();
    });
    `,
    /response\.end\('no id'\); return;/,
    /return response\.end\('no id'\);/,
    /response\.end\('no id'\); \} else \{/,
  ),
  node(
    'an address without its protocol',
    `
    const home = new URL('www.example.org/docs');
    console.log(home.pathname);
    `,
    ["'www.", "'https://www."],
    ["'www.", "'http://www."],
  ),
  node(
    'what forEach gives',
    `
    const words = [' pear ', ' fig'];
    const line = words.forEach((word) => word.trim()).join(', ');
    console.log(line);
    `,
    ['forEach', 'map'],
  ),
  node(
    'one past the end of a list',
    `
    const songs = [{ title: 'a' }, { title: 'b' }];
    for (let i = 0; i <= songs.length; i++) {
      console.log(songs[i].title.toUpperCase());
    }
    `,
    ['i <= songs', 'i < songs'],
  ),
  node(
    'bytes of a file taken for a text',
    `
    import fs from 'node:fs';

    const rows = fs.readFileSync(new URL('data.csv', import.meta.url)).split('\\n');
    console.log(rows.length);
    `,
    { files: { 'data.csv': 'a,1\nb,2' } },
    /import\.meta\.url\), 'utf-?8'\)\.split/,
    /import\.meta\.url\)\)\.toString\((?:'utf-?8')?\)\.split/,
  ),
  node(
    'a sum of nothing',
    `
    const prices = [];
    const total = prices.reduce((sum, price) => sum + price);
    console.log('total', total);
    `,
    ['sum + price)', 'sum + price, 0)'],
  ),
  node(
    'a Map made of an object, run',
    `
    const prices = { pear: 2, fig: 5 };
    const table = new Map(prices);
    console.log(table.get('fig'));
    `,
    ['Map(prices)', 'Map(Object.entries(prices))'],
  ),
  script(
    'a base class taken out of what is itself the class',
    `
    const { Shape } = require('./shape.cjs');

    class Circle extends Shape {
      area() {
        return 3 * this.radius ** 2;
      }
    }

    console.log(new Circle(2).area());
    `,
    { files: { 'shape.cjs': 'class Shape { constructor(radius) { this.radius = radius; } }\nmodule.exports = Shape;' } },
    ['const { Shape }', 'const Shape'],
  ),
  node(
    'a big number and a plain one',
    `
    const cents = 1999n;
    const pieces = [1, 2, 3].length;
    console.log(cents * pieces);
    `,
    ['cents * pieces', 'cents * BigInt(pieces)'],
    ['cents * pieces', 'Number(cents) * pieces'],
  ),
  node(
    'replaceAll with a pattern for one',
    `
    const slug = 'A day at sea'.toLowerCase().replaceAll(/\\s+/, '-');
    console.log(slug);
    `,
    ['/\\s+/', '/\\s+/g'],
    ['replaceAll', 'replace'],
  ),
  node(
    'repeated less than never',
    `
    const WIDTH = 6;
    for (const name of ['ida', 'gunnhild']) {
      console.log(name + ' '.repeat(WIDTH - name.length) + '|');
    }
    `,
    ['WIDTH - name.length', 'Math.max(0, WIDTH - name.length)'],
    ['WIDTH - name.length', 'Math.max(WIDTH - name.length, 0)'],
    ["name + ' '.repeat(WIDTH - name.length)", 'name.padEnd(WIDTH)'],
  ),
  node(
    'a grid without its rows',
    `
    const grid = [];
    for (let y = 0; y < 2; y++) {
      for (let x = 0; x < 3; x++) {
        grid[y][x] = x * y;
      }
    }
    console.log(grid.length);
    `,
    /grid\[y\] = \[\];/,
    /grid\[y\] \?\?= \[\]/,
  ),
  node(
    'keys of what was left out',
    `
    function ruleNames(config) {
      return Object.keys(config.rules);
    }

    console.log(ruleNames({ rules: { semi: 1 } }), ruleNames({}));
    `,
    ['config.rules)', 'config.rules ?? {})'],
    ['config.rules)', 'config.rules || {})'],
  ),
  node(
    'an object written to a file, run',
    `
    import fs from 'node:fs';
    import os from 'node:os';
    import path from 'node:path';

    const scores = { ida: 3, ole: 5 };
    fs.writeFileSync(path.join(os.tmpdir(), 'scores-of-a-report.json'), scores);
    console.log('saved');
    `,
    /, JSON\.stringify\(scores(?:, null, 2)?\)\)/,
  ),
  node(
    'promises as arguments of all',
    `
    const load = async (id) => ({ id });
    const [first, second] = await Promise.all(load(1), load(2));
    console.log(first.id + second.id);
    `,
    ['Promise.all(load(1), load(2))', 'Promise.all([load(1), load(2)])'],
  ),
];
