import { writeFileSync } from 'node:fs';
import { messageOf, PostlabError } from '../errors.ts';

/** What a command has to tell, to standard output or into a file. Throws PostlabError `unwritable`. */
export function writeOut(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new PostlabError({ code: 'unwritable', status: 400, message: `${file} could not be written: ${messageOf(error)}.`, hint: 'Name another file.' });
  }
}
