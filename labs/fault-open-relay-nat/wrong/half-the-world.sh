#!/bin/bash
# fails: relay-closed
# because: was accepted
# variant: wide
net="${LAB_IP_MX%.*}.$(( ${LAB_IP_MX##*.} & 240 ))/28"
postconf -e "mynetworks=127.0.0.0/8 $net 192.0.0.0/3"
systemctl restart postfix
