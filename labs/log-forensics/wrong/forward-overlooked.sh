#!/bin/bash
# fails: no-copies
# because: a copy went to
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
doveadm kick "$LAB_ACCOUNT" || true
