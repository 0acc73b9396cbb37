import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, PostlabError } from '../errors.ts';

/** What partners' mail is signed with (DKIM, RSA 2048): one key for all partners of an instance. It never leaves the runner. */
export interface PartnerKey {
  selector: string;
  privatePem: string;
  /** Base64 of the SubjectPublicKeyInfo, the `p=` of the DNS record (RFC 6376 §3.6.1). */
  publicKey: string;
}

const selector = 'partner';

/** Opens the key kept in the PEM file `path` (mode 0600), making it on first use. Throws PostlabError `partner-key-unusable`. */
export async function openPartnerKey(path: string): Promise<PartnerKey> {
  try {
    const kept = await read(path);
    if (kept) return kept;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await mkdir(dirname(path), { recursive: true });
    const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    await writeFile(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    // Whole or not at all: whoever links first has made the key that is in use.
    await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(fresh, { force: true });
    return (await read(path)) as PartnerKey;
  } catch (error) {
    throw new PostlabError({
      code: 'partner-key-unusable',
      message: `The key that signs partners' mail should be readable in ${path}: ${messageOf(error)}.`,
      hint: 'Stop Postlab and delete the file: a new one is made.',
      cause: error,
    });
  }
}

async function read(path: string): Promise<PartnerKey | null> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return { selector, privatePem: pem, publicKey };
}
