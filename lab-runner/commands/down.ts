import { join } from 'node:path';
import { readConfig, readSecrets } from '../config.ts';
import { PostlabError } from '../errors.ts';
import { holderOf } from '../lock.ts';
import { openDatabase } from '../store/database.ts';
import { root } from './running-server.ts';

/** `postlab down`: removes what this instance (and its gate) made on the engine; progress in the database stays. */
export async function down(): Promise<number> {
  const config = readConfig(process.env, root);
  const server = holderOf(config.data);
  if (server)
    throw new PostlabError({
      code: 'still-running',
      message: `Postlab is running (process ${server.pid}).`,
      hint: 'Stop it with Ctrl-C in its terminal, then run "npx postlab down" again.',
    });
  const { findEngine } = await import('../engine/find-engine.ts');
  const { removeInstance } = await import('../main.ts');
  const engine = await findEngine(process.env);
  let removed = 0;
  for (const data of [config.data, join(config.data, 'gate')]) {
    removed += await removeInstance(engine, readSecrets(data).instance);
    const db = await openDatabase(join(data, 'postlab.db'));
    await db.updateTable('attempt').set({ sandbox: null }).execute();
    await db.deleteFrom('sandbox').execute();
    await db.destroy();
  }
  console.log(
    removed === 0
      ? 'Nothing of Postlab was running.'
      : `Removed ${removed} containers, volumes and networks. Scores and progress are kept; images stay for the next start.`,
  );
  return 0;
}
