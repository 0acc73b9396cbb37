/** Why world did not do what the runner asked; `code` reaches the runner in the failure frame. */
export class WorldFault extends Error {
  override name = 'WorldFault';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
