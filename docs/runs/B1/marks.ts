import type { Marks } from '../../../scripts/transcript-marks.ts';

/** The extensions that the lesson does not speak of. */
const extensions = /^250-(SIZE|VRFY|ETRN|ENHANCED|DSN|SMTPUTF8)|^250-PIPELINING/;
const transcripts: Record<string, Marks> = {
  session: {
    notes: [
      [/^220/, '①'],
      [/^250-mx1/, '②'],
      [/^250 CHUNKING/, '③'],
      [/^MAIL FROM/, '④'],
      [/^550/, '⑤!'],
      [/^354/, '⑥'],
      [/^\.$/, '⑦'],
      [/^250 2\.0\.0 Ok: queued/, '⑧'],
    ],
  },
  bytes: {
    notes: [
      [/4954 0a /, '①'],
      [/0d0a/, '②'],
    ],
  },
  order: {
    cut: [extensions, /^250-(STARTTLS|8BIT)/],
    notes: [
      [/need MAIL/, '①!'],
      [/need RCPT/, '②!'],
      [/nested MAIL/, '③!'],
      [/no valid recipients/, '④!'],
      [/^250 2\.0\.0 Ok/, '⑤'],
      [/^552/, '⑥!'],
      [/^252/, '⑦'],
      [/^500/, '⑧!'],
    ],
  },
  swallowed: {
    from: /^354/,
    notes: [
      [/^\.$/, '①'],
      [/^250 2\.0\.0 Ok/, '②'],
      [/^500/, '③!'],
      [/^221 2\.7\.0/, '④!'],
    ],
  },
  stuffed: {
    from: /^354/,
    notes: [
      [/^\.\.$/, '①'],
      [/^\.\.profile/, '②'],
      [/^\.$/, '③'],
    ],
  },
  stored: {
    notes: [
      [/Page 1/, '①!'],
      [/^\.$/, '②'],
      [/^\.profile/, '③'],
    ],
  },
  pipelined: {
    cut: [extensions, /^250-(STARTTLS|8BIT)/],
    notes: [
      [/^250 2\.1\.0/, '①'],
      [/^354/, '②'],
    ],
  },
  'too-early': { notes: [[/^554/, '①!']] },
  bdat: {
    notes: [
      [/^44 m/, '①'],
      [/44 bytes queued/, '②'],
      [/^\.$/, '③'],
    ],
  },
  'no-crlf': {
    cut: [extensions, /^250-(STARTTLS|8BIT)/],
    notes: [
      [/^250 2\.1\.0/, '①'],
      [/^\.$/, '②!'],
    ],
  },
  starttls: {
    cut: [extensions, /^250-8BIT/],
    notes: [
      [/^verify error/, '①'],
      [/^EHLO/, '②'],
      [/queued as/, '③'],
    ],
  },
  'capital-r': {
    from: /^MAIL FROM/,
    notes: [[/^RENEGOTIATING/, '①!']],
  },
};
export default transcripts;
