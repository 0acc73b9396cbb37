#!/bin/bash
# fails: spam-stops
# because: logs in on port 587
: > /etc/dovecot/devices
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
