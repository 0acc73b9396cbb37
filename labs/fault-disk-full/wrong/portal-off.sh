#!/bin/bash
# fails: stays
# because: refused
systemctl disable --now portal
rm -f /var/log/portal/portal.log
