/** An iCalendar file (RFC 5545) of whole study sessions, in floating local time: nine o'clock is nine o'clock wherever the reader is. */
export interface CalendarEvent {
  /** Globally unique and the same each time, so that a second import replaces and does not double (§3.8.4.7). */
  uid: string;
  /** `2026-12-01` and `19:00`. */
  date: string;
  time: string;
  minutes: number;
  summary: string;
  description: string;
}

/** TEXT values: backslash, semicolon, comma and line breaks are escaped (§3.3.11). */
export const escapeText = (text: string): string => text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r?\n/g, '\\n');

/** Content lines of at most 75 octets without the line break; a longer one goes on after CRLF and a space (§3.1). No character is cut in two. */
export function fold(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    // A continuation begins with a space, which counts.
    if (size + length > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += length;
  }
  return [...parts, part].join('\r\n ');
}

/** `now` is the moment of the export in UTC, `20261125T043000Z` (§3.8.7.2). */
export function calendar(name: string, events: readonly CalendarEvent[], now: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Postlab//Route planner//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${now}`,
      `DTSTART:${event.date.replaceAll('-', '')}T${event.time.replace(':', '')}00`,
      `DURATION:PT${event.minutes}M`,
      `SUMMARY:${escapeText(event.summary)}`,
      `DESCRIPTION:${escapeText(event.description)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}
