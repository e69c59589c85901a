import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
