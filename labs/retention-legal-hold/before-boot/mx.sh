#!/bin/bash
# A store with six people and three folders each, the records office's files, and no program that reads them yet.
for who in "$LAB_FIRST:$LAB_FIRST_PASSWORD" "$LAB_SECOND:$LAB_SECOND_PASSWORD" "$LAB_THIRD:$LAB_THIRD_PASSWORD" "$LAB_FOURTH:$LAB_FOURTH_PASSWORD" "$LAB_FIFTH:$LAB_FIFTH_PASSWORD" "$LAB_SIXTH:$LAB_SIXTH_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = sdbox/' -e '/^mail_path/s/.*/mail_path = ~\/mail/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
for folder in Applications Visitors Invoices; do printf 'namespace inbox {\n  mailbox %s {\n    auto = subscribe\n  }\n}\n' "$folder"; done > /etc/dovecot/local.conf
mkdir -p /etc/retention /srv/backup /srv/trace
cat > /etc/retention/policy <<POLICY
mail Applications $LAB_APPLICATIONS
mail Visitors $LAB_VISITORS
backup $LAB_BACKUP
trace $LAB_TRACE_MIN $LAB_TRACE_MAX
POLICY
printf '%s\n' "$LAB_FIFTH" > /etc/retention/holds
printf 'word %s\nparty %s@%s\n' "$LAB_FILE_NUMBER" "$LAB_LAWYER" "$LAB_OPPONENT" > /etc/retention/matters
printf '%s\n' "$LAB_THIRD" "$LAB_FIFTH" > /etc/retention/erasures
: > /srv/backup/index
openssl genrsa -out /etc/retention/report.key 2048 2> /dev/null
chmod 600 /etc/retention/report.key
openssl rsa -in /etc/retention/report.key -pubout -out /etc/retention/report.pub 2> /dev/null
(umask 077; printf '%s\n' "$LAB_DESK_KEY" > /etc/records.key)
systemctl enable records.service
