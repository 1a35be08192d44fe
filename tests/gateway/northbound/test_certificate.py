from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from gateway.core.clock import BUILD_MS
from gateway.northbound.certificate import CertificateError, ensure_certificate

DAY_MS = 86_400_000
NAMES = ("127.0.0.1", "fd00::2", "abcd.local")


def test_a_certificate_is_made_once(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path / "tls", NAMES, BUILD_MS)
    assert ensure_certificate(tmp_path / "tls", NAMES[:2], BUILD_MS + 300 * DAY_MS) == made
    assert made.key.stat().st_mode & 0o777 == 0o600
    loaded = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    key = loaded.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    names = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["abcd.local"]
    assert {str(address) for address in names.get_values_for_type(x509.IPAddress)} == {"127.0.0.1", "fd00::2"}
    assert len(made.fingerprint) == 64


@pytest.mark.parametrize(
    ("names", "now_ms"), [(NAMES, BUILD_MS + 370 * DAY_MS), ((*NAMES, "10.0.0.1"), BUILD_MS), (NAMES, 0)]
)
def test_it_is_renewed_in_time_for_the_same_key(tmp_path: Path, names: tuple[str, ...], now_ms: int) -> None:
    before = ensure_certificate(tmp_path, NAMES, BUILD_MS + 1_000 if now_ms else BUILD_MS - 400 * DAY_MS)
    after = ensure_certificate(tmp_path, names, now_ms or None)
    assert after.fingerprint != before.fingerprint
    assert after.public_key == before.public_key
    assert after.expires_ms > (now_ms or BUILD_MS) + 300 * DAY_MS


def test_a_damaged_certificate_is_replaced_and_a_damaged_key_is_not(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path, NAMES, BUILD_MS)
    made.certificate.write_bytes(b"rubbish")
    assert ensure_certificate(tmp_path, NAMES, BUILD_MS).public_key == made.public_key
    made.key.write_bytes(b"rubbish")
    with pytest.raises(CertificateError, match="delete it"):
        ensure_certificate(tmp_path, NAMES, BUILD_MS)


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    ensure_certificate(tmp_path, NAMES, BUILD_MS).key.chmod(0o640)
    with pytest.raises(CertificateError, match="others may read"):
        ensure_certificate(tmp_path, NAMES, BUILD_MS)
