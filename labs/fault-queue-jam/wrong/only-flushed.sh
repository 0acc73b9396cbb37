#!/bin/bash
# fails: instant
# because: were not there after
# variant: delay
postfix reload
postqueue -f
