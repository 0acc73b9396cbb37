import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  forged: {
    notes: [
      [/^Return-Path/, '①'],
      [/with LMTP/, '②'],
      [/dsl-7/, '③'],
      [/id 4F1A2B3C4D/, '④!'],
      [/^From:/, '⑤'],
      [/^Reply-To/, '⑥'],
      [/^Message-ID/, '⑦'],
    ],
  },
  encode: {
    notes: [
      [/e58d 81e4/, '①'],
      [/^5Y2B/, '②'],
      [/^yq7S/, '③'],
    ],
  },
  decode: {
    notes: [
      [/^ʮ|^\S*�/, '①!'],
      [/iconv/, '②'],
      [/2026$/, '③'],
    ],
  },
  qp: { notes: [[/=E2=82=AC/, '①']] },
  multipart: {
    notes: [
      [/^From:/, '①'],
      [/^MIME-Version/, '②'],
      [/multipart\/mixed/, '③'],
      [/multipart\/alternative/, '④'],
      [/text\/plain/, '⑤'],
      [/text\/html/, '⑥'],
      [/filename/, '⑦'],
    ],
  },
};
export default transcripts;
