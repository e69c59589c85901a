export { PatchedText as Pieces } from './patched-text';
