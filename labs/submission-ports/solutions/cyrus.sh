#!/bin/bash
# Cyrus SASL: saslauthd asks PAM. Debian's unit waits for a file beside its own socket in /run, so the two services leave the jail.
postconf -e smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem smtpd_tls_key_file=/etc/ssl/postlab/key.pem
for s in submission submissions; do
  postconf -M "$s/inet=$s inet n - y - - smtpd"
  postconf -P "$s/inet/syslog_name=postfix/$s" "$s/inet/smtpd_sasl_auth_enable=yes" "$s/inet/smtpd_tls_auth_only=yes" \
    "$s/inet/smtpd_recipient_restrictions=permit_sasl_authenticated,reject" "$s/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes
postconf -e smtpd_sasl_type=cyrus smtpd_sasl_path=smtpd
postconf -F submission/inet/chroot=n submissions/inet/chroot=n
mkdir -p /etc/postfix/sasl
printf 'pwcheck_method: saslauthd\nmech_list: PLAIN LOGIN\n' > /etc/postfix/sasl/smtpd.conf
sed -i -e 's|^MECHANISMS=.*|MECHANISMS="pam"|' -e 's|^OPTIONS=.*|OPTIONS="-c"|' /etc/default/saslauthd
usermod -aG sasl postfix
systemctl enable saslauthd
systemctl restart saslauthd postfix
