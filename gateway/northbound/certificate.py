"""The gateway's own TLS certificate: made on the spot, signed by itself, renewed in time, its key kept."""

import datetime as dt
import hashlib
import ipaddress
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gateway.core.clock import BUILD_MS
from gateway.core.durable import write_whole

VALID: Final = dt.timedelta(days=397)  # what browsers accept of a certificate a person trusted by hand
RENEW_BEFORE: Final = dt.timedelta(days=30)
SKEW: Final = dt.timedelta(days=1)  # clients' clocks may be behind


class CertificateError(Exception):
    """A key is there but cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Files of a certificate in force. Clients may pin `fingerprint` (until renewal) or `public_key` (lasting)."""

    certificate: Path
    key: Path
    fingerprint: str  # SHA-256 of the DER form, hex
    public_key: str  # SHA-256 of the SubjectPublicKeyInfo, hex (RFC 7469 §2.4)
    expires_ms: int

    def context(self) -> ssl.SSLContext:
        """Give a server context: TLS 1.2 or newer, forward-secret suites only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
        context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
        context.set_alpn_protocols(["http/1.1"])
        self.load_into(context)
        return context

    def load_into(self, context: ssl.SSLContext) -> None:
        """Let a context in use hand out this certificate from the next handshake on."""
        context.load_cert_chain(self.certificate, self.key)


def ensure_certificate(directory: Path, names: Iterable[str], now_ms: int | None = None) -> Certificate:
    """Give the certificate for these host names and addresses, making or renewing it where needed. Blocks on disk.

    `now_ms` is wall time, None while unset: the build date stands in for it. Raises CertificateError when the key is
    there but is unreadable or open to others.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = dt.datetime.fromtimestamp((now_ms or BUILD_MS) / 1000, dt.UTC)
    key_path, path = directory / "api.key", directory / "api.crt"
    key = _load_key(key_path) if key_path.exists() else _make_key(key_path)
    wanted = frozenset(names)
    certificate = _load(path)
    if certificate is None or not _serves(certificate, key, wanted, now):
        certificate = _sign(key, wanted, now)
        write_whole(path, certificate.public_bytes(serialization.Encoding.PEM), 0o644)
    return Certificate(
        certificate=path,
        key=key_path,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        public_key=hashlib.sha256(_spki(key.public_key())).hexdigest(),
        expires_ms=int(certificate.not_valid_after_utc.timestamp() * 1000),
    )


def _make_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_whole(path, pem)
    return key


def _load_key(path: Path) -> ec.EllipticCurvePrivateKey:
    if path.stat().st_mode & 0o077:
        raise CertificateError(f"{path.name}: others may read it; delete it, and a new one is made")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise CertificateError(f"{path.name}: not a private key; delete it, and a new one is made") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise CertificateError(f"{path.name}: not an elliptic-curve key; delete it, and a new one is made")
    return key


def _load(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _serves(
    certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, names: frozenset[str], now: dt.datetime
) -> bool:
    in_time = certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEW_BEFORE
    public = certificate.public_key()
    same_key = isinstance(public, ec.EllipticCurvePublicKey) and _spki(public) == _spki(key.public_key())
    return in_time and same_key and names <= _names(certificate)


def _names(certificate: x509.Certificate) -> frozenset[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    addresses = found.get_values_for_type(x509.IPAddress)
    return frozenset([*found.get_values_for_type(x509.DNSName), *map(str, addresses)])


def _spki(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _sign(key: ec.EllipticCurvePrivateKey, names: frozenset[str], now: dt.datetime) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hutong gateway")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in sorted(names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
