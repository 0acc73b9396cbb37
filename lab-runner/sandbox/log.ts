/** A line for the operator. `detail` is data, never a sentence. */
export type Log = (message: string, detail?: Record<string, unknown>) => void;
