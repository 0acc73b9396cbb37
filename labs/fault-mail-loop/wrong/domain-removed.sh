#!/bin/bash
# fails: delivered
# because: Relay access denied
postconf -X relay_domains
postfix reload
