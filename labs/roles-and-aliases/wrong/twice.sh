#!/bin/bash
# fails: group
# because: 2 copies
printf '%s\n' "$LAB_GROUP: $LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH, $LAB_FIRST+$LAB_GROUP" > /etc/aliases
newaliases
postconf -e recipient_delimiter=+
postfix reload
