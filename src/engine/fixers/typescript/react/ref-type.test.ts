import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
