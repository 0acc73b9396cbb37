import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  apropos: {
    notes: [
      [/^postqueue/, '①'],
      [/^qshape/, '②'],
    ],
  },
  claim: {
    notes: [
      [/^4409/, '①'],
      [/^milter_default_action = shutdown/, '②'],
    ],
  },
};
export default transcripts;
