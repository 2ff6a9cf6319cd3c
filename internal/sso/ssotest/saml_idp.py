#!/usr/bin/python3
"""A SAML 2.0 identity provider on this machine, for tests and for trying single sign-on out: pysaml2 and xmlsec1 of
Debian, which share no code with what they are held against. saml_idp.py FOLDER [DAYS]: DAYS is how long its
certificate is good, and may be negative. It prints its address.

GET /metadata is what it says of itself, PUT /sp takes what a service says of itself, PUT /behaviour takes who is known
and how answers are made, as JSON, PUT /renew makes another key and certificate; the rest is for browsers. Everybody's password is "provider's own"."""

import base64
import datetime
import functools
import html
import http.server
import json
import os
import sys
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, entity, saml, samlp, server
from saml2.config import IdPConfig
from saml2.sigver import SecurityContext, pre_encryption_part, verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

PASSWORD = "provider's own"
folder, days = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 365
behaviour = {"people": {}, "sign": "assertion", "encrypt": False, "status": ""}
asked = {}

# What it encrypts with by itself is triple DES.
entity.pre_encryption_part = functools.partial(pre_encryption_part, msg_enc="http://www.w3.org/2001/04/xmlenc#aes256-cbc")
SecurityContext.encrypt_assertion = functools.partialmethod(SecurityContext.encrypt_assertion, key_type="aes-256")


def certify(days):
    """A key and a certificate of its own, which ends in so many days."""
    now = datetime.datetime.utcnow()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pysaml2")])
    cert = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=min(days, 0) - 10))
        .not_valid_after(now + datetime.timedelta(days=days)).sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    for path, text in (("key.pem", pem), ("cert.pem", cert.public_bytes(serialization.Encoding.PEM))):
        with open(os.path.join(folder, path), "wb") as f:
            f.write(text)


def provider():
    """The provider, with the services it was told of."""
    sp = os.path.join(folder, "sp.xml")
    config = IdPConfig().load({
        "entityid": base + "/metadata",
        "service": {"idp": {
            "endpoints": {"single_sign_on_service": [(base + "/sso", BINDING_HTTP_REDIRECT)]},
            "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None, "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"}},
        }},
        "key_file": os.path.join(folder, "key.pem"), "cert_file": os.path.join(folder, "cert.pem"),
        "xmlsec_binary": "/usr/bin/xmlsec1", "metadata": {"local": [sp]} if os.path.exists(sp) else {},
    })
    return server.Server(config=config)


class Door(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, text, status=200, kind="text/html"):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()

    def do_PUT(self):
        text = self.body()
        if self.path == "/behaviour":
            behaviour.update(json.loads(text))
        elif self.path == "/renew":
            certify(400)
        else:
            with open(os.path.join(folder, "sp.xml"), "w") as f:
                f.write(text)
        self.answer("")

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/metadata":
            from saml2.metadata import entity_descriptor
            self.answer(str(entity_descriptor(provider().config)), kind="application/samlmetadata+xml")
            return
        try:
            self.sign_in(dict(urllib.parse.parse_qsl(url.query)))
        except Exception as e:  # the test reads it
            self.answer(html.escape(repr(e)), 400)

    def sign_in(self, q):
        """A request has to be signed by the service it names."""
        idp = provider()
        request = idp.parse_authn_request(q["SAMLRequest"], BINDING_HTTP_REDIRECT).message
        certs = idp.metadata.certs(request.issuer.text, "spsso", "signing")
        if not certs or not any(verify_redirect_signature(q, idp.sec.sec_backend, cert) for cert in certs):
            raise ValueError("the request is not signed by " + request.issuer.text)
        asked[request.id] = (request, q.get("RelayState", ""))
        self.answer(f"""<!doctype html><title>pysaml2</title><form method="post" action="/login">
<input type="hidden" name="id" value="{request.id}"><label>Name <input id="username" name="username"></label>
<label>Password <input id="password" name="password" type="password"></label><button>Sign in</button></form>""")

    def do_POST(self):
        try:
            self.signed_in(dict(urllib.parse.parse_qsl(self.body())))
        except Exception as e:  # the test reads it
            self.answer(html.escape(repr(e)), 400)

    def signed_in(self, form):
        request, relay = asked[form["id"]]
        idp = provider()
        to = request.assertion_consumer_service_url
        person = behaviour["people"].get(form["username"])
        if behaviour["status"] or person is None or form.get("password") != PASSWORD:
            code = behaviour["status"] or samlp.STATUS_AUTHN_FAILED
            response = idp.create_error_response(request.id, to, (code, "no"), sign=False)
        else:
            response = self.assertion(idp, request, to, person)
        packed = base64.b64encode(str(response).encode()).decode()
        self.answer(f"""<!doctype html><form method="post" action="{html.escape(to)}"><input type="hidden" name="SAMLResponse" value="{packed}">
<input type="hidden" name="RelayState" value="{html.escape(relay)}"></form><script>document.forms[0].submit()</script>""")

    @staticmethod
    def assertion(idp, request, to, person):
        name = saml.NameID(format=person.get("format", saml.NAMEID_FORMAT_PERSISTENT), text=person["name"])
        return idp.create_authn_response(
            {"mail": [person["mail"]]} if person.get("mail") else {}, request.id, to, request.issuer.text, name_id=name,
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
            sign_assertion=behaviour["sign"] in ("assertion", "both"), sign_response=behaviour["sign"] in ("response", "both"),
            encrypt_assertion=behaviour["encrypt"], sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256)


certify(days)
listener = http.server.HTTPServer(("127.0.0.1", 0), Door)
base = f"http://localhost:{listener.server_port}"
print(base, flush=True)
listener.serve_forever()
