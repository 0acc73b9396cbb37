#!/bin/bash
# Real accounts: PAM knows the passwords, Postfix itself writes the Maildir in each home.
export DEBIAN_FRONTEND=noninteractive
apt-get install -y dovecot-imapd
for who in "$LAB_FIRST:$LAB_FIRST_PASSWORD" "$LAB_SECOND:$LAB_SECOND_PASSWORD"; do
  useradd -m -s /usr/sbin/nologin "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
sed -i -e '/^mail_driver/s/.*/mail_driver = maildir/' -e '/^mail_path/s/.*/mail_path = ~\/Maildir/' -e '/^mail_inbox_path/d' /etc/dovecot/conf.d/10-mail.conf
cat > /etc/dovecot/local.conf <<'CONF'
ssl = required
ssl_server_cert_file = /etc/ssl/postlab/cert.pem
ssl_server_key_file = /etc/ssl/postlab/key.pem
auth_username_format = %{user | username | lower}
CONF
for folder in Drafts Sent Junk Trash; do printf 'namespace inbox {\n  mailbox %s {\n    auto = subscribe\n  }\n}\n' "$folder"; done >> /etc/dovecot/local.conf
postconf -e "mydestination = $LAB_DOMAIN, localhost" 'home_mailbox = Maildir/' 'local_recipient_maps = proxy:unix:passwd.byname $alias_maps'
systemctl restart dovecot postfix
