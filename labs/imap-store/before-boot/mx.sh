#!/bin/bash
# Postfix as the MX of a domain whose people have no mailboxes yet.
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=localhost" 'mynetworks=127.0.0.0/8' \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" 'smtpd_tls_security_level=may'
