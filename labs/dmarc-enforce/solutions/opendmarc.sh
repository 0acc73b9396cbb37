#!/bin/bash
printf 'server %s\nzone %s\nupdate add _dmarc.%s 300 TXT "v=DMARC1; p=%s; rua=mailto:%s@%s"\nsend\n' "$LAB_IP_DNS" "$LAB_DOMAIN" "$LAB_DOMAIN" "$LAB_POLICY" "$LAB_REPORT_BOX" "$LAB_DOMAIN" | nsupdate
sed -i -e 's|^Socket.*|Socket inet:8891@localhost|' -e '/^TrustAnchorFile/d' /etc/opendkim.conf
cat >> /etc/opendkim.conf <<CONF
Mode v
AuthservID mail.$LAB_DOMAIN
AlwaysAddARHeader yes
CONF
cat > /etc/opendmarc.conf <<CONF
PidFile /run/opendmarc/opendmarc.pid
PublicSuffixList /usr/share/publicsuffix/public_suffix_list.dat
Socket inet:8893@localhost
Syslog true
UMask 0002
UserID opendmarc
AuthservID mail.$LAB_DOMAIN
TrustedAuthservIDs mail.$LAB_DOMAIN
RejectFailures true
SPFIgnoreResults true
SPFSelfValidate true
IgnoreAuthenticatedClients true
DomainWhitelist $LAB_LIST
DomainWhitelistSize 100
CONF
# What openarc would do: verify the chain, and say so in an Authentication-Results field that opendmarc believes.
cat > /usr/local/bin/arc-milter <<'MILTER'
#!/usr/bin/python3
import re, sys
import Milter, dkim

authserv, trusted = sys.argv[1], sys.argv[2].encode()

# The header byte by byte as it came, or no signature over it verifies.
@Milter.header_leading_space
class Arc(Milter.Base):
    def envfrom(self, *words):
        self.fields, self.chunks = [], []
        return Milter.CONTINUE

    def header(self, name, value):
        self.fields.append(name.encode() + b':' + value.encode('utf-8', 'surrogateescape').replace(b'\r\n', b'\n').replace(b'\n', b'\r\n'))
        return Milter.CONTINUE

    def body(self, chunk):
        self.chunks.append(chunk)
        return Milter.CONTINUE

    def eom(self):
        cv, sets, _ = dkim.arc_verify(b'\r\n'.join(self.fields) + b'\r\n\r\n' + b''.join(self.chunks))
        # The last seal is the one that covers all others: it is the one that has to be trusted, and it has to have found the message genuine.
        if cv == dkim.CV_Pass and sets[0]['as-domain'].lower() == trusted and re.search(rb';\s*dmarc\s*=\s*pass\b', sets[0]['aar-value']):
            self.addheader('Authentication-Results', f'{authserv}; arc=pass arc.chain={trusted.decode()}', 0)
        return Milter.CONTINUE

Milter.factory = Arc
Milter.set_flags(Milter.ADDHDRS)
Milter.runmilter('arc-milter', 'inet:8892@localhost', 60)
MILTER
chmod 755 /usr/local/bin/arc-milter
cat > /etc/systemd/system/arc-milter.service <<UNIT
[Unit]
After=network.target
Before=postfix.service
[Service]
User=nobody
ExecStart=/usr/local/bin/arc-milter mail.$LAB_DOMAIN $LAB_LIST
# Python takes a moment until it listens; Postfix shall not ask before.
ExecStartPost=/bin/bash -c 'until (exec 3<>/dev/tcp/localhost/8892) 2>/dev/null; do sleep 0.2; done'
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now opendkim opendmarc arc-milter
cat > /etc/dovecot/sieve/before.sieve <<SIEVE
require ["fileinto"];
if header :matches "Authentication-Results" "mail.$LAB_DOMAIN; dmarc=fail (p=quarantine*" {
  fileinto "Junk";
  stop;
}
SIEVE
sievec /etc/dovecot/sieve/before.sieve
postconf -P 'smtp/inet/smtpd_milters=inet:localhost:8891,inet:localhost:8892,inet:localhost:8893'
# Whatever results come in are somebody else's. opendkim's RemoveARAll leaves fields whose methods it does not know, such as arc.
printf '/^Authentication-Results:/ IGNORE\n' > /etc/postfix/results
postconf -e header_checks=regexp:/etc/postfix/results
systemctl restart postfix
