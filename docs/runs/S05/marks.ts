import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  pipeline: {
    cut: [/disconnect from/, /Disconnect from local/],
    notes: [
      [/smtpd\[\d+\]: connect/, '①'],
      [/cleanup/, '②'],
      [/qmgr.*active/, '③'],
      [/lmtp.*chenjie/, '④'],
      [/lmtp.*lin@/, '⑤'],
      [/removed/, '⑥'],
      [/saved mail/, '⑦'],
    ],
  },
  chroot: {
    notes: [
      [/^y smtpd/, '①'],
      [/ auth$/, '②'],
    ],
  },
  milter: {
    notes: [
      [/= tempfail/, '①'],
      [/^<\*\* 451/, '②!'],
      [/= accept/, '③'],
      [/250 2\.1\.5/, '④'],
    ],
  },
  pop3: {
    notes: [
      [/MESSAGES 1/, '①'],
      [/^Subject/, '②'],
      [/DELE/, '③'],
      [/MESSAGES 0/, '④!'],
    ],
  },
  directory: {
    notes: [
      [/^<\*\* 451/, '①!'],
      [/^warning/, '②'],
    ],
  },
};
export default transcripts;
