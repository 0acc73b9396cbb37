#!/bin/bash
# fails: relay-closed
# because: no scan arrived within 50 s
postconf -e mynetworks=127.0.0.0/8
systemctl restart postfix
