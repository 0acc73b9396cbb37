import { writeFileSync } from 'node:fs';
import { items } from '../../../site/widgets/dovecot-drill/items.ts';

/** Writes one file for each piece of the drill, old and new, ready for doveconf: `<folder>/<id>.old.conf`, `<id>.<n>.conf`. */
const folder = process.argv[2];
if (!folder) throw new Error('drill.ts: expected the folder to write to, found none.');
const head = 'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n';
for (const item of items) {
  writeFileSync(`${folder}/${item.id}.old.conf`, item.id === 'version' ? 'protocols = imap\n' : `${head}${item.old}\n`);
  for (const [n, text] of item.accepted.entries())
    writeFileSync(`${folder}/${item.id}.${n}.conf`, item.id === 'version' ? `${text}\ndovecot_storage_version = 2.4.0\n` : `${head}${text}\n`);
}
