#!/bin/bash
# A mail server that works, with the certificate that Debian made for it.
useradd -m -s /bin/bash "$LAB_USER"
printf '%s\n' "$LAB_USER:$LAB_PASSWORD" | chpasswd
printf 'mail.%s\n' "$LAB_DOMAIN" > /etc/mailname
postconf -e "myhostname=mail.$LAB_DOMAIN" "mydomain=$LAB_DOMAIN" "mydestination=\$mydomain, \$myhostname, backup.$LAB_DOMAIN, localhost" "home_mailbox=Maildir/"
sed -i -e 's|^ssl_server_cert_file.*|ssl_server_cert_file = /etc/ssl/postlab/cert.pem|' -e 's|^ssl_server_key_file.*|ssl_server_key_file = /etc/ssl/postlab/key.pem|' \
  -e 's|^ssl = .*|ssl = required|' /etc/dovecot/conf.d/10-ssl.conf
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
printf 'postmaster: %s\n' "$LAB_USER" > /etc/aliases
newaliases
