import { describe } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { WITHOUT_REACT, withReact } from '../../../../../test/unit/react-types';

const react = withReact();

describe('effects', () => {
  const inside = (line: string): string =>
    `import { useEffect } from 'react';\ndeclare function load(): Promise<void>;\nexport function A({ id }: { id: number }) {\n${line}\n  return <p>{id}</p>;\n}\n`;
  heals(
    'typescript/async-effect',
    [
      [
        inside('  useEffect(async () => {\n    const found = await fetch(`/x/${id}`);\n    console.log(found.status);\n  }, [id]);'),
        inside(
          '  useEffect(() => {\n    async function run() {\n      const found = await fetch(`/x/${id}`);\n      console.log(found.status);\n    }\n    run();\n  }, [id]);',
        ),
        react,
      ],
      [inside('  useEffect(async () => await load(), []);'), inside('  useEffect(() => {\n    load();\n  }, []);'), react],
      [inside('  useEffect(load, []);'), inside('  useEffect(() => {\n    load();\n  }, []);'), react],
    ],
    [
      // Its clean-up would be lost.
      [inside('  useEffect(async () => {\n    await load();\n    return () => console.log(id);\n  }, []);'), react],
    ],
  );
});

describe('handlers', () => {
  heals(
    'typescript/called-handler',
    [
      [
        'export const A = ({ save }: { save: () => void }) => <button onClick={save()}>Save</button>;\n',
        'export const A = ({ save }: { save: () => void }) => <button onClick={save}>Save</button>;\n',
        react,
      ],
      [
        'export const A = ({ drop }: { drop: (id: number) => void }) => <button onClick={drop(3)}>Drop</button>;\n',
        'export const A = ({ drop }: { drop: (id: number) => void }) => <button onClick={() => drop(3)}>Drop</button>;\n',
        react,
      ],
      [
        'function start(): void {}\nwindow.addEventListener("load", start());\n',
        'function start(): void {}\nwindow.addEventListener("load", start);\n',
      ],
    ],
    [['function size(): number { return 1; }\nconst text: string = size();\nconsole.log(text);\n']],
  );
});

describe('events', () => {
  heals(
    'typescript/event-type',
    [
      [
        "import { useState } from 'react';\nexport function A() {\n  const [name, setName] = useState('');\n  const change = (e) => {\n    setName(e.target.value);\n  };\n  return <input value={name} onChange={change} />;\n}\n",
        "import { useState } from 'react';\nexport function A() {\n  const [name, setName] = useState('');\n  const change = (e: React.ChangeEvent<HTMLInputElement>) => {\n    setName(e.target.value);\n  };\n  return <input value={name} onChange={change} />;\n}\n",
        react,
      ],
      [
        'import { type MouseEvent } from \'react\';\nexport function A() {\n  const first = (e: MouseEvent) => e.stopPropagation();\n  const open = e => {\n    e.preventDefault();\n  };\n  return <p onClick={first}><a href="/x" onClick={(e) => open(e)}>x</a></p>;\n}\n',
        'import { type MouseEvent } from \'react\';\nexport function A() {\n  const first = (e: MouseEvent) => e.stopPropagation();\n  const open = (e: MouseEvent<HTMLAnchorElement>) => {\n    e.preventDefault();\n  };\n  return <p onClick={first}><a href="/x" onClick={(e) => open(e)}>x</a></p>;\n}\n',
        react,
      ],
      [
        'export function A() {\n  function change(event) {\n    console.log(event.target.name);\n  }\n  return <form><input onChange={change} /><textarea onChange={change} /></form>;\n}\n',
        'export function A() {\n  function change(event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) {\n    console.log(event.target.name);\n  }\n  return <form><input onChange={change} /><textarea onChange={change} /></form>;\n}\n',
        react,
      ],
      [
        // React's types are not there: the element and its attribute say what comes.
        "import { useState } from 'react';\nexport function A() {\n  const press = (e) => {\n    console.log(e.key);\n  };\n  return <input onKeyDown={press} />;\n}\n",
        "import { useState, type KeyboardEvent } from 'react';\nexport function A() {\n  const press = (e: KeyboardEvent<HTMLInputElement>) => {\n    console.log(e.key);\n  };\n  return <input onKeyDown={press} />;\n}\n",
        { ...WITHOUT_REACT, code: 7006 },
      ],
    ],
    [['export const change = (e) => {\n  console.log(e.target.value);\n};\n', react]],
  );
});

describe('components without a result', () => {
  heals(
    'typescript/component-result',
    [
      [
        'const Hello = ({ name }: { name: string }) => {\n  <p>Hello {name}</p>;\n};\nexport const App = () => <main><Hello name="Ada" /></main>;\n',
        'const Hello = ({ name }: { name: string }) => {\n  return <p>Hello {name}</p>;\n};\nexport const App = () => <main><Hello name="Ada" /></main>;\n',
        react,
      ],
      [
        'function Hello() {\n  return\n    <p>Hello</p>;\n}\nexport const App = () => <main><Hello /></main>;\n',
        'function Hello() {\n  return (\n    <p>Hello</p>\n  );\n}\nexport const App = () => <main><Hello /></main>;\n',
        react,
      ],
      [
        'export const App = ({ all }: { all: string[] }) => (\n  <ul>\n    {all.map((one) => {\n      <li key={one}>{one}</li>;\n    })}\n  </ul>\n);\n',
        'export const App = ({ all }: { all: string[] }) => (\n  <ul>\n    {all.map((one) => {\n      return <li key={one}>{one}</li>;\n    })}\n  </ul>\n);\n',
        react,
      ],
    ],
    [['function Hello() {\n  console.log(<p>Hello</p>);\n}\nexport const App = () => <main><Hello /></main>;\n', react]],
  );
});

describe('children', () => {
  heals(
    'typescript/children',
    [
      [
        'interface Props {\n  title: string;\n}\nexport function Card({ title, children }: Props) {\n  return <article>{title}{children}</article>;\n}\n',
        'interface Props {\n  title: string;\n  children: React.ReactNode;\n}\nexport function Card({ title, children }: Props) {\n  return <article>{title}{children}</article>;\n}\n',
        react,
      ],
      [
        "import React from 'react';\nexport const Card: React.FC<{ title: string }> = ({ title, children }) => <p>{title}{children}</p>;\n",
        "import React from 'react';\nexport const Card: React.FC<{ title: string; children?: React.ReactNode }> = ({ title, children }) => <p>{title}{children}</p>;\n",
        react,
      ],
      [
        "import { FC, ReactNode } from 'react';\ntype Props = { head: ReactNode, wide: boolean };\nexport const Card: FC<Props> = ({ head, wide, children }) => <p>{wide && head}{children}</p>;\n",
        "import { FC, ReactNode } from 'react';\ntype Props = { head: ReactNode, wide: boolean, children?: ReactNode };\nexport const Card: FC<Props> = ({ head, wide, children }) => <p>{wide && head}{children}</p>;\n",
        react,
      ],
      [
        'const Box: React.FC = ({ children }) => <div>{children}</div>;\nexport const App = () => <Box>x</Box>;\n',
        'const Box: React.FC<React.PropsWithChildren> = ({ children }) => <div>{children}</div>;\nexport const App = () => <Box>x</Box>;\n',
        react,
      ],
    ],
    [['const Box = ({ title }: { title: string }) => <p>{title}</p>;\nexport const App = () => <Box title="a">x</Box>;\n', react]],
  );
});

describe('attributes', () => {
  heals(
    'typescript/style-text',
    [
      [
        'export const A = () => <p style="color: red; font-weight: bold; background-image: url(\'a;b.png\')">x</p>;\n',
        "export const A = () => <p style={{ color: 'red', fontWeight: 'bold', backgroundImage: \"url('a;b.png')\" }}>x</p>;\n",
        react,
      ],
      [
        'export const A = ({ n }: { n: number }) => <p style={`margin-top: ${n}px`}>x</p>;\n',
        'export const A = ({ n }: { n: number }) => <p style={{ marginTop: `${n}px` }}>x</p>;\n',
        react,
      ],
    ],
    [
      ['export const A = ({ css }: { css: string }) => <p style={css}>x</p>;\n', react],
      ['export const A = () => <p style="color: red !important">x</p>;\n', react],
    ],
  );
  heals(
    'typescript/html-attribute',
    [
      [
        'export const A = () => <label class="a" for="b">x</label>;\n',
        'export const A = () => <label className="a" htmlFor="b">x</label>;\n',
        react,
      ],
      ['export const A = () => <button disabled="true">x</button>;\n', 'export const A = () => <button disabled>x</button>;\n', react],
      ['export const A = () => <input maxLength="10" />;\n', 'export const A = () => <input maxLength={10} />;\n', react],
    ],
    [['export const A = () => <input maxLength="long" />;\n', react]],
  );
  heals(
    'typescript/input-value',
    [
      [
        "import { useState } from 'react';\nexport function A() {\n  const [age, setAge] = useState(1);\n  return <input value={age} onChange={(e) => setAge(e.target.value)} />;\n}\n",
        "import { useState } from 'react';\nexport function A() {\n  const [age, setAge] = useState(1);\n  return <input value={age} onChange={(e) => setAge(Number(e.target.value))} />;\n}\n",
        react,
      ],
      [
        "import { useState } from 'react';\nexport function A() {\n  const [on, setOn] = useState(false);\n  return <input checked={on} onChange={(e) => setOn(e.target.value)} />;\n}\n",
        "import { useState } from 'react';\nexport function A() {\n  const [on, setOn] = useState(false);\n  return <input checked={on} onChange={(e) => setOn(e.target.checked)} />;\n}\n",
        react,
      ],
    ],
    [['const age: number = "12";\nconsole.log(age);\n', react]],
  );
});

describe('refs', () => {
  heals(
    'typescript/ref-type',
    [
      [
        "import { useRef } from 'react';\nexport function A() {\n  const last = useRef<number>();\n  last.current = 3;\n  return <p>{last.current}</p>;\n}\n",
        "import { useRef } from 'react';\nexport function A() {\n  const last = useRef<number>(undefined);\n  last.current = 3;\n  return <p>{last.current}</p>;\n}\n",
        react,
      ],
      [
        "import { useRef } from 'react';\nexport function A() {\n  const box = useRef<HTMLDivElement>();\n  return <div ref={box} />;\n}\n",
        "import { useRef } from 'react';\nexport function A() {\n  const box = useRef<HTMLDivElement>(null);\n  return <div ref={box} />;\n}\n",
        react,
      ],
      [
        "import { useRef, type RefObject } from 'react';\nconst size = (box: RefObject<HTMLDivElement>): number => box.current?.offsetWidth ?? 0;\nexport function A() {\n  const box = useRef<HTMLDivElement>(null);\n  return <div ref={box}>{size(box)}</div>;\n}\n",
        "import { useRef, type RefObject } from 'react';\nconst size = (box: RefObject<HTMLDivElement | null>): number => box.current?.offsetWidth ?? 0;\nexport function A() {\n  const box = useRef<HTMLDivElement>(null);\n  return <div ref={box}>{size(box)}</div>;\n}\n",
        react,
      ],
      [
        "import { useRef } from 'react';\nexport function A() {\n  const all = useRef<(HTMLLIElement | null)[]>([]);\n  return <li ref={(one) => (all.current[0] = one)} />;\n}\n",
        "import { useRef } from 'react';\nexport function A() {\n  const all = useRef<(HTMLLIElement | null)[]>([]);\n  return <li ref={(one) => { all.current[0] = one; }} />;\n}\n",
        react,
      ],
    ],
    [],
  );
});

describe('renamed', () => {
  const dom = withReact({
    files: {
      'node_modules/@types/react-dom/index.d.ts': 'export const version: string;\n',
      'node_modules/@types/react-dom/client.d.ts':
        'export interface Root { render(children: unknown): void }\nexport function createRoot(container: Element): Root;\n',
    },
  });
  heals(
    'typescript/renamed-in-react',
    [
      [
        "import { VFC } from 'react';\nexport const A: VFC<{ a: string }> = ({ a }) => <p>{a}</p>;\n",
        "import { FC } from 'react';\nexport const A: FC<{ a: string }> = ({ a }) => <p>{a}</p>;\n",
        react,
      ],
      [
        "import { render } from 'react-dom';\nconst root = document.createElement('div');\nrender(<p>x</p>, root);\n",
        "import { createRoot } from 'react-dom/client';\nconst root = document.createElement('div');\ncreateRoot(root).render(<p>x</p>);\n",
        dom,
      ],
      [
        "import ReactDOM from 'react-dom';\nReactDOM.render(<p>x</p>, document.getElementById('root'));\n",
        "import ReactDOM from 'react-dom/client';\nconst container = document.getElementById('root');\nif (!container) throw new Error('The element to show the page in is missing.');\nReactDOM.createRoot(container).render(<p>x</p>);\n",
        dom,
      ],
    ],
    [["import { Nothing } from 'react';\nexport const a: Nothing = 1;\n", react]],
  );
  heals(
    'typescript/undefined-name',
    [
      [
        "import { useState } from 'react';\nexport function A(): JSX.Element {\n  const [a] = useState(1);\n  return <p>{a}</p>;\n}\n",
        "import { useState, type JSX } from 'react';\nexport function A(): JSX.Element {\n  const [a] = useState(1);\n  return <p>{a}</p>;\n}\n",
        react,
      ],
    ],
    [],
  );
});
