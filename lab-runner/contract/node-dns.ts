/** Records in the manner of Node's `dns.promises.resolve`, and its errors: what libraries expect of a resolver. */
export function inNodesManner(record: { type: string; data?: unknown }): unknown {
  const data = record.data;
  if (record.type === 'TXT') return [data].flat().map((part) => (part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : String(part)));
  if (record.type === 'MX') {
    const { preference, exchange } = data as { preference: number; exchange: string };
    return { priority: preference, exchange };
  }
  return data;
}

export function dnsError(code: string, name: string): Error & { code: string } {
  return Object.assign(new Error(`${code} ${name}`), { code });
}
