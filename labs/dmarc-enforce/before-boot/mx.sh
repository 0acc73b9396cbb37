#!/bin/bash
# A mail server that believes every From line.
people="$LAB_USER:$LAB_PASSWORD"
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
groupadd --system vmail
useradd --system --gid vmail --home-dir /srv/vmail --create-home --shell /usr/sbin/nologin vmail
chmod 750 /srv/vmail
printf '%s\n' "$people" | while IFS=: read -r name password; do
  printf '%s@%s:{SHA512-CRYPT}%s::::::\n' "$name" "$LAB_DOMAIN" "$(openssl passwd -6 "$password")"
done > /etc/dovecot/users
chown root:dovecot /etc/dovecot/users
chmod 640 /etc/dovecot/users
printf '%s\n' "$people" | sed "s/:.*/@$LAB_DOMAIN yes/" > /etc/postfix/mailboxes

postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$myhostname, localhost" \
  "virtual_mailbox_domains=$LAB_DOMAIN" "virtual_mailbox_maps=texthash:/etc/postfix/mailboxes" "virtual_transport=lmtp:unix:private/dovecot-lmtp" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth"
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes

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
ssl_server_cert_file = /etc/ssl/postlab/cert.pem
ssl_server_key_file = /etc/ssl/postlab/key.pem

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

!include_try local.conf
CONF
cat > /etc/dovecot/local.conf <<'CONF'
namespace inbox {
  mailbox Junk {
    auto = subscribe
    special_use = \Junk
  }
}
protocol lmtp {
  mail_plugins {
    sieve = yes
  }
}
sieve_script before {
  type = before
  driver = file
  path = /etc/dovecot/sieve/before.sieve
}
CONF
mkdir -p /etc/dovecot/sieve
cat > /etc/dovecot/sieve/before.sieve <<'SIEVE'
require ["fileinto"];
if header :is "X-Spam" "Yes" {
  fileinto "Junk";
  stop;
}
SIEVE
sievec /etc/dovecot/sieve/before.sieve
