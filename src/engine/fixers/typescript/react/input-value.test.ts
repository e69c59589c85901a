import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
