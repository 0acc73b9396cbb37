#!/bin/bash
# fails: strangers
# because: the message was taken
postconf -e smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem smtpd_tls_key_file=/etc/ssl/postlab/key.pem
for s in submission submissions; do
  postconf -M "$s/inet=$s inet n - y - - smtpd"
  postconf -P "$s/inet/syslog_name=postfix/$s" "$s/inet/smtpd_sasl_auth_enable=yes" "$s/inet/smtpd_tls_auth_only=yes" \
    "$s/inet/smtpd_recipient_restrictions=permit_sasl_authenticated,reject" "$s/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes
postconf -e smtpd_sasl_type=dovecot smtpd_sasl_path=private/auth
printf 'service auth {\n  unix_listener /var/spool/postfix/private/auth {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\n' > /etc/dovecot/local.conf
# Docker's and many offices' default idea: the own subnet may.
postconf -e "mynetworks=127.0.0.0/8 ${LAB_IP_MX%.*}.0/24"
for s in submission submissions; do
  postconf -P "$s/inet/smtpd_recipient_restrictions=permit_mynetworks,permit_sasl_authenticated,reject" "$s/inet/smtpd_relay_restrictions=permit_mynetworks,permit_sasl_authenticated,reject"
done
postconf -e 'smtpd_relay_restrictions=permit_sasl_authenticated reject_unauth_destination'
systemctl restart dovecot postfix
