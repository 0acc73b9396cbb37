#!/bin/bash
# The spare machine, and a copy of what it is like when it is new.
rm -rf /srv/backup
chmod 755 /usr/local/sbin/drill /usr/local/sbin/make-new
systemctl enable drill.socket
postlab-mailname
# As Debian's package does: it starts by itself.
ln -s /usr/lib/systemd/system/opendkim.service /etc/systemd/system/multi-user.target.wants/
mkdir -p /opt/factory
cp -a /etc /opt/factory/etc
find /srv /home /var/lib /var/mail /var/backups /opt -mindepth 1 -maxdepth 1 > /opt/factory/list
