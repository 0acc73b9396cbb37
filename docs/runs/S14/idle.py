"""What a phone does: log in, IDLE, and wait. Prints each line of the server with the seconds since IDLE began."""
import socket, ssl, sys, time

context = ssl._create_unverified_context()
link = context.wrap_socket(socket.create_connection(("mail.k3f9.test", 993)))
lines = link.makefile("rb")
def until(tag):
    while not (line := lines.readline()).startswith(tag): pass
    return line
lines.readline()
link.sendall(b"a login lin@k3f9.test harbour-lamp-27\r\n"); until(b"a ")
link.sendall(b"b select INBOX\r\n"); until(b"b ")
begin = time.time()
link.sendall(b"c IDLE\r\n")
print("C: c IDLE")
while time.time() - begin < float(sys.argv[1]):
    line = lines.readline().decode().strip()
    print(f"S: {line}    {time.time() - begin:.1f} s", flush=True)
    if "EXISTS" in line: break
link.sendall(b"DONE\r\n"); print("C: DONE"); print("S:", until(b"c ").decode().strip())
