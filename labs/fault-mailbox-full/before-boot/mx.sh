#!/bin/bash
# The company's mail server: Postfix hands mail to Dovecot over LMTP, Dovecot keeps count and is asked before each recipient is accepted.
limit="${LAB_LIMIT}M"
useradd -r -u 900 -d /srv/vmail -s /usr/sbin/nologin vmail
mkdir -p /srv/vmail

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" 'mydestination=$myhostname, localhost' \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "virtual_mailbox_domains=$LAB_DOMAIN" "virtual_mailbox_maps=texthash:/etc/postfix/mailboxes" 'virtual_alias_maps=texthash:/etc/postfix/aliases-virtual' \
  'virtual_transport=lmtp:unix:private/dovecot-lmtp' \
  'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination' \
  'smtpd_recipient_restrictions=check_policy_service unix:private/quota-status' \
  'smtpd_sasl_type=dovecot' 'smtpd_sasl_path=private/auth' \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M 'submission/inet=submission inet n - y - - smtpd'
postconf -P submission/inet/syslog_name=postfix/submission submission/inet/smtpd_tls_security_level=encrypt submission/inet/smtpd_sasl_auth_enable=yes \
  submission/inet/smtpd_recipient_restrictions= submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject
printf 'postmaster@%s %s@%s\n' "$LAB_DOMAIN" "$LAB_USER" "$LAB_DOMAIN" > /etc/postfix/aliases-virtual

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^!include auth-system/s/^/#/' /etc/dovecot/conf.d/10-auth.conf
sed -i -e '/^ *auth_username_format/d' /etc/dovecot/conf.d/20-lmtp.conf
sed -i -e 's/^mail_driver.*/mail_driver = maildir/' -e 's|^mail_home.*|mail_home = /srv/vmail/%{user \| domain}/%{user \| username}|' \
  -e 's|^mail_path.*|mail_path = ~/Maildir|' -e '/^mail_inbox_path/d' -e '/^mail_privileged_group/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<CONF
mail_uid = vmail
mail_gid = vmail

passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}

service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}

# Mailbox sizes: the house rule is $limit for everybody
mail_plugins {
  quota = yes
}
protocol imap {
  mail_plugins {
    imap_quota = yes
  }
}
quota "User quota" {
}
quota_storage_size = $limit
quota_storage_grace = 0
quota_exceeded_message = Mailbox full

service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener /var/spool/postfix/private/quota-status {
    mode = 0660
    user = postfix
    group = postfix
  }
}
quota_status_success = DUNNO
quota_status_nouser = DUNNO
quota_status_overquota = 452 4.2.2 Mailbox is full
quota_status_toolarge = 552 5.2.3 Message too large for this mailbox
CONF

# user:password[:extra]
entry() {
  printf '%s@%s:%s::::::%s\n' "$1" "$LAB_DOMAIN" "$(doveadm pw -s SHA512-CRYPT -r 5000 -p "$2")" "$3" >> /etc/dovecot/users
  printf '%s@%s ok\n' "$1" "$LAB_DOMAIN" >> /etc/postfix/mailboxes
}
own=
[ "$LAB_VARIANT" = override ] && own='userdb_quota_storage_size=1M'
entry "$LAB_USER" "$LAB_PASSWORD" ''
entry "$LAB_LADY" "$LAB_LADY_PASSWORD" "$own"
entry "$LAB_BOSS" "$LAB_BOSS_PASSWORD" "userdb_quota_storage_size=$((LAB_LIMIT * 2))M"
chown root:dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users

serial=0
# letters FOLDER COUNT KILOBYTES: mail of the last year, each message once in the world
letters() { # letters USER FOLDER COUNT KB
  local dir="/srv/vmail/$LAB_DOMAIN/$1/Maildir$2" i
  mkdir -p "$dir/cur" "$dir/new" "$dir/tmp"
  local body
  body=$(head -c $(($4 * 750)) /dev/zero | tr '\0' x | base64 -w 76)
  for ((i = 1; i <= $3; i++)); do
    local n=$((++serial))
    printf 'From: <%s@%s>\nTo: <%s@%s>\nSubject: Drawing %s\nMessage-ID: <%s.%s@%s>\nDate: Mon, 05 Jan 2026 07:%02d:00 +0000\nMIME-Version: 1.0\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n%s\n' \
      "$LAB_CUSTOMER" "$LAB_PEER" "$1" "$LAB_DOMAIN" "$n" "$LAB_ARCHIVE" "$n" "$LAB_PEER" $((i % 60)) "$body" > "$dir/cur/1767597$((100 + i)).M${i}P1.mail:2,S"
  done
}
lady="/srv/vmail/$LAB_DOMAIN/$LAB_LADY/Maildir"
case "$LAB_VARIANT" in
  override) letters "$LAB_LADY" '' 5 230 ;;
  trash)
    letters "$LAB_LADY" '' 2 20
    letters "$LAB_LADY" /.Trash $((LAB_LIMIT * 4)) 260
    ;;
  hidden)
    letters "$LAB_LADY" '' 2 20
    letters "$LAB_LADY" /.EXPUNGED $((LAB_LIMIT * 4)) 260
    cat >> /etc/dovecot/local.conf <<CONF

mail_plugins {
  lazy_expunge = yes
}
lazy_expunge_mailbox = EXPUNGED
CONF
    ;;
  stale)
    letters "$LAB_LADY" '' 3 20
    sed -i 's/^quota "User quota" {/&\n  driver = maildir/' /etc/dovecot/local.conf
    printf '%sS\n%s 41\n' $((LAB_LIMIT * 1048576)) $((LAB_LIMIT * 1048576 + 52817)) > "$lady/maildirsize"
    ;;
esac
printf 'V 2\n\nTrash\nSent\n' | sed "s/ 2/\t2/" > "$lady/subscriptions"
letters "$LAB_USER" '' 3 100
letters "$LAB_BOSS" '' 2 600
chown -R vmail:vmail /srv/vmail
find /etc/postfix /etc/dovecot /etc/mailname /etc/passwd /etc/shadow /etc/group /srv -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
if [ -f "$lady/maildirsize" ]; then touch -d '2031-03-04 08:00' "$lady/maildirsize"; fi
