# Inside a container of the mail image: FQDN DOMAIN USER… — one Postfix + Dovecot with virtual mailboxes (curriculum D.1), logs in files.
fqdn=$1 domain=$2
shift 2
groupadd -g 5000 vmail
useradd -u 5000 -g 5000 -d /srv/vmail -M -s /usr/sbin/nologin vmail
install -d -o vmail -g vmail /srv/vmail
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$fqdn" \
  -keyout /etc/ssl/private/mail.key -out /etc/ssl/certs/mail.pem 2>/dev/null
: >/etc/postfix/vmailbox
: >/etc/postfix/virtual
: >/etc/dovecot/users
for user in "$@"; do
  echo "$user@$domain ok" >>/etc/postfix/vmailbox
  echo "$user@$domain:{PLAIN}harbour-lamp-27::::::" >>/etc/dovecot/users
done
postconf -e "myhostname=$fqdn" "myorigin=$fqdn" "mydestination=" "inet_protocols=ipv4" "inet_interfaces=all" "maillog_file=/var/log/mail.log" \
  "compatibility_level=3.9" "mynetworks=127.0.0.0/8" \
  "virtual_mailbox_domains=$domain" "virtual_mailbox_maps=texthash:/etc/postfix/vmailbox" \
  "virtual_alias_maps=texthash:/etc/postfix/virtual" "virtual_transport=lmtp:unix:private/dovecot-lmtp" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated defer_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
  "smtpd_tls_cert_file=/etc/ssl/certs/mail.pem" "smtpd_tls_key_file=/etc/ssl/private/mail.key" "smtpd_tls_security_level=may" \
  "smtp_tls_security_level=may" "smtp_tls_CApath=/etc/ssl/certs"
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P "submission/inet/syslog_name=postfix/submission" "submission/inet/smtpd_tls_security_level=encrypt" \
  "submission/inet/smtpd_sasl_auth_enable=yes" "submission/inet/smtpd_tls_auth_only=yes" \
  "submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
cat >/etc/dovecot/dovecot.conf <<'C'
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {
  imap = yes
  lmtp = yes
}
log_path = /var/log/dovecot.log
mail_driver = maildir
mail_home = /srv/vmail/%{user | domain}/%{user | username}
mail_path = ~/Maildir
mail_uid = vmail
mail_gid = vmail
namespace inbox {
  inbox = yes
  separator = /
}
passdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
userdb passwd-file {
  passwd_file_path = /etc/dovecot/users
}
ssl = required
ssl_server_cert_file = /etc/ssl/certs/mail.pem
ssl_server_key_file = /etc/ssl/private/mail.key
auth_mechanisms = plain login
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
mail_plugins {
  quota = yes
}
quota "User quota" {
}
quota_storage_size = 1M
quota_storage_grace = 0
quota_exceeded_message = Mailbox is full
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
quota_status_overquota = "552 5.2.2 Mailbox is full"
quota_status_toolarge = "552 5.2.3 Message too large for this mailbox"
C
: >/var/log/mail.log
cp /etc/resolv.conf /etc/hosts /etc/services /var/spool/postfix/etc/ 2>/dev/null || true
postfix start 2>&1 | grep -v -e "starting the Postfix" -e "^updating /etc/" || true
dovecot
