/** Every line end of a text becomes CRLF. */
export function crlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

/**
 * A message ready to follow a 354 (RFC 5321 §4.5.2): a dot added before each line that starts with one, CRLF at its end,
 * then the line with the single dot. Lines end with CRLF only; a lone LF is left as it is, for checks that send one on purpose.
 */
export function dotStuffed(message: Buffer): Buffer {
  const parts: Buffer[] = [];
  const dot = Buffer.from('.');
  let from = 0;
  if (message[0] === 0x2e) parts.push(dot);
  for (let at = message.indexOf('\r\n.'); at >= 0; at = message.indexOf('\r\n.', at + 3)) {
    parts.push(message.subarray(from, at + 2), dot);
    from = at + 2;
  }
  parts.push(message.subarray(from));
  const complete = message.length === 0 || (message.at(-1) === 0x0a && message.at(-2) === 0x0d);
  parts.push(Buffer.from(complete ? '.\r\n' : '\r\n.\r\n'));
  return Buffer.concat(parts);
}
