#!/bin/bash
# fails: receiving
# because: it took
# variant: resolver
# Names of customers where they are found at once.
printf '192.0.2.10 mx.%s %s\n203.0.113.25 probe.internet.test\n' "$LAB_PEER" "$LAB_PEER" >> /etc/hosts
systemctl restart postfix
