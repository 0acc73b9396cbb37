#!/bin/bash
# The table of the local delivery agent, and the delimiter.
cat > /etc/aliases <<ALIASES
postmaster: $LAB_FIRST
hostmaster: $LAB_FIRST
abuse: $LAB_SECOND
security: $LAB_SECOND
root: $LAB_FIRST
$LAB_GROUP: $LAB_FIRST, $LAB_SECOND, $LAB_THIRD, $LAB_FOURTH, $LAB_FIFTH
ALIASES
newaliases
postconf -e recipient_delimiter=+
systemctl restart postfix
