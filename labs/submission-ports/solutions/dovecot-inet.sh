#!/bin/bash
# Dovecot on a loopback port; everything else in main.cf, port 25 keeps its own settings.
cat > /etc/dovecot/local.conf <<'CONF'
service auth {
  inet_listener postfix {
    listen = 127.0.0.1
    port = 12345
  }
}
CONF
postconf -e smtpd_sasl_type=dovecot smtpd_sasl_path=inet:127.0.0.1:12345 smtpd_tls_auth_only=yes \
  'smtpd_tls_chain_files=/etc/ssl/postlab/key.pem /etc/ssl/postlab/cert.pem' 'staff_only=permit_sasl_authenticated,reject'
cat >> /etc/postfix/master.cf <<'CONF'
587 inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=$staff_only
  -o smtpd_delay_reject=yes
465 inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sender_restrictions=$staff_only
CONF
systemctl restart dovecot postfix
