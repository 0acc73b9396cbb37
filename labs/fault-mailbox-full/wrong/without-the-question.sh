#!/bin/bash
# fails: limit-holds
# because: the large one was accepted
postconf -e smtpd_recipient_restrictions=
sed -i "s/userdb_quota_storage_size=1M//" /etc/dovecot/users
systemctl restart postfix
