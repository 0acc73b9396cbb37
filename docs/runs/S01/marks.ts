import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  grade: {
    notes: [
      [/✓ two-recipients/, '①'],
      [/observed: the line arrived/, '②!'],
      [/^hello-smtp: not solved/, '③'],
    ],
  },
};
export default transcripts;
