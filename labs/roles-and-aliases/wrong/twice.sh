#!/bin/bash
# fails: group
# because: 2 copies
printf '%s\n' "$LAB_GROUP: $LAB_FIRST+$LAB_GROUP, $LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH" > /etc/aliases
newaliases
postconf -e recipient_delimiter=+
systemctl restart postfix
