#!/bin/bash
# fails: delivered
# because: it is there 2 times
# variant: forward
printf '/home/%s/Maildir/, \\%s, %s@%s\n' "$LAB_USER" "$LAB_USER" "$LAB_USER" "$LAB_ISP" > "/home/$LAB_USER/.forward"
