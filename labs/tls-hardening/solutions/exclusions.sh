#!/bin/bash
# The older way: protocols by exclusion, cipher lists by name, the default for one name and a table for both. The daemons read the client's own files; a path unit tells them of each renewal.
systemctl start acme-renew
postconf -X smtpd_tls_cert_file smtpd_tls_key_file
live=/etc/acme/live
cat > /etc/postfix/names <<MAP
mail.$LAB_DOMAIN $live/company/key.pem $live/company/fullchain.pem
mail.$LAB_SECOND $live/second/key.pem $live/second/fullchain.pem
MAP
postmap -F lmdb:/etc/postfix/names
postconf -e "smtpd_tls_chain_files=$live/company/key.pem, $live/company/fullchain.pem" tls_server_sni_maps=lmdb:/etc/postfix/names \
  'smtpd_tls_protocols=!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' 'smtpd_tls_mandatory_protocols=!SSLv2, !SSLv3, !TLSv1, !TLSv1.1' \
  smtpd_tls_ciphers=high smtpd_tls_mandatory_ciphers=high 'tls_high_cipherlist=ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM'
cat > /etc/dovecot/conf.d/10-ssl.conf <<CONF
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM
ssl_server_cert_file = $live/company/fullchain.pem
ssl_server_key_file = $live/company/key.pem
local_name mail.$LAB_SECOND {
  ssl_server_cert_file = $live/second/fullchain.pem
  ssl_server_key_file = $live/second/key.pem
}
CONF
sed -i -e '/^ssl_/d' /etc/dovecot/local.conf
# Else Dovecot ends all sessions a few seconds after each reload.
printf 'shutdown_clients = no\n' >> /etc/dovecot/local.conf
printf '[Path]\nPathChanged=/var/lib/acme/serial\n[Install]\nWantedBy=multi-user.target\n' > /etc/systemd/system/tls-reload.path
printf '[Service]\nType=oneshot\nExecStart=/usr/sbin/postmap -F lmdb:/etc/postfix/names\nExecStart=/usr/bin/systemctl reload postfix\nExecStart=/usr/bin/systemctl reload dovecot\n' > /etc/systemd/system/tls-reload.service
systemctl daemon-reload
systemctl enable --now tls-reload.path
systemctl restart postfix dovecot
