#!/bin/bash
# fails: owner-back
# because: logs in on port 993
# -f: also while the guest has a process of that user
userdel -f "$LAB_ACCOUNT"
sed -i "/^$LAB_ACCOUNT:/d" /etc/dovecot/devices
