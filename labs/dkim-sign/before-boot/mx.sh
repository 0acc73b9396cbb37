#!/bin/bash
# A mail server for two domains that works and signs nothing.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s\n' "$LAB_USER:$LAB_PASSWORD" | chpasswd

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, $LAB_SECOND, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "home_mailbox=Maildir/" smtp_tls_security_level=none \
  queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<'CONF'
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF

# Whoever writes to status@ gets an answer from a program on this machine.
cat > /usr/local/bin/status-reply <<'REPLY'
#!/bin/bash
# Called by Postfix for mail to status@: SENDER is the envelope sender.
[ -n "$SENDER" ] || exit 0
subject=$(grep -im1 '^subject:' | cut -c9- | tr -cd 'A-Za-z0-9 ._-')
from=status@$(cut -d. -f2- /etc/mailname)
printf 'From: %s\nTo: %s\nSubject: Re:%s\nAuto-Submitted: auto-replied\n\nThe server is up: %s\n' "$from" "$SENDER" "$subject" "$subject" | /usr/sbin/sendmail -f "$from" -- "$SENDER"
REPLY
chmod 755 /usr/local/bin/status-reply
printf 'postmaster: root\nstatus: "|/usr/local/bin/status-reply"\n' > /etc/aliases
newaliases
