#!/bin/bash
# fails: all-the-time
# because: were accepted but did not arrive
# Until a message of today waits among those of the night; one that is just passing through does not count.
for i in $(seq 120); do [ "$(postqueue -j | grep -cE '"queue_name": "(deferred|hold)"')" -gt 3000 ] && break; sleep 1; done
postsuper -d ALL 2>&1 | tail -1
postconf -e defer_transports=
postfix reload
