#!/usr/bin/env bash
# The recorded output of lesson S01 (course-introduction): the grader on a first attempt at hello-smtp. Needs what labs need; about a minute.
# `npm run transcripts -- S01`
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
{
  echo '$ npx postlab grade hello-smtp --solution attempt.sh --no-reboot --seed lesson-s01'
  code=0
  node lab-runner/cli.ts grade hello-smtp --solution "$here/attempt.sh" --no-reboot --seed lesson-s01 2>&1 || code=$?
  printf '$ echo $?\n%s\n' "$code"
} >"$OUT/grade.txt"
