#!/bin/bash
# A mail server that works, on a machine on which more listens than anybody needs from outside.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s:%s\n' "$LAB_USER" "$LAB_PASSWORD" | chpasswd
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e inet_protocols=all "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" 'mynetworks=127.0.0.0/8' \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" home_mailbox=Maildir/ \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" smtpd_sasl_type=dovecot smtpd_sasl_path=private/auth \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_recipient_restrictions=permit_sasl_authenticated,reject" "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
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
service lmtp {
  inet_listener lmtp {
    port = 24
  }
}
CONF
printf 'bind=::\nname=mail.%s\nserver=mx.%s\nto=%s@%s\n' "$LAB_DOMAIN" "$LAB_PEER" "$LAB_CUSTOMER" "$LAB_PEER" > /etc/jobs.conf
echo bind=:: > /etc/agent.conf
mkdir -p /var/lib/agent
systemctl enable jobs.service agent.service
