import transcript from '../../content/transcripts/S12/window.txt?raw';

/** The window of a slow, healthy destination after each round, as Postfix logged it in the lesson's run; it began with 5. */
export const recordedWindows: readonly number[] = [5, ...[...transcript.matchAll(/window (\d+)/g)].map((match) => Number(match[1]))];
