"""What the core does before anything large is imported: both cost a tenth of its start.

Python's cycle collector would look through half of the program again and again while it is being loaded, in vain;
`gateway.app` lets it work once all that lasts is there. And aiohttp reads the system's certificate authorities, for a
client, which the core does not have: it speaks to nobody outside, and adapters bring their own TLS settings.
"""

import gc
import ssl

gc.disable()

_load_default_certs = ssl.SSLContext.load_default_certs
ssl.SSLContext.load_default_certs = lambda *_: None  # type: ignore[method-assign]
try:
    import aiohttp.web  # noqa: F401
finally:
    ssl.SSLContext.load_default_certs = _load_default_certs  # type: ignore[method-assign]
