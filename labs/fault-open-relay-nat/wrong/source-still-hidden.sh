#!/bin/bash
# fails: provider-test
# because: it says: Received: from
postconf -e mynetworks=127.0.0.0/8
systemctl restart postfix
