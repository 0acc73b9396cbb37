#!/bin/bash
# fails: true-count
# because: of 30.00 MB
# variant: trash
sed -i "/^$LAB_LADY@/s/\$/userdb_quota_storage_size=30M/" /etc/dovecot/users
systemctl restart dovecot
