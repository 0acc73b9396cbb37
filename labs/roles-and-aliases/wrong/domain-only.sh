#!/bin/bash
# fails: bare-postmaster
# because: did not arrive in the mailbox
printf '%s %s\n' "postmaster@$LAB_DOMAIN" "$LAB_FIRST@$LAB_DOMAIN" > /etc/postfix/virtual
postmap lmdb:/etc/postfix/virtual
postconf -e virtual_alias_maps=lmdb:/etc/postfix/virtual recipient_delimiter=+
systemctl restart postfix
