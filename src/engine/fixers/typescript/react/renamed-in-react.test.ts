import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
