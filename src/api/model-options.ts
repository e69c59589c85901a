// The model that may be asked where rules end, as a program names it. None named: not one byte leaves.

export interface ModelOptions {
  /** Of an OpenAI-compatible server, `http://127.0.0.1:11434/v1`: the only place that anything is sent to. */
  readonly baseUrl: string;
  /** As its server calls it. */
  readonly name: string;
  /** Local servers want none. */
  readonly apiKey: string;
}
