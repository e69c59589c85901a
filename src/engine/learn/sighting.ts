// A mistake that was seen, whoever reported it: what of it is counted.

export interface Sighting {
  /** Signature's shape. */
  readonly shape: string;
  readonly errorType: string;
  readonly language: string;
}
