#!/bin/bash
# fails: folders
# because: missing:
# Debian as it comes, PAM and mbox, made to take the full address.
export DEBIAN_FRONTEND=noninteractive
apt-get install -y dovecot-imapd
for who in "$LAB_FIRST:$LAB_FIRST_PASSWORD" "$LAB_SECOND:$LAB_SECOND_PASSWORD"; do
  useradd -m "${who%%:*}"
  printf '%s\n' "$who" | chpasswd
done
echo 'auth_username_format = %{user | username | lower}' > /etc/dovecot/local.conf
postconf -e "mydestination = $LAB_DOMAIN, localhost"
systemctl restart dovecot postfix
