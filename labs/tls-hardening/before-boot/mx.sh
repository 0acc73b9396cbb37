#!/bin/bash
# A server as it was set up long ago: everything is offered to everybody, with a certificate that it signed itself.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s:%s\n' "$LAB_USER" "$LAB_PASSWORD" | chpasswd
printf 'mx.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mx.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" \
  "smtpd_tls_cert_file=/etc/ssl/old/cert.pem" "smtpd_tls_key_file=/etc/ssl/old/key.pem" \
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

sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/old/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/old/key.pem|' \
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
mkdir -p /etc/ssl/old
openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ssl/old/key.pem -out /etc/ssl/old/cert.pem -days 3650 -subj "/CN=mx.$LAB_DOMAIN"
chmod 600 /etc/ssl/old/key.pem
sed -i 's|^ssl = .*|ssl = yes|' /etc/dovecot/conf.d/10-ssl.conf
cat >> /etc/dovecot/local.conf <<'CONF'
# Old phones need this
ssl_min_protocol = TLSv1
ssl_cipher_list = ALL:COMPLEMENTOFDEFAULT:@SECLEVEL=0
CONF
postconf -e 'smtpd_tls_protocols=>=TLSv1' 'smtpd_tls_mandatory_protocols=>=TLSv1' smtpd_tls_ciphers=low smtpd_tls_mandatory_ciphers=low \
  'tls_low_cipherlist=ALL:COMPLEMENTOFDEFAULT:@SECLEVEL=0' smtpd_tls_security_level=may

# The certificate client: what a real one does every sixty days, done every thirty seconds.
mkdir -p /etc/acme/hooks /etc/acme/archive
for turn in a b c; do
  for name in company second; do
    to=/var/lib/acme/$turn/$name
    mkdir -p "$to"
    mv "/etc/ssl/postlab/$name-$turn.pem" "$to/cert.pem"
    mv "/etc/ssl/postlab/$name-$turn-key.pem" "$to/key.pem"
    mv "/etc/ssl/postlab/$name-$turn-chain.pem" "$to/chain.pem"
    cat "$to/cert.pem" "$to/chain.pem" > "$to/fullchain.pem"
    chmod 600 "$to/key.pem"
  done
done
cat > /usr/local/sbin/acme-renew <<'RENEW'
#!/bin/bash
# Renews the certificates of this host: new keys, new certificates, then everything in /etc/acme/hooks.
# For each of company and second, cert.pem: the certificate alone; chain.pem: the CA that signed it; fullchain.pem: both; key.pem: the key.
cd /etc/acme || exit 1
n=$(( $(cat /var/lib/acme/serial 2>/dev/null || echo 0) + 1 ))
turns=(a b c)
rm -rf "archive/$n" && cp -r "/var/lib/acme/${turns[n % 3]}" "archive/$n"
ln -sfn "archive/$n" live.new && mv -T live.new live
echo "$n" > /var/lib/acme/serial
rm -rf "archive/$((n - 4))"
run-parts /etc/acme/hooks
RENEW
chmod 755 /usr/local/sbin/acme-renew
printf '[Unit]\nDescription=Renew certificates\nAfter=postfix.service dovecot.service\n[Service]\nType=oneshot\nExecStart=/usr/local/sbin/acme-renew\n' > /etc/systemd/system/acme-renew.service
printf '[Unit]\nDescription=Renew certificates regularly\n[Timer]\nOnBootSec=20s\nOnUnitInactiveSec=30s\nAccuracySec=1s\n[Install]\nWantedBy=timers.target\n' > /etc/systemd/system/acme-renew.timer
systemctl enable acme-renew.timer >/dev/null 2>&1
