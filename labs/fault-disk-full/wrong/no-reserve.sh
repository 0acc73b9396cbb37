#!/bin/bash
# fails: room
# because: the server is ready to take a message of 8000000
# variant: reserve
postconf -e queue_minfree=0 message_size_limit=8100000
systemctl restart postfix
