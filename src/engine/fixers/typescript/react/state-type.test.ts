import { heals } from '../../../../../test/unit/fixer-cases';
import { WITHOUT_REACT, withReact } from '../../../../../test/unit/react-types';

const react = withReact();
const change = (before: string, from: string, to: string): [string, string] => [before, before.replace(from, to)];

const loaded = `import { useEffect, useState } from 'react';

interface Ship {
  crew: number;
}

export function Dock({ find }: { find: () => Promise<Ship> }) {
  const [ship, setShip] = useState(null);
  useEffect(() => {
    find().then((one) => setShip(one));
  }, [find]);
  return <p>{ship === null ? 'away' : 'here'}</p>;
}
`;
const handedOn = `import React from 'react';
declare function findAll(): Promise<string[]>;
export const All = () => {
  const [names, setNames] = React.useState([]);
  React.useEffect(() => {
    findAll().then(setNames);
  }, []);
  return <p>{names.length}</p>;
};
`;
const appended = `import { useState } from 'react';
interface Task { id: number; text: string }
export function Tasks() {
  const [tasks, setTasks] = useState([]);
  const add = (text: string) => setTasks((old) => [...old, { id: old.length, text }]);
  return <button onClick={() => add('x')}>{tasks.length}</button>;
}
`;
const unknownData = `import { useState } from 'react';
interface Product { sku: string }
export function Shop({ ask }: { ask: () => any }) {
  const [products, setProducts] = useState([]);
  return <ul onClick={() => setProducts(ask())}>{products.map((one) => <li key={one.sku}>x</li>)}</ul>;
}
`;
const field = `import { useRef } from 'react';
export function Search() {
  const field = useRef(null);
  return <div><input ref={field} /><button onClick={() => field.current?.focus()}>Go</button></div>;
}
`;
const timer = `import { useRef } from 'react';
export function Clock() {
  const timer = useRef(null);
  const start = () => {
    timer.current = setInterval(() => undefined, 1000);
  };
  return <button onClick={start}>Go</button>;
}
`;
const errors = `import { useState } from 'react';
export function Form() {
  const [errors, setErrors] = useState({});
  const fail = (name: string) => setErrors({ ...errors, [name]: 'Missing' });
  return <p onClick={() => fail('a')}>{errors['a']}</p>;
}
`;
const context = `import { createContext } from 'react';
interface Theme { dark: boolean }
const Current = createContext(null);
export const App = ({ theme }: { theme: Theme }) => <Current.Provider value={theme}>x</Current.Provider>;
`;
const ofOtherModule = `import { useEffect, useState } from 'react';
import { findBooks } from './books';
export function Books() {
  const [books, setBooks] = useState([]);
  useEffect(() => {
    findBooks().then((found) => setBooks(found));
  }, []);
  return <p>{books.length}</p>;
}
`;

heals(
  'typescript/state-type',
  [
    [...change(loaded, 'useState(null)', 'useState<Ship | null>(null)'), react],
    [...change(handedOn, 'useState([])', 'useState<string[]>([])'), react],
    [...change(appended, 'useState([])', 'useState<Task[]>([])'), react],
    [...change(unknownData, 'useState([])', 'useState<Product[]>([])'), react],
    [...change(field, 'useRef(null)', 'useRef<HTMLInputElement>(null)'), react],
    [...change(timer, 'useRef(null)', 'useRef<ReturnType<typeof setInterval> | null>(null)'), react],
    [...change(errors, 'useState({})', 'useState<Record<string, string>>({})'), react],
    [...change(context, 'createContext(null)', 'createContext<Theme | null>(null)'), react],
    [
      ofOtherModule,
      ofOtherModule.replace('{ findBooks }', '{ findBooks, type Book }').replace('useState([])', 'useState<Book[]>([])'),
      withReact({
        files: { 'books.ts': 'export interface Book { title: string }\nexport declare function findBooks(): Promise<Book[]>;\n' },
      }),
    ],
  ],
  [
    // Nothing says what it will hold.
    [
      "import { useState } from 'react';\nexport function A({ ask }: { ask: () => any }) {\n  const [one, setOne] = useState(null);\n  return <p onClick={() => setOne(ask())}>{one.name}</p>;\n}\n",
      react,
    ],
    ['const { a } = null;\n', WITHOUT_REACT],
  ],
);
