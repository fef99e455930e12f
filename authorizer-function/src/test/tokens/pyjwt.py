"""Writes pyjwt.json with the library PyJWT: pip install pyjwt cryptography && python3 pyjwt.py > pyjwt.json"""
import json
import os
import sys

sys.path.remove(os.path.dirname(os.path.abspath(__file__)))  # this file has the library's name

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
keys, tokens = [], []
for alg in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]:
    if alg in CURVES:
        private, writer = ec.generate_private_key(CURVES[alg]), ECAlgorithm
    elif alg == "EdDSA":
        private, writer = ed25519.Ed25519PrivateKey.generate(), OKPAlgorithm
    else:
        private, writer = rsa.generate_private_key(65537, 2048), RSAAlgorithm
    kid = "pyjwt-" + alg
    keys.append({**json.loads(writer.to_jwk(private.public_key())), "kid": kid, "use": "sig", "alg": alg, "key_ops": ["verify"]})
    claims = {"iss": "https://id.example.com", "sub": "7", "aud": "web", "exp": 4102444800, "room": "acme"}
    tokens.append({"alg": alg, "token": jwt.encode(claims, private, algorithm=alg, headers={"kid": kid})})
print(json.dumps({"library": "PyJWT " + jwt.__version__, "keys": keys, "tokens": tokens}, indent=1))
