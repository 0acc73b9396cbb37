#!/bin/bash
# A mail server that works; it is not what this lab is about.
name=$LAB_MAIL_NAME.$LAB_DOMAIN
printf '%s\n' "$name" > /etc/mailname
postconf -e "myhostname=$name" "mydestination=\$myhostname, $LAB_DOMAIN, localhost" \
  'smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem' 'smtpd_tls_key_file=/etc/ssl/postlab/key.pem'
