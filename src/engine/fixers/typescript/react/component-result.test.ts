import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
