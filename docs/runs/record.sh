# Shared by the run.sh scripts of the lessons: writes transcripts as lessons show them. Sourced, not run.
#
#   rec refused                      begin site/content/transcripts/<lesson>/refused.txt
#   typed mx 'root@mx:~#' 'cmd'      run cmd in container mx; record the prompt, the command and what came back
#   typed mx '$' 'cmd' filter…       the same, its output through a filter (`short`, `tail -3`, …)
#   mark 2 'User unknown' [!]        tie the first line of output that matches to note 2; an error when no line does
#
# A mark that finds no line ends the run: software that no longer says what the lesson shows is noticed here.

# Log lines with the date and the host name left out: the lesson says so beside them.
short() { sed -E 's/^[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9:]{8})[^ ]* [^ ]+ /\1 /'; }

rec() { transcript=$out/$1.txt; : >"$transcript"; }

typed() {
  local container=$1 prompt=$2 command=$3
  shift 3
  printf '%s %s\n' "$prompt" "$command" >>"$transcript"
  { docker exec "$container" bash -c "$command" 2>&1 || true; } | { if [ $# -gt 0 ]; then "$@"; else cat; fi; } | tr -d '\r' | sed -e 's/^bash: line 1:/bash:/' -e 's/[[:space:]]*$//' >>"$transcript"
}

mark() {
  local note=$1 pattern=$2 failure=${3:-} circled='①②③④⑤⑥⑦⑧⑨⑩'
  local line
  line=$(grep -nE -- "$pattern" "$transcript" | grep -vE '[①②③④⑤⑥⑦⑧⑨⑩]!?$|^[0-9]+:([^ ]+@[^ ]+:[^ ]*[#$]|[$]) ' | head -1 | cut -d: -f1)
  [ -n "$line" ] || { echo "$transcript: no line matches '$pattern' (note $note)" >&2; cat "$transcript" >&2; return 1; }
  sed -i "${line}s/\$/   ${circled:$((note - 1)):1}$failure/" "$transcript"
}

# mark_typed <note> <pattern>: the same for a command that was typed.
mark_typed() {
  local line circled='①②③④⑤⑥⑦⑧⑨⑩'
  line=$(grep -nE -- "$2" "$transcript" | head -1 | cut -d: -f1)
  [ -n "$line" ] || { echo "$transcript: no command matches '$2' (note $1)" >&2; return 1; }
  sed -i "${line}s/\$/   ${circled:$(($1 - 1)):1}/" "$transcript"
}

# until_in <container> <seconds> <command>: the command succeeds there within the time.
until_in() {
  local end=$((SECONDS + $2))
  until docker exec "$1" bash -c "$3" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { echo "gave up after $2 s in $1: $3" >&2; return 1; }
    sleep 0.3
  done
}
