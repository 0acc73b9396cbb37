import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../lab-runner/engine/engine.ts';
import { ImageBuilder } from '../lab-runner/engine/images/image-builder.ts';

/** Builds every image and writes their tags to `<data>/images.json`, where the image tests find them. */
export async function buildTestImages(engine: Engine, root: string, data: string, log: (line: string) => void): Promise<Record<string, string>> {
  let shown = 0;
  const builder: ImageBuilder = new ImageBuilder(engine, {
    root,
    data,
    onChange: () => {
      const building = builder.states().find((s) => s.state === 'building');
      if (!building || performance.now() - shown < 5000) return;
      shown = performance.now();
      log(`  image ${building.name}: ${building.step.slice(0, 120)}`);
    },
  });
  await builder.buildAll();
  const tags = Object.fromEntries(builder.states().map((s) => [s.name, builder.tagOf(s.name)]));
  writeFileSync(join(data, 'images.json'), JSON.stringify(tags, null, 2));
  return tags;
}
