// Files that the bundler turns into strings.
declare module '*.py' {
  const text: string;
  export default text;
}
declare module '*.css' {
  const text: string;
  export default text;
}
