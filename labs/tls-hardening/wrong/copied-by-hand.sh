#!/bin/bash
# fails: renewal
# because: still the same one on port 25, 587, 465, 993 for mail.
cd /etc/ssl/postlab
for name in company second; do cat "$name.pem" "$name-chain.pem" > "$name-full.pem"; done
postconf -X smtpd_tls_cert_file smtpd_tls_key_file smtpd_tls_ciphers smtpd_tls_mandatory_ciphers tls_low_cipherlist
printf 'mail.%s /etc/ssl/postlab/second-key.pem /etc/ssl/postlab/second-full.pem\n' "$LAB_SECOND" > /etc/postfix/sni
postmap -F lmdb:/etc/postfix/sni
postconf -e 'smtpd_tls_chain_files=/etc/ssl/postlab/company-key.pem, /etc/ssl/postlab/company-full.pem' \
  tls_server_sni_maps=lmdb:/etc/postfix/sni 'smtpd_tls_protocols=>=TLSv1.2' 'smtpd_tls_mandatory_protocols=>=TLSv1.2' smtpd_tls_exclude_ciphers=aNULL
sed -i -e '/Old phones/d' -e '/^ssl_min_protocol/d' -e '/^ssl_cipher_list/d' /etc/dovecot/local.conf
cat >> /etc/dovecot/local.conf <<CONF
ssl_server_cert_file = /etc/ssl/postlab/company-full.pem
ssl_server_key_file = /etc/ssl/postlab/company-key.pem
local_name mail.$LAB_SECOND {
  ssl_server_cert_file = /etc/ssl/postlab/second-full.pem
  ssl_server_key_file = /etc/ssl/postlab/second-key.pem
}
CONF
systemctl restart postfix dovecot
