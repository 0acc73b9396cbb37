#!/bin/bash
# fails: forwarding
# because: no copy arrived
# variant: forward
rm "/home/$LAB_USER/.forward"
