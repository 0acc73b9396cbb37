#!/bin/bash
# A company's server that works; one thing it relies on does not answer any more.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s\n' "$LAB_USER:$LAB_PASSWORD" | chpasswd
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
lists="reject_rbl_client $LAB_LIST_ZONE=127.0.0.[2..11]"
[ "$LAB_VARIANT" = list ] && lists="reject_rbl_client $LAB_OLD_LIST=127.0.0.[2..11], $lists"
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_client_restrictions=permit_mynetworks, $lists" "smtpd_sender_restrictions=reject_unknown_sender_domain" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" "home_mailbox=Maildir/" "smtpd_client_connection_count_limit=50"
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
servers=$(printf 'nameserver %s\nnameserver 203.0.113.53\n' "$LAB_OLD_RESOLVER")
case "$LAB_VARIANT" in
  resolver) printf '%s\n' "$servers" > /var/lib/postlab-resolv.conf ;;
  jail)
    mkdir -p /var/spool/postfix/etc
    cp /etc/services /etc/hosts /etc/nsswitch.conf /etc/host.conf /var/spool/postfix/etc/
    printf '%s\n' "$servers" > /var/spool/postfix/etc/resolv.conf
    printf 'SYNC_CHROOT=\n' > /etc/default/postfix
    ;;
esac
find /etc/postfix /etc/dovecot /etc/default /etc/mailname /etc/passwd /etc/shadow /etc/group /home /var/lib/postlab-resolv.conf /var/spool/postfix/etc -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
