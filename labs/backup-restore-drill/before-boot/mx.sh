#!/bin/bash
# The company's mail server: virtual users, aliases, a signer; where Dovecot keeps what, grew over the years.
groupadd --system --gid 871 vmail
useradd --system --uid 873 --gid vmail --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail
chmod 750 /srv/vmail
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_COLLEAGUE:$LAB_OTHER_PASSWORD"; do
  printf '%s@%s:{SHA512-CRYPT}%s::::::\n' "${who%%:*}" "$LAB_DOMAIN" "$(openssl passwd -6 "${who#*:}")"
done > /etc/dovecot/users
chown root:dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users
printf '%s@%s yes\n' "$LAB_USER" "$LAB_DOMAIN" "$LAB_COLLEAGUE" "$LAB_DOMAIN" > /etc/postfix/mailboxes
printf '%s@%s %s@%s, %s@%s\n' "$LAB_ALIAS" "$LAB_DOMAIN" "$LAB_USER" "$LAB_DOMAIN" "$LAB_COLLEAGUE" "$LAB_DOMAIN" > /etc/postfix/aliases-virtual
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" 'mydestination=$myhostname, localhost' 'mynetworks=127.0.0.0/8' \
  "virtual_mailbox_domains=$LAB_DOMAIN" 'virtual_mailbox_maps=texthash:/etc/postfix/mailboxes' 'virtual_alias_maps=texthash:/etc/postfix/aliases-virtual' \
  'virtual_transport=lmtp:unix:private/dovecot-lmtp' 'smtpd_tls_cert_file=/etc/ssl/postlab/mail.pem' 'smtpd_tls_key_file=/etc/ssl/postlab/mail-key.pem' \
  'smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination' 'smtpd_sasl_type=dovecot' 'smtpd_sasl_path=private/auth' \
  'smtpd_milters=inet:127.0.0.1:8891' 'non_smtpd_milters=inet:127.0.0.1:8891' 'milter_default_action=tempfail' \
  queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M 'submission/inet=submission inet n - y - - smtpd'
postconf -P submission/inet/syslog_name=postfix/submission submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_security_level=encrypt \
  submission/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject

chown -R opendkim:opendkim /etc/dkimkeys
chmod 700 /etc/dkimkeys
chmod 600 /etc/dkimkeys/mail.private
cat > /etc/opendkim.conf <<CONF
Syslog yes
Mode s
Domain $LAB_DOMAIN
Selector mail
KeyFile /etc/dkimkeys/mail.private
Canonicalization relaxed/relaxed
Socket inet:8891@127.0.0.1
UserID opendkim
PidFile /run/opendkim/opendkim.pid
OversignHeaders From
CONF
cat > /etc/dovecot/dovecot.conf <<'CONF'
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0

protocols {
  imap = yes
  lmtp = yes
  sieve = yes
}

mail_driver = maildir
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_path = ~/Maildir
mail_control_path = /var/lib/mail-control/%{user}
mail_uid = vmail
mail_gid = vmail

namespace inbox {
  inbox = yes
  separator = /
}

auth_mechanisms = plain login
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}

ssl = required
ssl_server_cert_file = /etc/ssl/postlab/mail.pem
ssl_server_key_file = /etc/ssl/postlab/mail-key.pem

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

protocol lmtp {
  mail_plugins {
    sieve = yes
  }
}
sieve_script personal {
  driver = file
  path = ~/sieve
  active_path = ~/.dovecot.sieve
}
CONF
install -d -o vmail -g vmail -m 700 /var/lib/mail-control

# Years of mail. UIDs have gaps and UIDVALIDITY is of long ago, as in every mailbox that has been used.
letter() { # user, box folder below Maildir ('' is INBOX), control folder, number, flags
  local box=/srv/vmail/$LAB_DOMAIN/$1/Maildir$2 control=/var/lib/mail-control/$1@$LAB_DOMAIN$3 name
  mkdir -p "$box/cur" "$box/new" "$box/tmp" "$control"
  name="17$((360000 + $4 * 977))$4.M$4P7.mail"
  printf 'From: <archive@%s>\nTo: <%s@%s>\nSubject: Letter %d\nDate: Fri, 03 Jan 2025 08:%02d:00 +0000\nMessage-ID: <%s-%d@%s>\n\n%s-%s-%d\n' \
    "$LAB_DOMAIN" "$1" "$LAB_DOMAIN" "$4" "$4" "$LAB_ARCHIVE" "$4" "$LAB_DOMAIN" "$LAB_ARCHIVE" "$1" "$4" > "$box/cur/$name:2,$5"
  touch -d "2025-01-03 08:$(printf %02d "$4")" "$box/cur/$name:2,$5"
  printf '%d :%s\n' "$(($4 * 7 + 4))" "$name" >> "$control/uids"
}
for i in 1 2 3 4 5 6; do letter "$LAB_USER" '' /.INBOX "$i" "$([ $((i % 2)) = 0 ] && echo FSa || echo S)"; done
for i in 11 12 13; do letter "$LAB_USER" /.Projects /.Projects "$i" RS; done
for i in 21 22; do letter "$LAB_USER" '/.&mHl27g-' '/.&mHl27g-' "$i" Sb; done
for i in 31 32; do letter "$LAB_COLLEAGUE" '' /.INBOX "$i" S; done
validity=$((1500000000 + 16#${LAB_ARCHIVE:0:6}))
find /var/lib/mail-control -name uids | sort | while read -r uids; do
  { printf '3 V%d N400 G%08x%08x%08x%08x\n' "$validity" 1 2 3 "$validity"; cat "$uids"; } > "${uids%uids}dovecot-uidlist"
  printf '0 Accounts\n1 $Forwarded\n' > "${uids%uids}dovecot-keywords"
  rm "$uids"
  validity=$((validity + 31))
done
home=/srv/vmail/$LAB_DOMAIN/$LAB_COLLEAGUE
mkdir -p "$home/sieve"
printf 'require ["fileinto", "mailbox"];\nif header :contains "List-Id" "<" { fileinto :create "Lists"; }\n' > "$home/sieve/rules.sieve"
ln -s sieve/rules.sieve "$home/.dovecot.sieve"
chown -R vmail:vmail /srv/vmail /var/lib/mail-control
chmod -R go-rwx /srv/vmail/"$LAB_DOMAIN" /var/lib/mail-control

rm -rf /srv/backup
mkdir -p /etc/night.d
chmod 755 /usr/local/sbin/ops /usr/local/sbin/night
systemctl enable ops.socket night.timer
ln -s /usr/lib/systemd/system/opendkim.service /etc/systemd/system/multi-user.target.wants/
find /etc/postfix /etc/dovecot /etc/opendkim.conf /etc/dkimkeys /etc/mailname -exec touch -h -d '2026-01-05 08:00' {} +
