"""Types lines into a program at a terminal, as a person would: the next line only when the answer to the last has come.

python3 typist.py 'nc -C mx 25' < lines. A line is typed as it is; `~` alone means: wait for the answer and type nothing;
`~~` waits for no answer after the previous line (the middle of a message). What the terminal shows is printed.
"""
import os
import pty
import select
import signal
import sys
import time

lines = [line.rstrip("\n") for line in sys.stdin]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "-c", sys.argv[1]])


def until_quiet(first: float, quiet: float) -> bool:
    """Prints what comes until nothing came for `quiet` seconds; waits at most `first` for the first byte. False when the program has ended."""
    limit = time.monotonic() + first
    while True:
        ready, _, _ = select.select([terminal], [], [], max(0, limit - time.monotonic()))
        if not ready:
            return True
        try:
            data = os.read(terminal, 4096)
        except OSError:
            return False
        if not data:
            return False
        sys.stdout.write(data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", ""))
        sys.stdout.flush()
        limit = time.monotonic() + quiet


alive = until_quiet(15, 0.6)
in_message = False
for line in lines:
    if not alive:
        break
    if line == "~":
        alive = until_quiet(15, 0.6)
        continue
    os.write(terminal, (line + "\n").encode())
    if line.upper() == "DATA":
        in_message = True
        alive = until_quiet(15, 0.6)
    elif in_message and line != ".":
        alive = until_quiet(0.15, 0.1)
    else:
        in_message = False
        alive = until_quiet(15, 0.6)
if alive:
    until_quiet(3, 0.5)
try:
    os.kill(pid, signal.SIGTERM)
except ProcessLookupError:
    pass
