#!/bin/bash
# fails: envelope
# because: on port 465
cat > /etc/postfix/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER, $LAB_COLLEAGUE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
postmap lmdb:/etc/postfix/owners
postconf -e smtpd_sender_login_maps=lmdb:/etc/postfix/owners
postconf -P submission/inet/smtpd_sender_restrictions=reject_sender_login_mismatch
systemctl restart postfix
