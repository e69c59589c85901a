import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

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
