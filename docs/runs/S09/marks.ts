import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  clear: {
    notes: [
      [/^0$/, '①'],
      [/^<- {2}250-STARTTLS/, '②'],
      [/^<~/, '③'],
      [/^LOGINDISABLED$/, '④'],
      [/PRIVACYREQUIRED/, '⑤!'],
    ],
  },
  totp: { notes: [[/^75a4/, '①']] },
  ham: { of: 'rspamd', to: /TO_DN_ALL/, cut: [/\(0\.00\)/], notes: [[/^Score/, '①']] },
  phish: {
    of: 'phish',
    cut: [/\(0\.00\)/],
    notes: [
      [/^Action/, '①!'],
      [/^Score/, '②'],
      [/FROM_NEQ/, '③'],
      [/SUSPICIOUS_URL/, '④'],
    ],
  },
  milter: {
    notes: [
      [/^<- +250/, '①!'],
      [/451/, '②'],
      [/421/, '③'],
    ],
  },
  clam: {
    notes: [
      [/eicar.com:/, '①!'],
      [/outer.zip:/, '②!'],
      [/variant.com: OK/, '③'],
    ],
  },
};
export default transcripts;
