/** Whom SPF is asked about. A bounce's domain is that of the HELO name (RFC 7208 §2.4). */
export function spfIdentity({ ip, helo, mailFrom }: { ip: string; helo: string; mailFrom: string }): { ip: string; helo: string; sender: string } {
  return { ip, helo, sender: mailFrom || `postmaster@${helo}` };
}
