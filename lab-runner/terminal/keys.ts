/** Bytes in one `send-keys`; a paste becomes several. */
const perCommand = 512;

/** The commands, each with its line end, that type these bytes into a pane. Hexadecimal: no quoting, no key names. */
export function typed(pane: string, bytes: Buffer): { text: string; commands: number } {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perCommand) {
    const hex = bytes.subarray(at, at + perCommand).toString('hex');
    lines.push(`send-keys -t ${pane} -H ${hex.replace(/..(?=.)/g, '$& ')}\n`);
  }
  return { text: lines.join(''), commands: lines.length };
}

/**
 * Did a terminal, not a person, write this? The browser's terminal answers questions of programs (device attributes,
 * cursor position, version: ECMA-48 §8.3.24, xterm's control sequences), but tmux has already answered them, and a second
 * answer would appear on the command line. `ESC [ 1 ; 2…8 R` is F3 with a modifier and stays.
 */
export function isTerminalAnswer(bytes: Buffer): boolean {
  if (bytes[0] !== 0x1b || bytes.length > 64) return false;
  const text = bytes.toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences begin with ESC.
  if (/^\x1b\[1;[2-8]R$/.test(text)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences begin with ESC.
  return /^(\x1b\[[?>=][\d;]*c|\x1b\[\d+;\d+R|\x1b\[0n|\x1bP>\|[^\x1b]*\x1b\\)+$/.test(text);
}
