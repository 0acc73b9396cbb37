import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The stand-in and its libraries as one module, for the Node of the image `world`. */
export async function standInProgram(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'main.ts'),
    platform: 'node',
    transform: { target: 'node20' },
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, minify: false });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
