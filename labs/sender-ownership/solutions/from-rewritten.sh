#!/bin/bash
# Plain Postfix: the table for the envelope; the From: is thrown away and written anew from the envelope.
cat > /etc/postfix/owners <<MAP
$LAB_USER@$LAB_DOMAIN $LAB_USER
$LAB_ALIAS@$LAB_DOMAIN $LAB_USER
$LAB_SHARED@$LAB_DOMAIN $LAB_USER, $LAB_COLLEAGUE
$LAB_COLLEAGUE@$LAB_DOMAIN $LAB_COLLEAGUE
$LAB_TRAINEE@$LAB_DOMAIN $LAB_TRAINEE
MAP
postmap lmdb:/etc/postfix/owners
postconf -e smtpd_sender_login_maps=lmdb:/etc/postfix/owners
echo '/^From[[:space:]]*:/ IGNORE' > /etc/postfix/no-from
postconf -M 'own-cleanup/unix=own-cleanup unix n - y - 0 cleanup -o header_checks=regexp:/etc/postfix/no-from -o always_add_missing_headers=yes'
printf '<> REJECT please use your own address\n' > /etc/postfix/senders
postmap lmdb:/etc/postfix/senders
for service in submission submissions; do
  postconf -P "$service/inet/smtpd_sender_restrictions=check_sender_access,lmdb:/etc/postfix/senders,reject_authenticated_sender_login_mismatch" \
    "$service/inet/cleanup_service_name=own-cleanup"
done
systemctl restart postfix
