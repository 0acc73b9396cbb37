#!/bin/bash
# fails: mail-flows
# because: of them are gone
rm -f /var/log/portal/portal.log /var/mail/$LAB_USER/cur/17676*
sed -i -e "s/^log_level.*/log_level = info/" -e "s/^keep_scratch.*/keep_scratch = no/" /etc/portal.conf
find /var/tmp/portal -type f -delete
postconf -X queue_minfree
systemctl restart portal postfix
