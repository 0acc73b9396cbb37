import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { MadeFile } from '../../lab-runner/engine/images/image-source.ts';

/** The world program and its libraries as one module, for the Node 20 that Debian 13 ships. */
export default async function context(root: string): Promise<MadeFile[]> {
  const bundle = await rolldown({
    input: join(root, 'lab-runner/world/main.ts'),
    platform: 'node',
    transform: { target: 'node20' },
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, minify: false });
    return [{ name: 'world.mjs', content: Buffer.from(output[0].code), mode: 0o644 }];
  } finally {
    await bundle.close();
  }
}
