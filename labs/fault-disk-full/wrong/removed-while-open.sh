#!/bin/bash
# fails: room
# because: the server is ready to take a message of 8000000
sed -i 's/^log_level.*/log_level = info/' /etc/portal.conf
rm /var/log/portal/portal.log
# Enough for Postfix, by a smaller limit.
postconf -e message_size_limit=9000000
apt-get clean
systemctl restart postfix
