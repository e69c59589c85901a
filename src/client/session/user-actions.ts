// Whether a command that the person chose is under way. The editor's own models are asked only then: they are the person's, with limits and costs.

export class UserActions {
  private running = 0;

  get isUnderWay(): boolean {
    return this.running > 0;
  }

  async during<T>(run: () => Promise<T> | T): Promise<T> {
    this.running++;
    try {
      return await run();
    } finally {
      this.running--;
    }
  }
}
