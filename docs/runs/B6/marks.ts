import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  wire: {
    notes: [
      [/weather/, '①!'],
      [/^00000010/, '②'],
    ],
  },
  no: {
    notes: [
      [/bare_newline = no/, '①'],
      [/from=<eve/, '②'],
      [/from=<boss/, '③!'],
      [/^Subject: New/, '④!'],
    ],
  },
  normalize: {
    notes: [
      [/= normalize/, '①'],
      [/from=<eve/, '②'],
      [/^Subject: hello/, '③'],
    ],
  },
  reject: {
    notes: [
      [/= reject/, '①'],
      [/bare <LF> received/, '②!'],
    ],
  },
  pipelining: {
    notes: [
      [/pipelining = yes/, '①'],
      [/improper command pipelining/, '②!'],
      [/^Subject: hello/, '③'],
    ],
  },
};
export default transcripts;
