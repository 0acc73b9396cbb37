#!/bin/bash
# fails: owner-back
# because: logs in on port 993
userdel "$LAB_ACCOUNT"
sed -i "/^$LAB_ACCOUNT:/d" /etc/dovecot/devices
