#!/bin/bash
# fails: all-the-time
# because: refused
# Nothing can go wrong while nothing runs: the work is done tomorrow.
systemctl disable --now postfix
