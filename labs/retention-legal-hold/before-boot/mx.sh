#!/bin/bash
# A store with two people and three folders each, the records office's two files, and no program that reads them yet.
for who in "$LAB_FIRST:$LAB_FIRST_PASSWORD" "$LAB_SECOND:$LAB_SECOND_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = sdbox/' -e '/^mail_path/s/.*/mail_path = ~\/mail/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
for folder in Applications Visitors Invoices; do printf 'namespace inbox {\n  mailbox %s {\n    auto = subscribe\n  }\n}\n' "$folder"; done > /etc/dovecot/local.conf
mkdir -p /etc/retention
printf 'Applications %s\nVisitors %s\n' "$LAB_APPLICATIONS" "$LAB_VISITORS" > /etc/retention/policy
: > /etc/retention/holds
(umask 077; printf '%s\n' "$LAB_DESK_KEY" > /etc/records.key)
systemctl enable records.service
