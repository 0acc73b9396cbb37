import { readConfig } from '../config.ts';
import { PostlabError } from '../errors.ts';
import { holderOf } from '../lock.ts';
import { callServer, root } from './running-server.ts';

/** `postlab link`: a new sign-in link of the first admin; the former one is void. Whoever may read the data folder may have it. */
export async function link(): Promise<number> {
  const needed = 'Start it with "npm start"; it prints a sign-in link itself.';
  const staff = (await callServer<{ id: string; role: string; name: string }[]>('GET', '/api/staff', undefined, needed)) ?? [];
  const admin = staff.find((p) => p.role === 'admin');
  if (!admin)
    throw new PostlabError({ code: 'no-admin', message: 'This instance has no admin yet.', hint: 'Restart Postlab: it makes one and prints the link.' });
  const made = await callServer<{ path: string }>('POST', `/api/staff/${admin.id}/link`, undefined, needed);
  console.log(`Signs ${admin.name} in, once:\n${new URL(made?.path ?? '', holderOf(readConfig(process.env, root).data)?.url ?? '').href}`);
  return 0;
}
