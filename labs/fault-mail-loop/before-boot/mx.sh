#!/bin/bash
# One mail server, two domains of the same house: the company's and its shop's.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_BOSS:$LAB_BOSS_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" home_mailbox=Maildir/ \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
postconf -M "submission/inet=submission inet n - y - - smtpd"
postconf -P submission/inet/syslog_name=postfix/submission submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_security_level=encrypt \
  submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<CONF
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
CONF

# The router's part: who calls the address that it passes on to us, from inside, too, gets us.
cat > /etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table ip router {
  chain inside {
    type nat hook output priority -100;
    ip daddr $LAB_PUBLIC_IP tcp dport 25 dnat to $LAB_IP_MX
  }
}
CONF
systemctl -q enable nftables
public=$LAB_PUBLIC_IP
[ "$LAB_VARIANT" = address ] && public=$LAB_OLD_IP
postconf -e "proxy_interfaces=$public"

printf '\\%s, %s@%s\n' "$LAB_USER" "$LAB_USER" "$LAB_ISP" > "/home/$LAB_USER/.forward"
shop() {
  postconf -e "virtual_alias_domains=$LAB_BRAND" virtual_alias_maps=texthash:/etc/postfix/virtual
  printf '# The shop\ninfo@%s %s@%s\n%s@%s %s@%s\n' "$LAB_BRAND" "$LAB_USER" "$LAB_DOMAIN" "$LAB_BOSS" "$LAB_BRAND" "$LAB_BOSS" "$LAB_DOMAIN" > /etc/postfix/virtual
}
case "$LAB_VARIANT" in
  class)
    postconf -e "relay_domains=$LAB_BRAND"
    printf 'info: %s\n' "$LAB_USER" >> /etc/aliases
    newaliases
    ;;
  address)
    printf 'info@%s info\n%s@%s %s\n' "$LAB_BRAND" "$LAB_BOSS" "$LAB_BRAND" "$LAB_BOSS" > /etc/postfix/shop
    postconf -e "relay_domains=$LAB_BRAND" relay_recipient_maps=texthash:/etc/postfix/shop best_mx_transport=local
    printf 'info: %s\n' "$LAB_USER" >> /etc/aliases
    newaliases
    ;;
  forward)
    shop
    printf 'info@%s, %s@%s\n' "$LAB_BRAND" "$LAB_USER" "$LAB_ISP" > "/home/$LAB_USER/.forward"
    ;;
  filter)
    shop
    printf '%s FILTER scan:[127.0.0.1]:10026\n' "$LAB_BRAND" > /etc/postfix/scan
    postconf -e 'smtpd_recipient_restrictions=check_recipient_access texthash:/etc/postfix/scan'
    postconf -M 'scan/unix=scan unix - - y - 4 smtp' '127.0.0.1:10026/inet=127.0.0.1:10026 inet n - y - - smtpd'
    postconf -P smtp/inet/receive_override_options=no_address_mappings 127.0.0.1:10026/inet/syslog_name=postfix/scanned \
      127.0.0.1:10026/inet/receive_override_options=no_address_mappings
    ;;
esac
chown "$LAB_USER:$LAB_USER" "/home/$LAB_USER/.forward"
find /etc/postfix /etc/dovecot /etc/mailname /etc/aliases /etc/aliases.db /etc/nftables.conf /etc/systemd/system /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
