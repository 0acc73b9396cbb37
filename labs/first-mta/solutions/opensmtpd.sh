#!/bin/bash
# OpenSMTPD: ten lines of configuration, forwarding by the user's own .forward file.
export DEBIAN_FRONTEND=noninteractive
apt-get install -y opensmtpd
useradd -m "$LAB_USER"
useradd -m "$LAB_OFFICE"
echo "$LAB_PARTNER@$LAB_PEER" > "/home/$LAB_OFFICE/.forward"
chown "$LAB_OFFICE:" "/home/$LAB_OFFICE/.forward"
echo "$LAB_LABEL.$LAB_DOMAIN" > /etc/mailname
cat > /etc/smtpd.conf <<CONF
table aliases file:/etc/aliases
listen on 0.0.0.0
action "local" maildir "%{user.directory}/Maildir" alias <aliases>
action "outbound" relay helo "$LAB_LABEL.$LAB_DOMAIN"
match from any for domain "$LAB_DOMAIN" action "local"
match from local for any action "outbound"
CONF
systemctl enable opensmtpd
systemctl restart opensmtpd
