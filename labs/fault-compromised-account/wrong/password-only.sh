#!/bin/bash
# fails: spam-stops
# because: another spam message for winner@
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
doveadm kick "$LAB_ACCOUNT" || true
