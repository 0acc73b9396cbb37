#!/bin/bash
# Rewritten before delivery, for whole addresses; bare names are completed with the company's domain.
cat > /etc/postfix/virtual <<MAP
postmaster@$LAB_DOMAIN $LAB_FIRST@$LAB_DOMAIN
hostmaster@$LAB_DOMAIN $LAB_FIRST@$LAB_DOMAIN
abuse@$LAB_DOMAIN $LAB_SECOND@$LAB_DOMAIN
security@$LAB_DOMAIN $LAB_SECOND@$LAB_DOMAIN
leads@$LAB_DOMAIN $LAB_FIRST@$LAB_DOMAIN $LAB_SECOND@$LAB_DOMAIN
$LAB_GROUP@$LAB_DOMAIN leads@$LAB_DOMAIN $LAB_FIRST@$LAB_DOMAIN $LAB_THIRD@$LAB_DOMAIN $LAB_FOURTH@$LAB_DOMAIN $LAB_FIFTH@$LAB_DOMAIN
MAP
postmap lmdb:/etc/postfix/virtual
postconf -e 'myorigin=$mydomain' virtual_alias_maps=lmdb:/etc/postfix/virtual recipient_delimiter=+
systemctl restart postfix
