/**
 * The one error class a person may see. `message` says what was expected and what was found,
 * `hint` says what to do next. `code` is stable and machine-readable.
 */
export class PostlabError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly status: number;

  constructor(args: { code: string; message: string; hint: string; status?: number; cause?: unknown }) {
    super(args.message, { cause: args.cause });
    this.name = 'PostlabError';
    this.code = args.code;
    this.hint = args.hint;
    this.status = args.status ?? 500;
  }
}

/** The message of anything that was thrown, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
