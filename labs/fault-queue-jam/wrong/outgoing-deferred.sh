#!/bin/bash
# fails: instant
# because: were not there after
postconf -e defer_transports=smtp
postfix reload
