#!/bin/bash
# fails: newsletter
# because: needs a signed one-click unsubscribe
# The fields that a signer takes by itself.
publish() { # domain selector: what opendkim-genkey wrote into <selector>.txt
  printf 'server %s\nzone %s\nupdate add %s._domainkey.%s 300 TXT %s\nsend\n' "$LAB_IP_DNS" "$1" "$2" "$1" "$(grep -o '"[^"]*"' "/etc/dkimkeys/$1/$2.txt" | tr '\n' ' ')" | nsupdate
}
for domain in "$LAB_DOMAIN" "$LAB_SECOND"; do
  mkdir -p "/etc/dkimkeys/$domain"
  opendkim-genkey -b 2048 -h sha256 -d "$domain" -s autumn2026 -D "/etc/dkimkeys/$domain"
  publish "$domain" autumn2026
  printf '*@%s %s\n' "$domain" "$domain" >> /etc/dkimkeys/signing
  printf '%s %s:autumn2026:/etc/dkimkeys/%s/autumn2026.private\n' "$domain" "$domain" "$domain" >> /etc/dkimkeys/keys
done
chown -R opendkim:opendkim /etc/dkimkeys
cat >> /etc/opendkim.conf <<'CONF'
Mode sv
KeyTable /etc/dkimkeys/keys
SigningTable refile:/etc/dkimkeys/signing
SubDomains no
CONF
sed -i -e 's|^Socket.*|Socket inet:8891@localhost|' -e 's|^Canonicalization.*|Canonicalization relaxed/relaxed|' -e '/^TrustAnchorFile/d' /etc/opendkim.conf
systemctl enable --now opendkim
postconf -e 'smtpd_milters=inet:localhost:8891' 'non_smtpd_milters=$smtpd_milters' smtp_tls_security_level=may
systemctl restart postfix
