import type { Marks } from '../../../scripts/transcript-marks.ts';
const marks: Record<string, Marks> = {};
export default marks;
