#!/bin/bash
# fails: instant
# because: were not there after
# variant: limit
# Twice as many agents, and after a moment the slow partner has them all.
postconf -e default_process_limit=10
delivered() { grep "@$LAB_SLOW>.*status=sent" /var/log/mail.log | wc -l; }
before=$(delivered)
systemctl restart postfix
until [ "$(delivered)" -ge $((before + 20)) ]; do sleep 1; done
