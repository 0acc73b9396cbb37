#!/bin/bash
# The mail server knows three people, from a file that somebody once typed.
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
useradd -r -m -d /srv/vmail -s /usr/sbin/nologin vmail
for n in 10 11 12; do printf '%s%s@%s:{PLAIN}%s%s::::::\n' "$LAB_PREFIX" "$n" "$LAB_DOMAIN" "$LAB_STEM" "$n"; done > /etc/dovecot/users
chgrp dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users
cut -d: -f1 /etc/dovecot/users | sed 's/$/ x/' > /etc/postfix/people
cat > /etc/dovecot/dovecot.conf <<'CONF'
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {
  imap = yes
  lmtp = yes
}
mail_driver = maildir
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_path = ~/Maildir
mail_uid = vmail
mail_gid = vmail
ssl = required
ssl_server_cert_file = /etc/ssl/postlab/cert.pem
ssl_server_key_file = /etc/ssl/postlab/key.pem
namespace inbox {
  inbox = yes
}
!include conf.d/people.conf
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF
cat > /etc/dovecot/conf.d/people.conf <<'CONF'
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
CONF
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=localhost" 'mynetworks=127.0.0.0/8' \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" smtpd_sasl_type=dovecot smtpd_sasl_path=private/auth \
  "virtual_mailbox_domains=$LAB_DOMAIN" 'virtual_mailbox_maps=texthash:/etc/postfix/people' 'virtual_transport=lmtp:unix:private/dovecot-lmtp' \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_security_level=encrypt \
  submission/inet/smtpd_recipient_restrictions=permit_sasl_authenticated,reject submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject
