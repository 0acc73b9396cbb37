#!/bin/bash
# fails: delivered
# because: Relay access denied
postconf -X relay_domains
systemctl restart postfix
