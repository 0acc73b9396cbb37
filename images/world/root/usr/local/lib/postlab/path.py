"""Looks at the TCP connection that is file descriptor 3: prints the size of the largest segment that came, in bytes of payload.
With a number of bytes as argument it first tells the other end, as a router on the way would, that what it sends does not fit
through the next link: ICMP "fragmentation needed" (RFC 1191 §4) or ICMPv6 "packet too big" (RFC 4443 §3.2)."""
import socket, struct, sys

TCP_REPAIR, TCP_REPAIR_QUEUE, TCP_QUEUE_SEQ, RECEIVED = 19, 20, 21, 1

def checksum(data):
    data += bytes(len(data) % 2)
    n = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    while n >> 16:
        n = (n & 0xffff) + (n >> 16)
    return struct.pack('!H', ~n & 0xffff)

def next_expected(connection):
    """The sequence number that is expected next: a host believes only who quotes one that is on its way (RFC 5927)."""
    connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
    try:
        connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, RECEIVED)
        return connection.getsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, 4)
    finally:
        # -1: without a window probe.
        connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, -1)

def too_big(connection, mtu):
    (here, port), (there, far_port) = connection.getsockname()[:2], connection.getpeername()[:2]
    seq = struct.unpack('=I', next_expected(connection))[0]
    # What it would have sent: headers are enough.
    tcp = struct.pack('!HHIIBBHHH', far_port, port, seq, 0, 5 << 4, 0x10, 1024, 0, 0)
    ends = socket.inet_pton(connection.family, there) + socket.inet_pton(connection.family, here)
    if connection.family == socket.AF_INET:
        ip = struct.pack('!BBHHHBBH', 0x45, 0, 1500, 1, 0x4000, 64, socket.IPPROTO_TCP, 0) + ends
        body = struct.pack('!BBHHH', 3, 4, 0, 0, mtu) + ip[:10] + checksum(ip) + ip[12:] + tcp
        body = body[:2] + checksum(body) + body[4:]
        kind = socket.IPPROTO_ICMP
    else:
        # Its checksum is the kernel's affair (RFC 3542 §3.1).
        body = struct.pack('!BBHI', 2, 0, 0, mtu) + struct.pack('!IHBB', 6 << 28, 1460, socket.IPPROTO_TCP, 64) + ends + tcp
        kind = socket.IPPROTO_ICMPV6
    with socket.socket(connection.family, socket.SOCK_RAW, kind) as raw:
        raw.bind((here, 0))
        raw.sendto(body, (there, 0))

connection = socket.socket(fileno=3)
# tcpi_rcv_mss, the fourth word of struct tcp_info after its eight bytes.
largest = struct.unpack_from('=I', connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104), 20)[0]
if len(sys.argv) > 1:
    too_big(connection, int(sys.argv[1]))
print(largest)
