"""A throw-away authority with a server and a client certificate, made once per folder."""

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFE = timedelta(days=365)
_Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """Where the PEM files are; `client` and `client_key` serve senders that must show a certificate."""

    ca: Path
    server: Path
    server_key: Path
    client: Path
    client_key: Path

    @property
    def complete(self) -> bool:
        """All files exist."""
        return all(path.exists() for path in (self.ca, self.server, self.server_key, self.client, self.client_key))


def certificates_in(directory: Path) -> Certificates:
    """The names used in `directory`."""
    return Certificates(
        ca=directory / "ca.pem",
        server=directory / "server.pem",
        server_key=directory / "server.key",
        client=directory / "client.pem",
        client_key=directory / "client.key",
    )


def ensure_certificates(directory: Path, hosts: Sequence[str]) -> Certificates:
    """Make what is absent; `hosts` are the IP addresses or names the server answers to."""
    paths = certificates_in(directory)
    if paths.complete:
        return paths
    directory.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    ca_key, ca_name = _new_key(), _name("Pretend Recipient Authority")
    authority = _authority(ca_key, ca_name, now)
    server_key, client_key = _new_key(), _new_key()
    server = _leaf("Pretend Recipient", server_key, authority, now, ExtendedKeyUsageOID.SERVER_AUTH)
    client = _leaf("Pretend Sender", client_key, authority, now, ExtendedKeyUsageOID.CLIENT_AUTH)
    server = server.add_extension(x509.SubjectAlternativeName([_alternative(host) for host in hosts]), critical=False)
    paths.ca.write_bytes(_pem(authority))
    paths.server.write_bytes(_pem(server.sign(ca_key, hashes.SHA256())))
    paths.client.write_bytes(_pem(client.sign(ca_key, hashes.SHA256())))
    _write_key(paths.server_key, server_key)
    _write_key(paths.client_key, client_key)
    return paths


def _new_key() -> _Key:
    return ec.generate_private_key(ec.SECP256R1())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(subject: x509.Name, issuer: x509.Name, key: _Key, now: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFE)
    )


def _authority(key: _Key, name: x509.Name, now: datetime) -> x509.Certificate:
    builder = _builder(name, name, key, now)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return builder.sign(key, hashes.SHA256())


def _leaf(
    subject: str, key: _Key, issuer: x509.Certificate, now: datetime, usage: x509.ObjectIdentifier
) -> x509.CertificateBuilder:
    builder = _builder(_name(subject), issuer.subject, key, now)
    signer = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    identifier = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(signer)
    builder = builder.add_extension(identifier, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    return builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: _Key) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
