#!/bin/bash
# The company's mail server, on which the customers' invoice portal lives, too.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s:%s\n' "$LAB_USER" "$LAB_PASSWORD" | chpasswd
install -d -g adm -m 750 /var/log/portal
install -d -m 700 /var/tmp/portal

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" 'mynetworks=127.0.0.0/8' \
  "smtpd_tls_cert_file=/etc/ssl/postlab/cert.pem" "smtpd_tls_key_file=/etc/ssl/postlab/key.pem" \
  "smtpd_relay_restrictions=permit_mynetworks reject_unauth_destination" 'mail_spool_directory=/var/mail/' \
  queue_run_delay=15s minimal_backoff_time=15s maximal_backoff_time=45s
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = \/var\/mail\/%{user}/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
# Indexes and locks lie on the system disk, so that old mail can be read whatever happens to /var.
printf 'mail_index_path = /srv/index/%%{user}\nmail_control_path = /srv/index/%%{user}\n' > /etc/dovecot/local.conf
install -d -o "$LAB_USER" -g "$LAB_USER" -m 700 "/srv/index/$LAB_USER"

# Ten old letters; what is in them follows from the token.
box=/var/mail/$LAB_USER
install -d -o "$LAB_USER" -g "$LAB_USER" -m 700 "$box" "$box/cur" "$box/new" "$box/tmp"
for i in $(seq 1 10); do
  { printf 'From: <archive@%s>\nTo: <%s@%s>\nSubject: Contract %s-%d\nDate: Mon, 05 Jan 2026 08:%02d:00 +0000\n\n' "$LAB_DOMAIN" "$LAB_USER" "$LAB_DOMAIN" "$LAB_ARCHIVE" "$i" "$i"
    awk -v t="$LAB_ARCHIVE" -v n="$i" 'BEGIN { for (j = 1; j <= 1500; j++) printf "%s-%d-%d clause\n", t, n, j }'; } > "$box/cur/17676000$(printf %02d "$i").M1P1.mail:2,S"
done
chown "$LAB_USER:" "$box"/cur/*
awk -v t="$LAB_AUDIT" 'BEGIN { for (j = 1; j <= 400; j++) printf "192.0.2.%d read invoice %s-%d\n", j % 250 + 1, t, j }' > /var/log/portal/audit.log
chgrp adm /var/log/portal/audit.log

level=debug keep=no
[ "$LAB_VARIANT" != inodes ] || { level=info keep=yes; }
cat > /etc/portal.conf <<CONF
# Invoice portal. log_level: info or debug. log_max_mb: 0 is no limit, else one former file is kept as .1.
# audit_file: kept for the auditor, never shortened. scratch: strips of pages while they are drawn.
port = 8080
log_level = $level
log_file = /var/log/portal/portal.log
log_max_mb = 0
audit_file = /var/log/portal/audit.log
scratch = /var/tmp/portal
keep_scratch = $keep
CONF
systemctl enable portal.service
find /etc/postfix /etc/dovecot /etc/portal.conf /etc/mailname /etc/passwd /etc/shadow /etc/group /home /var/mail /var/log/portal -exec touch -h -d '2026-01-05 08:00' {} +
