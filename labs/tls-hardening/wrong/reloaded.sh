#!/bin/bash
# fails: renewal
# because: the IMAP session that was open ended
touch /etc/postfix/sni
mkdir -p /etc/ssl/mail
cat > /etc/acme/hooks/mail <<'HOOK'
#!/bin/bash
umask 077
for name in company second; do
  cat "/etc/acme/live/$name/key.pem" "/etc/acme/live/$name/fullchain.pem" > "/etc/ssl/mail/$name.new"
  mv "/etc/ssl/mail/$name.new" "/etc/ssl/mail/$name.pem"
done
postmap -F lmdb:/etc/postfix/sni
systemctl reload postfix
systemctl reload dovecot
HOOK
chmod 755 /etc/acme/hooks/mail
# Twice: the first may only wait for a renewal that had begun before.
systemctl start acme-renew
systemctl start acme-renew
postconf -X smtpd_tls_cert_file smtpd_tls_key_file smtpd_tls_ciphers smtpd_tls_mandatory_ciphers tls_low_cipherlist
printf 'mail.%s /etc/ssl/mail/second.pem\n' "$LAB_SECOND" > /etc/postfix/sni
postmap -F lmdb:/etc/postfix/sni
postconf -e smtpd_tls_chain_files=/etc/ssl/mail/company.pem \
  tls_server_sni_maps=lmdb:/etc/postfix/sni 'smtpd_tls_protocols=>=TLSv1.2' 'smtpd_tls_mandatory_protocols=>=TLSv1.2' smtpd_tls_exclude_ciphers=aNULL
sed -i -e '/Old phones/d' -e '/^ssl_min_protocol/d' -e '/^ssl_cipher_list/d' /etc/dovecot/local.conf
cat >> /etc/dovecot/local.conf <<CONF
ssl_server_cert_file = /etc/ssl/mail/company.pem
ssl_server_key_file = /etc/ssl/mail/company.pem
local_name mail.$LAB_SECOND {
  ssl_server_cert_file = /etc/ssl/mail/second.pem
  ssl_server_key_file = /etc/ssl/mail/second.pem
}
CONF
systemctl restart postfix dovecot
