#!/bin/bash
# fails: delivered
# because: it must be going in circles
# variant: filter
postconf -e hopcount_limit=100
systemctl restart postfix
