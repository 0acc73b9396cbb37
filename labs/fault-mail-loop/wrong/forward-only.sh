#!/bin/bash
# fails: delivered
# because: is not there
# variant: forward
printf '%s@%s\n' "$LAB_USER" "$LAB_ISP" > "/home/$LAB_USER/.forward"
