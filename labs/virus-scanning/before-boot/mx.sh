#!/bin/bash
# The company's server: what comes in an attachment is nobody's business. And the switch of the people who look after the machines.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_COLLEAGUE:$LAB_OTHER_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "home_mailbox=Maildir/" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
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
chmod 755 /usr/local/sbin/scanner-switch
systemctl enable scanner-switch.socket
# What last week's incident left behind: the hash of a file that nobody here has.
python3 - > /var/lib/clamav/incident.hdb <<'PY'
import hashlib, os
sample = b''.join(hashlib.sha256(f"{os.environ['LAB_SAMPLE']}:{i}".encode()).digest() for i in range(64))
print(f'{hashlib.md5(sample).hexdigest()}:{len(sample)}:Incident-Sample')
PY
chown clamav:clamav /var/lib/clamav/incident.hdb
