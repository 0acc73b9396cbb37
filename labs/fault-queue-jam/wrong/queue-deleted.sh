#!/bin/bash
# fails: backlog
# because: have not arrived yet
postconf -M 'smtp/unix=smtp unix - - y - - smtp'
postsuper -d ALL 2>&1 | tail -1
postfix reload
