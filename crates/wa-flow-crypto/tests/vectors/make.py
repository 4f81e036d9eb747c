#!/usr/bin/env python3
"""Makes the known answers with an independent implementation (Python's `cryptography`, and the openssl program for key files).

Run in this folder; needs Python 3, `cryptography` and OpenSSL 3. The keys it makes are for tests only.
"""

import base64, hashlib, hmac, json, os, subprocess

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = "open sesame"
b64 = lambda data: base64.b64encode(data).decode()


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def key_files():
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "pkcs8.pem")
    lock = ["-passout", f"pass:{PASSWORD}"]
    openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "pkcs8.pem", "-out", "pkcs8-aes256.pem", *lock)
    openssl("pkcs8", "-topk8", "-v2", "des3", "-in", "pkcs8.pem", "-out", "pkcs8-des3.pem", *lock)
    openssl("pkcs8", "-topk8", "-scrypt", "-in", "pkcs8.pem", "-out", "pkcs8-scrypt.pem", *lock)
    openssl("rsa", "-traditional", "-in", "pkcs8.pem", "-out", "pkcs1.pem")
    for name, cipher in [("des3", "-des3"), ("aes128", "-aes128"), ("aes256", "-aes256")]:
        openssl("rsa", "-traditional", cipher, "-in", "pkcs8.pem", "-out", f"pkcs1-{name}.pem", *lock)
    openssl("rsa", "-pubout", "-in", "pkcs8.pem", "-out", "public.pem")
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072", "-out", "rsa3072.pem")
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec.pem")


def exchange():
    key = serialization.load_pem_private_key(open("pkcs8.pem", "rb").read(), None)
    aes_key, vector = os.urandom(16), os.urandom(16)
    request = '{"version":"3.0","action":"INIT","flow_token":"a token","screen":"","data":{}}'
    answer = '{"screen":"WELCOME","data":{"name":"Añá ✓"}}'

    def seal(nonce, text):
        encryptor = Cipher(algorithms.AES(aes_key), modes.GCM(nonce)).encryptor()
        return b64(encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag)

    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    json.dump({
        "aes_key": aes_key.hex(), "vector": vector.hex(), "request": request, "answer": answer,
        "envelope": {
            "encrypted_flow_data": seal(vector, request),
            "encrypted_aes_key": b64(key.public_key().encrypt(aes_key, oaep)),
            "initial_vector": b64(vector),
        },
        "sealed_answer": seal(bytes(byte ^ 0xFF for byte in vector), answer),
    }, open("exchange.json", "w"), indent=1, ensure_ascii=False)


def media():
    content = bytes(range(256)) * 3 + b"tail"
    key, mac_key, vector = os.urandom(32), os.urandom(32), os.urandom(16)
    pad = 16 - len(content) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    sealed = encryptor.update(content + bytes([pad]) * pad) + encryptor.finalize()
    file = sealed + hmac.new(mac_key, vector + sealed, hashlib.sha256).digest()[:10]
    json.dump({
        "content": b64(content), "file": b64(file),
        "keys": {
            "encrypted_hash": b64(hashlib.sha256(file).digest()), "iv": b64(vector), "encryption_key": b64(key),
            "hmac_key": b64(mac_key), "plaintext_hash": b64(hashlib.sha256(content).digest()),
        },
    }, open("media.json", "w"), indent=1)


key_files()
exchange()
media()
