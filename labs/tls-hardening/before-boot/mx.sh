#!/bin/bash
# A server as it was set up long ago: everything is offered to everybody, with a certificate that it signed itself.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s:%s\n' "$LAB_USER" "$LAB_PASSWORD" | chpasswd
printf 'mx.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mx.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/old/cert.pem" "smtpd_tls_key_file=/etc/ssl/old/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "home_mailbox=Maildir/"
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/old/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/old/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<'CONF'
# Logins for Postfix
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF
mkdir -p /etc/ssl/old
openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ssl/old/key.pem -out /etc/ssl/old/cert.pem -days 3650 -subj "/CN=mx.$LAB_DOMAIN"
chmod 600 /etc/ssl/old/key.pem
sed -i 's|^ssl = .*|ssl = yes|' /etc/dovecot/conf.d/10-ssl.conf
cat >> /etc/dovecot/local.conf <<'CONF'
# Old phones need this
ssl_min_protocol = TLSv1
ssl_cipher_list = ALL:COMPLEMENTOFDEFAULT:@SECLEVEL=0
CONF
postconf -e 'smtpd_tls_protocols=>=TLSv1' 'smtpd_tls_mandatory_protocols=>=TLSv1' smtpd_tls_ciphers=low smtpd_tls_mandatory_ciphers=low \
  'tls_low_cipherlist=ALL:COMPLEMENTOFDEFAULT:@SECLEVEL=0' smtpd_tls_security_level=may
