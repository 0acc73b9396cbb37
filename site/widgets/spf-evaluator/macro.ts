import { dotted, type Ip, readable } from './ip.ts';

export interface MacroContext {
  ip: Ip;
  /** With a local part: `postmaster@…` when the sender had none. */
  sender: string;
  /** The domain whose record is being read. */
  domain: string;
  helo: string;
  receiver: string;
  /** Seconds since 1970, for `t`. */
  now: number;
  /** The validated name of `ip`, or `unknown`: asked only when a macro wants it. */
  validated: () => string;
}

function value(letter: string, c: MacroContext): string {
  const at = c.sender.lastIndexOf('@');
  switch (letter) {
    case 's':
      return c.sender;
    case 'l':
      return c.sender.slice(0, at);
    case 'o':
      return c.sender.slice(at + 1);
    case 'd':
      return c.domain;
    case 'i':
      return dotted(c.ip);
    case 'p':
      return c.validated();
    case 'v':
      return c.ip.family === 4 ? 'in-addr' : 'ip6';
    case 'h':
      return c.helo;
    case 'c':
      return readable(c.ip);
    case 'r':
      return c.receiver;
    default:
      return String(c.now);
  }
}

/** Everything but RFC 3986's unreserved characters as %XX, by octets of UTF-8: for macros in capitals. */
const escapeUrl = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((octet) =>
      /[A-Za-z0-9\-._~]/.test(String.fromCharCode(octet)) ? String.fromCharCode(octet) : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

/** Expands what `macroProblem` found in order (RFC 7208 §7.3). */
export function expand(text: string, context: MacroContext): string {
  return text.replace(/%%|%_|%-|%\{([a-z])(\d*)(r?)([.\-+,/_=]*)\}/gi, (whole, letter?: string, digits = '', reverse = '', delimiters = '') => {
    if (whole === '%%') return '%';
    if (whole === '%_') return ' ';
    if (whole === '%-') return '%20';
    const name = letter as string;
    let parts = value(name.toLowerCase(), context).split(
      delimiters === '' ? '.' : new RegExp(`[${delimiters.replace(/-/g, '')}${delimiters.includes('-') ? '-' : ''}]`),
    );
    if (reverse !== '') parts.reverse();
    if (digits !== '') parts = parts.slice(-Number(digits));
    const joined = parts.join('.');
    return name === name.toUpperCase() ? escapeUrl(joined) : joined;
  });
}

/** A name to ask the DNS for: at most 253 characters, labels taken off on the left (RFC 7208 §7.3). */
export function expandDomain(text: string, context: MacroContext): string {
  let name = expand(text, context).replace(/\.$/, '');
  while (name.length > 253) {
    const dot = name.indexOf('.');
    if (dot === -1) break;
    name = name.slice(dot + 1);
  }
  return name;
}
