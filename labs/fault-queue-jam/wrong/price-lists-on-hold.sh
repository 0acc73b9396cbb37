#!/bin/bash
# fails: patient
# because: nothing more arrived there
postqueue -j | grep "@$LAB_SLOW\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -h - 2>&1 | tail -1
postfix reload
