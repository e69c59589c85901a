import { heals } from '../../../../../test/unit/fixer-cases';
import { WITHOUT_REACT, withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
