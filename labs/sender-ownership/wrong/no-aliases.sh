#!/bin/bash
# fails: aliases
# because: may not write as
printf '/^([^@]+)@%s$/ ${1}\n' "$LAB_DOMAIN" > /etc/postfix/owners
postconf -e smtpd_sender_login_maps=regexp:/etc/postfix/owners
for service in submission submissions; do postconf -P "$service/inet/smtpd_sender_restrictions=reject_sender_login_mismatch"; done
systemctl restart postfix
