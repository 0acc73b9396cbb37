#!/bin/bash
# Keys first, then the guest, then the holes, then the queue.
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
sed -i "/^$LAB_ACCOUNT:/d" /etc/dovecot/devices
doveadm auth cache flush || true
doveadm kick "$LAB_ACCOUNT" || true
rm -f "/home/$LAB_ACCOUNT/.forward"
script="/home/$LAB_ACCOUNT/sieve/filters.sieve"
sed -i '/rule:\[backup\]/d; /^redirect/d' "$script"
sievec "$script"
chown -R "$LAB_ACCOUNT:" "/home/$LAB_ACCOUNT/sieve"
postqueue -j | grep "@$LAB_FAR\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
postqueue -f
