#!/bin/bash
# fails: queue-clean
# because: have not arrived
postsuper -d ALL 2>&1 | tail -1
