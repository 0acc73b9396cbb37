#!/bin/bash
# fails: relay-closed
# because: was accepted
# variant: sender
printf '%s@%s REJECT\n%s OK\n' "$LAB_USER" "$LAB_DOMAIN" "$LAB_DOMAIN" > /etc/postfix/senders
systemctl restart postfix
