import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const page = (...lines: readonly string[]): string =>
  [
    'export function Page({ names, on }: { names: string[]; on: boolean }) {',
    '  return (',
    ...lines.map((line) => `    ${line}`),
    '  );',
    '}',
    '',
  ].join('\n');
const shown = (line: string): string => `export const A = ({ save, name }: { save: () => void; name: string }) => ${line};\n`;
const at = (code: number) => withReact({ code });
const react = withReact();

heals(
  'typescript/syntax-repair',
  [
    [
      page('<ul>', '  {names.map((name) => (', '    <li key={name}>{name}', '  ))}', '</ul>'),
      page('<ul>', '  {names.map((name) => (', '    <li key={name}>{name}</li>', '  ))}', '</ul>'),
      react,
    ],
    [
      page('<main>', '  <div>', '    <h1>a</h1>', '  <p>{on}</p>', '</main>'),
      page('<main>', '  <div>', '    <h1>a</h1>', '  </div>', '  <p>{on}</p>', '</main>'),
      react,
    ],
    [
      page('<div>', '  one<br>', '  <img src="a.png" alt="a">', '</div>'),
      page('<div>', '  one<br />', '  <img src="a.png" alt="a" />', '</div>'),
      react,
    ],
    [page('<section>', '  <h2>a</h3>', '</secton>'), page('<section>', '  <h2>a</h2>', '</section>'), at(17002)],
    [page('<>', '  <p>a</p>'), page('<>', '  <p>a</p>', '</>'), react],
    [
      page('<div>', '  {on && <p>a</p>', '  <span>b</span>', '</div>'),
      page('<div>', '  {on && <p>a</p>}', '  <span>b</span>', '</div>'),
      at(2657),
    ],
    [page('<div>', '  <p>a</p></p>', '  <span>b</span>', '</div>'), page('<div>', '  <p>a</p>', '  <span>b</span>', '</div>'), at(2657)],
    [page('<div className="a"', '  <p>a</p>', '</div>'), page('<div className="a">', '  <p>a</p>', '</div>'), at(2657)],
    [page('<div>', '  <!-- a title -->', '  <p>b</p>', '</div>'), page('<div>', '  {/* a title */}', '  <p>b</p>', '</div>'), at(1003)],
    [shown('<p>Hello {name</p>'), shown('<p>Hello {name}</p>'), at(1005)],
    [shown('<p>name}</p>'), shown('<p>{name}</p>'), at(1381)],
    [shown('<button onClick=save>{name}</button>'), shown('<button onClick={save}>{name}</button>'), at(1145)],
    [shown("<p style={color: 'red'}>{name}</p>"), shown("<p style={{color: 'red'}}>{name}</p>"), at(1005)],
    [shown('<div className={name><p>a</p></div>'), shown('<div className={name}><p>a</p></div>'), react],
  ],
  [],
);

heals('typescript/code-fixes', [[page('<h1>a</h1>', '<p>b</p>'), page('<>', '  <h1>a</h1>', '  <p>b</p>', '</>'), react]], []);
