import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  fanout: {
    notes: [
      [/nrcpt=3/, '①'],
      [/orig_to=<all/, '②'],
      [/removed/, '③'],
    ],
  },
  idle: {
    cut: [/^depth|^verify|^Connecting|^\* FLAGS|^\* OK \[(PERM|UNSEEN|UIDNEXT)/],
    notes: [
      [/^\* OK \[CAPABILITY/, '①'],
      [/UIDVALIDITY/, '②'],
      [/^c idle/, '③'],
      [/^\* 2 EXISTS/, '④'],
      [/^DONE/, '⑤'],
      [/^e store/, '⑥'],
      [/^f expunge/, '⑦'],
    ],
  },
  maildir: {
    notes: [
      [/\.\/dovecot-uidlist/, '①'],
      [/\.\/new\//, '②'],
      [/^3 V/, '③'],
    ],
  },
  dbox: {
    notes: [
      [/u\.1$/, '①'],
      [/map\.index/, '②'],
      [/storage\/m\.1/, '③'],
    ],
  },
  audit: {
    cut: [/lmtp\[|uid=2|saved mail|Disconnected/],
    notes: [
      [/550 5\.1\.1/, '①'],
      [/454 4\.7\.1/, '②'],
      [/save: box/, '③'],
      [/Logged in/, '④'],
      [/expunge:/, '⑤!'],
      [/auth failed/, '⑥!'],
    ],
  },
};
export default transcripts;
