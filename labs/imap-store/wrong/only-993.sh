#!/bin/bash
# fails: login
# because: Port 143 of mx
export DEBIAN_FRONTEND=noninteractive
apt-get install -y dovecot-imapd dovecot-lmtpd
useradd -r -m -d /srv/vmail -s /usr/sbin/nologin vmail
umask 077
for who in "$LAB_FIRST:$LAB_FIRST_PASSWORD" "$LAB_SECOND:$LAB_SECOND_PASSWORD"; do
  printf '%s@%s:%s::::::\n' "${who%%:*}" "$LAB_DOMAIN" "$(doveadm pw -s SHA512-CRYPT -p "${who#*:}")"
done > /etc/dovecot/users
chgrp dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users
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
  mailbox Drafts {
    special_use = \Drafts
    auto = subscribe
  }
  mailbox Sent {
    special_use = \Sent
    auto = subscribe
  }
  mailbox Junk {
    special_use = \Junk
    auto = subscribe
  }
  mailbox Trash {
    special_use = \Trash
    auto = subscribe
  }
}
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
CONF
postconf -e "virtual_mailbox_domains = $LAB_DOMAIN" "virtual_mailbox_maps = texthash:/etc/postfix/people" 'virtual_transport = lmtp:unix:private/dovecot-lmtp'
umask 022
printf '%s@%s x\n' "$LAB_FIRST" "$LAB_DOMAIN" "$LAB_SECOND" "$LAB_DOMAIN" > /etc/postfix/people
printf 'service imap-login {\n  inet_listener imap {\n    port = 0\n  }\n}\n' >> /etc/dovecot/dovecot.conf
systemctl restart dovecot postfix
