#!/bin/bash
# A small company's mail server with certificates that renew themselves, or should.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_BOSS:$LAB_BOSS_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" home_mailbox=Maildir/ \
  smtpd_tls_cert_file=/etc/postfix/tls/cert.pem smtpd_tls_key_file=/etc/postfix/tls/key.pem \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" \
  "smtpd_sasl_type=dovecot" "smtpd_sasl_path=private/auth" \
  service_throttle_time=5s queue_run_delay=5s minimal_backoff_time=5s maximal_backoff_time=30s transport_retry_time=5s
for service in submission submissions; do
  postconf -M "$service/inet=$service inet n - y - - smtpd"
  postconf -P "$service/inet/syslog_name=postfix/$service" "$service/inet/smtpd_sasl_auth_enable=yes" \
    "$service/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject"
done
postconf -P submission/inet/smtpd_tls_security_level=encrypt submissions/inet/smtpd_tls_wrappermode=yes

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/dovecot/tls/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/dovecot/tls/key.pem|' \
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

# The certificate client: what a real one does every sixty days, done every twenty seconds.
mkdir -p /etc/acme/hooks /etc/acme/archive /var/lib/acme /etc/postfix/tls /etc/dovecot/tls
for name in alpha beta; do
  mkdir -p "/var/lib/acme/$name"
  cp "/etc/ssl/postlab/$name.pem" "/var/lib/acme/$name/cert.pem"
  cp "/etc/ssl/postlab/$name-key.pem" "/var/lib/acme/$name/key.pem"
  cp "/etc/ssl/postlab/$name-chain.pem" "/var/lib/acme/$name/chain.pem"
  cat "/var/lib/acme/$name/cert.pem" "/var/lib/acme/$name/chain.pem" > "/var/lib/acme/$name/fullchain.pem"
done
cat > /usr/local/sbin/acme-renew <<'RENEW'
#!/bin/bash
# Renews the certificate of this host: new key, new certificate, then everything in /etc/acme/hooks.
# cert.pem: the certificate alone; chain.pem: the CA that signed it; fullchain.pem: both; key.pem: the key.
cd /etc/acme || exit 1
n=$(( $(cat /var/lib/acme/serial 2>/dev/null || echo 0) + 1 ))
from=alpha
[ $((n % 2)) = 0 ] && from=beta
mkdir -p "archive/$n" && cp /var/lib/acme/$from/*.pem "archive/$n/" && chmod 600 "archive/$n/key.pem"
ln -sfn "archive/$n" live.new && mv -T live.new live
echo "$n" > /var/lib/acme/serial
rm -rf "archive/$((n - 3))"
run-parts /etc/acme/hooks
RENEW
chmod 755 /usr/local/sbin/acme-renew
printf '[Unit]\nDescription=Renew certificates\nAfter=postfix.service dovecot.service\n[Service]\nType=oneshot\nExecStart=/usr/local/sbin/acme-renew\n' > /etc/systemd/system/acme-renew.service
printf '[Unit]\nDescription=Renew certificates regularly\n[Timer]\nOnBootSec=20s\nOnUnitInactiveSec=20s\nAccuracySec=1s\n[Install]\nWantedBy=timers.target\n' > /etc/systemd/system/acme-renew.timer
systemctl enable acme-renew.timer >/dev/null 2>&1

old() { # old FOLDER: the certificate of last winter
  cp /etc/ssl/postlab/old.pem "$1/cert.pem"
  cp /etc/ssl/postlab/old-key.pem "$1/key.pem"
}
hook=/etc/acme/hooks/mail
case "$LAB_VARIANT" in
  hook)
    old /etc/postfix/tls
    old /etc/dovecot/tls
    cat > "$hook" <<'HOOK'
#!/bin/bash
for daemon in postfix dovecot; do
  cp /etc/acme/live/fullchain.pem "/etc/$daemon/tls/cert.pem"
  cp /etc/acme/live/key.pem "/etc/$daemon/tls/key.pem"
  systemctl reload "$daemon"
done
HOOK
    chmod 644 "$hook"
    ;;
  chain)
    for daemon in postfix dovecot; do
      cp /var/lib/acme/alpha/cert.pem /var/lib/acme/alpha/key.pem "/etc/$daemon/tls/"
    done
    cat > "$hook" <<'HOOK'
#!/bin/bash
for daemon in postfix dovecot; do
  cp /etc/acme/live/cert.pem "/etc/$daemon/tls/cert.pem"
  cp /etc/acme/live/key.pem "/etc/$daemon/tls/key.pem"
  systemctl reload "$daemon"
done
HOOK
    chmod 755 "$hook"
    ;;
  mismatch)
    old /etc/postfix/tls
    old /etc/dovecot/tls
    cp /var/lib/acme/alpha/fullchain.pem /etc/postfix/tls/cert.pem
    cat > "$hook" <<'HOOK'
#!/bin/bash
cp /etc/acme/live/fullchain.pem /etc/postfix/tls/cert.pem
cp /etc/acme/live/key.pem /etc/postfix/tls/cert.key
systemctl reload postfix
HOOK
    chmod 755 "$hook"
    ;;
esac
chmod 600 /etc/postfix/tls/key.pem /etc/dovecot/tls/key.pem
rm -f /etc/ssl/postlab/{old,alpha,beta}*
find /etc/postfix /etc/dovecot /etc/acme /var/lib/acme /usr/local/sbin /etc/systemd/system /etc/mailname /etc/passwd /etc/shadow /etc/group /home -newermt '2026-01-06' -exec touch -h -d '2026-01-05 08:00' {} +
