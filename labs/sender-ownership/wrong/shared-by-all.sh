#!/bin/bash
# fails: delegated
# because: sent with MAIL FROM
# What is shared belongs to everybody who can log in.
cat > /etc/postfix/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER, $LAB_COLLEAGUE, $LAB_TRAINEE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
postmap lmdb:/etc/postfix/owners
postconf -e smtpd_sender_login_maps=lmdb:/etc/postfix/owners
for service in submission submissions; do postconf -P "$service/inet/smtpd_sender_restrictions=reject_sender_login_mismatch"; done
systemctl restart postfix
