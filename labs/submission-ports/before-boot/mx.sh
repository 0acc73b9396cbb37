#!/bin/bash
# A mail server that takes mail on port 25 and shows it over IMAP. Nobody can send through it yet.
for who in "$LAB_USER:$LAB_PASSWORD" "$LAB_COLLEAGUE:$LAB_OTHER_PASSWORD"; do
  useradd -m -s /bin/bash "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done

printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, localhost" 'mynetworks=127.0.0.0/8' \
  "smtpd_relay_restrictions=permit_mynetworks permit_sasl_authenticated reject_unauth_destination" "home_mailbox=Maildir/"
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
