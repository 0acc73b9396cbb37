#!/bin/bash
# fails: null-sender
# because: MAIL FROM:<> was refused
cat > /etc/postfix/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER, $LAB_COLLEAGUE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
postmap lmdb:/etc/postfix/owners
postconf -e smtpd_sender_login_maps=lmdb:/etc/postfix/owners
printf '<> REJECT\n' > /etc/postfix/senders
postmap lmdb:/etc/postfix/senders
postconf -e smtpd_sender_restrictions=check_sender_access,lmdb:/etc/postfix/senders,reject_authenticated_sender_login_mismatch
systemctl restart postfix
