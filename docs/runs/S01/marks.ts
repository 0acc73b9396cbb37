import type { Marks } from '../../../scripts/transcript-marks.ts';

const transcripts: Record<string, Marks> = {
  grade: {
    notes: [
      [/^hello-smtp: not solved/, '①'],
      [/✓ two-recipients/, '②'],
      [/observed: the line arrived/, '③!'],
    ],
  },
};
export default transcripts;
