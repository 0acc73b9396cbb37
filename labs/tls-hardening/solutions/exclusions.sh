#!/bin/bash
# The older way: protocols by exclusion, cipher lists by name, one file for key and chain, the default for one name and a table for both.
cd /etc/ssl/postlab
for name in company second; do (umask 077; cat "$name-key.pem" "$name.pem" "$name-chain.pem" > "/etc/ssl/$name-all.pem"); done
postconf -X smtpd_tls_cert_file smtpd_tls_key_file
cat > /etc/postfix/names <<MAP
mail.$LAB_DOMAIN /etc/ssl/company-all.pem
mail.$LAB_SECOND /etc/ssl/second-all.pem
MAP
postmap -F lmdb:/etc/postfix/names
postconf -e smtpd_tls_chain_files=/etc/ssl/company-all.pem tls_server_sni_maps=lmdb:/etc/postfix/names \
  'smtpd_tls_protocols=!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' 'smtpd_tls_mandatory_protocols=!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' \
  smtpd_tls_ciphers=high smtpd_tls_mandatory_ciphers=high 'tls_high_cipherlist=ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM'
cat > /etc/dovecot/conf.d/10-ssl.conf <<CONF
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM
ssl_server_cert_file = /etc/ssl/company-all.pem
ssl_server_key_file = /etc/ssl/company-all.pem
local_name mail.$LAB_SECOND {
  ssl_server_cert_file = /etc/ssl/second-all.pem
  ssl_server_key_file = /etc/ssl/second-all.pem
}
CONF
sed -i -e '/^ssl_/d' /etc/dovecot/local.conf
systemctl restart postfix dovecot
