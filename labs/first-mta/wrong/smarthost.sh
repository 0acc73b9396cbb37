#!/bin/bash
# fails: outbound
# because: did not reach
export DEBIAN_FRONTEND=noninteractive
echo "postfix postfix/main_mailer_type select Internet Site" | debconf-set-selections
echo "postfix postfix/mailname string $LAB_DOMAIN" | debconf-set-selections
apt-get install -y postfix
useradd -m "$LAB_USER"
printf "%s: %s@%s\n" "$LAB_OFFICE" "$LAB_PARTNER" "$LAB_PEER" >> /etc/aliases
newaliases
postconf -e "myhostname = $LAB_LABEL.$LAB_DOMAIN" "mydestination = $LAB_DOMAIN, localhost" "inet_interfaces = all" "inet_protocols = ipv4" "mynetworks = 127.0.0.0/8"
postconf -e 'relayhost = [mx.elsewhere.example]'
systemctl restart postfix
