import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  zone: {
    notes: [
      [/SOA/, '①'],
      [/MX +10/, '②'],
      [/^mail +A /, '③'],
      [/MX +0 \./, '④'],
      [/^OK/, '⑤'],
    ],
  },
  lookup: {
    notes: [
      [/MX\s+10/, '①'],
      [/AAAA\s/, '②'],
      [/MX\s+0 \./, '③'],
    ],
  },
  negative: {
    notes: [
      [/status: NXDOMAIN/, '①'],
      [/^k3f9\.test\.\s+300\s/, '②'],
      [/^imap.*3600/, '③'],
      [/status: NXDOMAIN/, '④!'],
      [/^k3f9\.test\.\s+29\d\s/, '⑤'],
      [/^k3f9\.test\.\s+35\d\d\s/, '⑥'],
    ],
  },
  serial: {
    notes: [
      [/reload queued/, '①'],
      [/mx1/, '②'],
      [/10 mail/, '③!'],
    ],
  },
  mistakes: {
    notes: [
      [/is a CNAME/, '①!'],
      [/^OK/, '②'],
      [/not loaded/, '③'],
      [/MX is an address/, '④!'],
      [/mail\.k3f9\.test\.k3f9\.test/, '⑤!'],
    ],
  },
  postfix: {
    cut: [/@(alias-owner|missing|self|self-backup|alias-ghost|equal|half-broken)\.example/],
    notes: [
      [/@two\./, '①'],
      [/@no-mx\./, '②'],
      [/@null\./, '③!'],
      [/@null-more\./, '④!'],
      [/@alias\./, '⑤'],
      [/@address\./, '⑥'],
      [/@ghost\./, '⑦!'],
      [/@empty\./, '⑧!'],
      [/@broken\./, '⑨'],
    ],
  },
  reverse: {
    notes: [
      [/^mx\.haibo/, '①'],
      [/unknown\[192\.0\.2\.66\]/, '②'],
      [/warning: hostname/, '③!'],
      [/connect from mx\.haibo/, '④'],
    ],
  },
};
export default transcripts;
