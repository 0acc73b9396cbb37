#!/bin/bash
# fails: no-spam
# because: spam messages of the queue have gone out
postqueue -j | grep "\"sender\": \"[^\"]*@$LAB_INNOCENT\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
postconf -e defer_transports=
postfix reload
for i in $(seq 60); do postqueue -f; sleep 1; grep -q "to=<[^>]*@$LAB_FAR>.*status=sent" /var/log/mail.log && break; done
