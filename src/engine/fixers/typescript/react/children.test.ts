import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
