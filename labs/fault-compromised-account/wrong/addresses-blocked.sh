#!/bin/bash
# fails: thrown-out
# because: still opens the mailbox
nft add table inet block
nft add chain inet block in '{ type filter hook input priority 0; }'
nft add rule inet block in ip saddr '{ 192.0.2.0/24, 198.51.100.0/24 }' tcp dport '{ 587, 993 }' drop
printf '%s:%s\n' "$LAB_ACCOUNT" "$LAB_NEW_PASSWORD" | chpasswd
