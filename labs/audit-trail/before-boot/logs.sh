#!/bin/bash
# An empty log server: two people, the office, and nothing to look at yet.
useradd -m -s /bin/bash auditor
useradd -m -s /bin/bash clerk
mkdir /srv/audit
(umask 077; printf '%s\n' "$LAB_DESK_KEY" > /etc/office.key)
systemctl enable office.service
