import type { Marks } from '../../../scripts/transcript-marks.ts';

/** Long base64 is cut in the middle of the signature and of the key. */
const transcripts: Record<string, Marks> = {
  spoof: {
    notes: [
      [/^ -> MAIL FROM/, '①'],
      [/^ -> From: Lin/, '②'],
      [/^<\*\* 550/, '③!'],
    ],
  },
  genkey: {
    notes: [
      [/v=DKIM1/, '①'],
      [/p=MII/, '②'],
      [/DKIM key/, '③'],
    ],
  },
  direct: {
    cut: [/^\s+[A-Za-z0-9+/=]{14,}$/, /^X-Original|^Delivered-To/, /^Received|^\s+(by|for|id) /, /^From lin/],
    notes: [
      [/dmarc=pass/, '①'],
      [/spf=pass/, '②'],
      [/dkim=pass/, '③'],
      [/bh=/, '④'],
      [/h=From/, '⑤'],
    ],
  },
  forwarded: {
    to: /dkim=pass/,
    cut: [/^X-Original|^Delivered-To/, /^From lin/],
    notes: [
      [/dmarc=pass/, '①'],
      [/spf=fail/, '②!'],
      [/dkim=pass/, '③'],
    ],
  },
  list: { notes: [[/rejected by DMARC/, '①!']] },
  spf: {
    notes: [
      [/^\('pass'/, '①'],
      [/^\('fail'/, '②!'],
      [/^\('permerror'/, '③!'],
    ],
  },
};
export default transcripts;
