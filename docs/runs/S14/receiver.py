"""A stand-in for the chat: checks the signature, refuses what it has seen, prints what it takes."""
import hashlib, hmac, http.server, json, time

seen = set()
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        stamp = self.headers["X-Timestamp"]
        mac = "sha256=" + hmac.new(b"a-key-of-our-own", stamp.encode() + b"." + data, hashlib.sha256).hexdigest()
        mail = json.loads(data)
        if not hmac.compare_digest(mac, self.headers["X-Signature"]) or abs(time.time() - int(stamp)) > 300: said, status = "refused: signature or time", 401
        elif mail["id"] in seen: said, status = "known already: " + mail["id"], 200
        else: said, status = json.dumps(mail, ensure_ascii=False), 201
        seen.add(mail["id"])
        print(said, flush=True)
        self.send_response(status); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("", 8080), Hook).serve_forever()
