#!/bin/bash
# fails: certificate
# because: the certificate is not for mail.
postconf -e smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem smtpd_tls_key_file=/etc/ssl/postlab/key.pem
printf 'ssl_server_cert_file = /etc/ssl/postlab/cert.pem\nssl_server_key_file = /etc/ssl/postlab/key.pem\n' >> /etc/dovecot/local.conf
systemctl restart postfix dovecot
