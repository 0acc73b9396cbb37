#!/bin/bash
# fails: addresses
# because: did not get in
printf 'addresses=%s\n' "203.0.113.$LAB_FIRST_IP 198.51.100.$LAB_SECOND_IP 192.0.2.$LAB_THIRD_IP $LAB_TRAIN" > /root/answers
