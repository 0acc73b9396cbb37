#!/bin/bash
# fails: instant
# because: were not there after
# variant: gate
# Half a minute instead of ten: what is usual, and still for every message.
postconf -X smtp_connect_timeout
systemctl restart postfix
