// A small React for the tests of the typed fixers: as much of its types as they look at, in the shape that React 19 gives them.

import type { Given } from './heal-script';

const REACT = `
export = React;
export as namespace React;
declare namespace React {
  type Key = string | number;
  interface ReactElement { type: unknown; props: unknown; key: string | null }
  type ReactNode = ReactElement | string | number | boolean | null | undefined | Iterable<ReactNode>;
  type Dispatch<A> = (value: A) => void;
  type SetStateAction<S> = S | ((prevState: S) => S);
  interface RefObject<T> { current: T }
  type Ref<T> = ((instance: T | null) => void | (() => void)) | RefObject<T | null> | null;
  type PropsWithChildren<P = unknown> = P & { children?: ReactNode | undefined };
  interface FunctionComponent<P = {}> { (props: P): ReactNode }
  type FC<P = {}> = FunctionComponent<P>;
  interface Context<T> { Provider: FC<{ value: T; children?: ReactNode }> }
  type EffectCallback = () => void | (() => void);
  function useState<S>(initialState: S | (() => S)): [S, Dispatch<SetStateAction<S>>];
  function useState<S = undefined>(): [S | undefined, Dispatch<SetStateAction<S | undefined>>];
  function useEffect(effect: EffectCallback, deps?: readonly unknown[]): void;
  function useRef<T>(initialValue: T): RefObject<T>;
  function useRef<T>(initialValue: T | null): RefObject<T | null>;
  function useRef<T>(initialValue: T | undefined): RefObject<T | undefined>;
  function createContext<T>(defaultValue: T): Context<T>;
  interface SyntheticEvent<T = Element> { currentTarget: EventTarget & T; target: EventTarget; preventDefault(): void; stopPropagation(): void }
  interface ChangeEvent<T = Element> extends SyntheticEvent<T> { target: EventTarget & T }
  interface FormEvent<T = Element> extends SyntheticEvent<T> { readonly form?: T }
  interface MouseEvent<T = Element> extends SyntheticEvent<T> { clientX: number; clientY: number }
  interface KeyboardEvent<T = Element> extends SyntheticEvent<T> { key: string }
  type EventHandler<E> = (event: E) => void;
  interface CSSProperties { color?: string; fontWeight?: string | number; marginTop?: string | number; backgroundImage?: string; WebkitLineClamp?: string | number }
  interface Attributes<T> {
    key?: Key; ref?: Ref<T>; children?: ReactNode; className?: string; htmlFor?: string; id?: string; tabIndex?: number; style?: CSSProperties;
    title?: string; name?: string; type?: string; value?: string | number; checked?: boolean; disabled?: boolean; readOnly?: boolean; maxLength?: number;
    autoFocus?: boolean; href?: string; src?: string; alt?: string;
    onClick?: EventHandler<MouseEvent<T>>; onChange?: EventHandler<ChangeEvent<T>>; onSubmit?: EventHandler<FormEvent<T>>; onKeyDown?: EventHandler<KeyboardEvent<T>>;
  }
  namespace JSX {
    type Element = ReactElement;
    type ElementType = keyof IntrinsicElements | ((props: any) => ReactNode);
    interface ElementChildrenAttribute { children: {} }
    interface IntrinsicAttributes { key?: Key }
    interface IntrinsicElements {
      a: Attributes<HTMLAnchorElement>; article: Attributes<HTMLElement>; button: Attributes<HTMLButtonElement>; dd: Attributes<HTMLElement>;
      div: Attributes<HTMLDivElement>; dl: Attributes<HTMLElement>; dt: Attributes<HTMLElement>; form: Attributes<HTMLFormElement>; h1: Attributes<HTMLElement>;
      h2: Attributes<HTMLElement>; img: Attributes<HTMLImageElement>; br: Attributes<HTMLElement>; input: Attributes<HTMLInputElement>;
      label: Attributes<HTMLLabelElement>; li: Attributes<HTMLLIElement>; main: Attributes<HTMLElement>; p: Attributes<HTMLParagraphElement>;
      section: Attributes<HTMLElement>; select: Attributes<HTMLSelectElement>; span: Attributes<HTMLSpanElement>; textarea: Attributes<HTMLTextAreaElement>;
      ul: Attributes<HTMLUListElement>;
    }
  }
}
`;

const FILES = {
  'node_modules/@types/react/index.d.ts': REACT,
  'node_modules/@types/react/jsx-runtime.d.ts':
    'import * as React from "./";\nexport { JSX } from "./";\nexport function jsx(type: unknown, props: unknown): React.ReactElement;\n',
};

/** A file `main.tsx` beside React's types, and further ones. */
export const withReact = (given: Given = {}): Given => ({
  name: 'main.tsx',
  ...given,
  files: { ...FILES, ...given.files },
  options: { jsx: 4, ...given.options },
});

/** `main.tsx` alone: React is not installed. */
export const WITHOUT_REACT: Given = { name: 'main.tsx', options: { jsx: 4 } };
