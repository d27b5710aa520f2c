"""A small real OpenID Connect provider on loopback: discovery, authorization with PKCE, token, keys, end of session.

It signs in whoever picks a name on its page, as a test does by clicking; everything else is as the standard has it
(OpenID Connect Core 1.0, section 3.1, the authorization code flow), so that Streamlit's own client does the talking.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "factcheck", "a-secret-of-the-test"
PEOPLE = {
    "ada": {"name": "Ada Brandt", "email": "ada@paper.example", "email_verified": True},
    "ben": {"name": "Ben Okafor", "email": "ben@paper.example", "email_verified": True},
    "mallory": {"name": "Mallory", "email": "mallory@elsewhere.example", "email_verified": True},
}


class IdentityProvider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.granted: dict[str, dict[str, Any]] = {}
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def secrets_toml(self, page: str) -> str:
        """What the page's `secrets.toml` holds to sign in here."""
        return (
            f'[auth]\nredirect_uri = "{page}/oauth2callback"\ncookie_secret = "{secrets.token_urlsafe(32)}"\n'
            f'client_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{self.issuer}/.well-known/openid-configuration"\n'
        )


class _Handler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self._metadata())
            case "/keys":
                self._json({"keys": [self.server.key.as_dict(private=False)]})
            case "/authorize" if "person" in asked:
                code = secrets.token_urlsafe(16)
                self.server.granted[code] = asked
                back = urlencode({"code": code, "state": asked["state"]})
                self._redirect(f"{asked['redirect_uri']}?{back}")
            case "/authorize":
                links = "".join(f'<p><a href="{self.path}&person={who}">{who}</a></p>' for who in PEOPLE)
                self._send(200, "text/html", f"<h1>Who are you?</h1>{links}".replace("&", "&amp;").encode())
            case "/leave":
                self._redirect(asked["post_logout_redirect_uri"])
            case _:
                self._send(404, "text/plain", b"no such page")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        granted = self.server.granted.pop(asked.get("code", ""), None)
        given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        if granted is None or given != f"{CLIENT_ID}:{CLIENT_SECRET}":
            self._json({"error": "invalid_grant"}, 400)
            return
        if proof.rstrip(b"=").decode() != granted["code_challenge"]:
            self._json({"error": "invalid_grant", "error_description": "PKCE"}, 400)
            return
        now = int(time.time())
        claims = {"iss": self.server.issuer, "sub": granted["person"], "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        claims |= {"nonce": granted["nonce"], **PEOPLE[granted["person"]]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.server.key)
        self._json({"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token})

    def _metadata(self) -> dict[str, Any]:
        issuer = self.server.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "end_session_endpoint": f"{issuer}/leave",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _json(self, document: dict[str, Any], status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(document).encode())

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the test's output is not the place."""


@contextmanager
def an_identity_provider() -> Iterator[IdentityProvider]:
    server = IdentityProvider()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
