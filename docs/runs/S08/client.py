"""Tries every mail of cases.json on every list of restrictions, and prints the answer to RCPT as JSON. Runs on the mail host itself; each
client's address is one of the loopback's, so that Postfix sees a stranger."""
import base64, concurrent.futures, json, smtplib, socket, sys

cases = json.load(open('/srv/s08/cases.json'))
address = {c['id']: c['ip'] for c in cases['clients']}


def greets(port):
    """An smtpd that refuses its own configuration never greets: asked once, not once a mail."""
    try:
        with socket.create_connection(('127.0.0.1', port), timeout=5) as probe:
            return probe.recv(3) == b'220'
    except TimeoutError:
        return False


def ask(port, mail):
    s = smtplib.SMTP(local_hostname='unused', source_address=(address[mail['client']], 0), timeout=60)
    try:
        s.connect('127.0.0.1', port)
        said = s.ehlo(mail['helo'])
        if said[0] == 250 and mail['user']:
            plain = base64.b64encode(f"\0{mail['user']}\0harbour-lamp-27".encode()).decode()
            said = s.docmd('AUTH', f'PLAIN {plain}')
        if said[0] in (250, 235):
            said = s.docmd(f"MAIL FROM:<{mail['sender']}>")
        if said[0] == 250:
            said = s.docmd(f"RCPT TO:<{mail['recipient']}>")
    finally:
        s.close()
    return f'{said[0]} {said[1].decode()}'


greeting = {name: greets(port) for name, port in cases['ports'].items()}
pairs = [(name, mail) for name in cases['ports'] for mail in cases['mails']]
with concurrent.futures.ThreadPoolExecutor(12) as pool:
    replies = pool.map(lambda p: ask(cases['ports'][p[0]], p[1]) if greeting[p[0]] else 'no greeting', pairs)
    json.dump([{'list': name, **mail, 'reply': reply} for (name, mail), reply in zip(pairs, replies)], sys.stdout)
