/** One line of JSON on standard error: read with `docker logs`. */
export type Log = (what: string, facts?: Record<string, string | number | boolean>) => void;

export function stderrLog(): Log {
  return (what, facts = {}) => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...facts })}\n`);
}
