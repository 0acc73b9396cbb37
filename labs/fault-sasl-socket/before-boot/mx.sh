#!/bin/bash
# The company's mail server as it was, then what "last night's change" left behind.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_COLLEAGUE:$LAB_OTHER_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" service_throttle_time=5s
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
postconf -e home_mailbox=Maildir/

case "$LAB_VARIANT" in
  outside) where=/run/dovecot/auth-client-smtp; mode=0660; owner=postfix; path=/run/dovecot/auth-client-smtp ;;
  mode)    where=/var/spool/postfix/private/auth; mode=0600; owner=dovecot; path=private/auth ;;
  name)    where=/var/spool/postfix/private/dovecot-auth; mode=0660; owner=postfix; path=private/auth ;;
esac
postconf -e "smtpd_sasl_path=$path"
cat > /etc/dovecot/local.conf <<CONF
# Logins for Postfix
service auth {
  unix_listener $where {
    mode = $mode
    user = $owner
    group = $owner
  }
}
CONF
find /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
