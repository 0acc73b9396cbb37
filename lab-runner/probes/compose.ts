import { randomBytes } from 'node:crypto';
import type { Composer, LetterOptions } from '../contract/check.ts';
import { messageOf } from '../errors.ts';
import { badCheck, type Network } from './network.ts';
import { crlf } from './smtp-message.ts';

/** Writes the mail of partners and of strangers. */
export class Letters implements Composer {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  async letter(options: LetterOptions): Promise<Buffer> {
    // Loaded when first needed: most checks do without it.
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
    const domain = /@([^@>\s]+)>?\s*$/.exec(options.from)?.[1]?.toLowerCase() ?? '';
    const own = Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const raw = await new MailComposer({
      from: options.from,
      to: options.to,
      subject: options.subject ?? '',
      text: options.text ?? '',
      ...(options.html !== undefined && { html: options.html }),
      ...(options.attachments && { attachments: options.attachments }),
      messageId: typeof own['message-id'] === 'string' ? own['message-id'] : `<${randomBytes(12).toString('hex')}@${domain || 'probe.internet.test'}>`,
      ...(typeof own['date'] === 'string' && { date: own['date'] }),
      headers: Object.entries(options.headers ?? {})
        .filter(([name]) => !/^(message-id|date)$/i.test(name))
        .flatMap(([key, value]) => [value].flat().map((one) => ({ key, value: one }))),
      newline: '\r\n',
    })
      .compile()
      .build();
    const signer = options.sign ?? (this.#isPartner(domain) ? domain : false);
    return signer === false ? raw : this.sign(raw, signer);
  }

  async sign(raw: Buffer | string, domain: string): Promise<Buffer> {
    const signature = this.#signature(domain);
    const { dkimSign } = await import('mailauth/lib/dkim/sign.js');
    const message = bytesOf(raw);
    // The list is what counts; the types ask for the same at the top, too.
    const { signatures, errors } = await dkimSign(message, { ...signature, signatureData: [signature] });
    if (errors.length > 0) throw new Error(`the message could not be signed for ${domain}: ${errors.map((e) => messageOf(e)).join('; ')}`);
    return Buffer.concat([Buffer.from(signatures), message]);
  }

  async seal(raw: Buffer | string, domain: string, results: string): Promise<Buffer> {
    const signature = this.#signature(domain);
    const { sealMessage } = await import('mailauth/lib/arc/index.js');
    const message = bytesOf(raw);
    // The types know nothing of the results and of cv=none, which is what the first in a chain says (RFC 8617 §4.1.3).
    const seal = { ...signature, authResults: results, cv: 'none' };
    return Buffer.concat([await sealMessage(message, seal), message]);
  }

  #signature(domain: string) {
    if (!this.#isPartner(domain))
      throw badCheck(`a partner's domain (${this.#network.sandbox.personas.map((p) => p.domain).join(', ') || 'this lab has none'})`, domain);
    const { selector, privatePem } = this.#network.sandbox.partnerKey;
    return { signingDomain: domain, selector, privateKey: privatePem, algorithm: 'rsa-sha256', canonicalization: 'relaxed/relaxed' };
  }

  #isPartner(domain: string): boolean {
    return this.#network.sandbox.personas.some((p) => p.domain === domain);
  }
}

function bytesOf(raw: Buffer | string): Buffer {
  return typeof raw === 'string' ? Buffer.from(crlf(raw), 'utf8') : raw;
}
