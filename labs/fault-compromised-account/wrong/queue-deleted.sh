#!/bin/bash
# fails: legit-arrives
# because: have not arrived
postsuper -d ALL 2>&1 | tail -1
