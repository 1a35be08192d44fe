"""The local API: REST, the stream, and who may use them."""

from gateway.northbound.access import AccessStore
from gateway.northbound.certificate import Certificate, ensure_certificate
from gateway.northbound.context import Facts
from gateway.northbound.server import Northbound
from gateway.northbound.settings import ApiSettings

__all__ = ["AccessStore", "ApiSettings", "Certificate", "Facts", "Northbound", "ensure_certificate"]
