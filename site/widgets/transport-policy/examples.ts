/** The certificate of the lesson's run, and the record for another key: `openssl` says in the transcript what it should be. */
export const exampleCertificate = `-----BEGIN CERTIFICATE-----
MIIBjjCCATWgAwIBAgIUW9afr7Myo+v5abYMDUftI4dN5ywwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGTGFiIENBMB4XDTI2MTEyNTAzNTQyMloXDTI2MTIyNTAzNTQy
MlowHDEaMBgGA1UEAwwRbXgxLmhhaWJvLmV4YW1wbGUwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAAQNfbD1YEL66WSQcZ/ytJnLyuXUQmKoFRQE3icaZFs7G666utzM
FUG5EAMmkuzjZSOZYPu+FoU2kg8eG6r8N0GFo2AwXjAcBgNVHREEFTATghFteDEu
aGFpYm8uZXhhbXBsZTAdBgNVHQ4EFgQUyPhPffhCJX9R1eOwn1udeFtRRvwwHwYD
VR0jBBgwFoAUxZFCDuXH5KKHLez+2XKbN8/QJYwwCgYIKoZIzj0EAwIDRwAwRAIg
BDyPH/lE+O9jFFord+RdXOclu4iNzMjUJNGCEh1hVF8CIA1jssezZ5G2sdUBA5hL
DQFNDqYxcr///nI4sgTMnNrn
-----END CERTIFICATE-----
`;
export const exampleTlsa = '_25._tcp.mx1.haibo.example. IN TLSA 3 1 1 5fbcb0e214dcb41a6ddd80d7ac50c4d53e5dd0da9fed9217a1b69ce3c07d0000';
export const examplePolicy = 'version: STSv1\nmode: enforce\nmx: *.haibo.example\nmax_age: 604800\n';
