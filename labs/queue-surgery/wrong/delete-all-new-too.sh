#!/bin/bash
# fails: all-the-time
# because: were accepted but did not arrive
for i in $(seq 60); do [ "$(postqueue -j | wc -l)" -gt 3000 ] && break; sleep 1; done
postsuper -d ALL 2>&1 | tail -1
postconf -e defer_transports=
postfix reload
