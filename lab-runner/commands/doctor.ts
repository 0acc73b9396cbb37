import { readConfig } from '../config.ts';
import { diagnose } from '../engine/doctor.ts';
import { root } from './running-server.ts';

/** `postlab doctor`: one line a check; what is wrong is followed by how to mend it. Exit 0 when labs can run. */
export async function doctor(): Promise<number> {
  const config = readConfig(process.env, root);
  const rows = await diagnose({ env: process.env, root, data: config.data });
  for (const row of rows) {
    console.log(`${row.ok ? '✓' : '✗'} ${row.name}: ${row.found}${row.ok ? '' : ` (expected ${row.expected})`}`);
    if (!row.ok) console.log(`    ${row.mend.replaceAll('\n', '\n    ')}`);
  }
  return rows.every((row) => row.ok) ? 0 : 1;
}
