#!/bin/bash
# fails: limit-holds
# because: the large one was accepted
sed -i "s/^quota_storage_size = .*/quota_storage_size = unlimited/" /etc/dovecot/local.conf
sed -i "s/userdb_quota_storage_size=[0-9]*M//" /etc/dovecot/users
systemctl restart dovecot
