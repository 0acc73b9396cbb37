#!/bin/bash
# fails: closed
# because: the new password is refused
usermod -L "$LAB_ACCOUNT"
