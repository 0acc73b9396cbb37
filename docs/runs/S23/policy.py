#!/usr/bin/env python3
# Postfix asks: lines of name=value, then an empty one. We answer action=…, then an empty line.
import sys

asked = {}
for line in sys.stdin:
    name, _, value = line.rstrip("\n").partition("=")
    if name:
        asked[name] = value
        continue
    if asked.get("recipient") == "everyone@k3f9.test" and not asked.get("sasl_username"):
        print("action=REJECT 5.7.1 Only staff who have logged in may write to everyone\n", flush=True)
    else:
        print("action=DUNNO\n", flush=True)
    asked = {}
