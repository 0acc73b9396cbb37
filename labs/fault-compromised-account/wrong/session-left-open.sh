#!/bin/bash
# fails: thrown-out
# because: is still open
for i in $(seq 60); do doveadm who -1 "$LAB_ACCOUNT" 2>/dev/null | grep -q "$LAB_ACCOUNT" && break; sleep 1; done
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
sed -i "/^$LAB_ACCOUNT:/d" /etc/dovecot/devices
