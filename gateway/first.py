"""What the core does before anything large is imported: both cost a tenth of its start.

Python's cycle collector would look through half of the program again and again while it is being loaded, in vain;
`gateway.app` lets it work once all that lasts is there. And aiohttp reads the system's certificate authorities, for a
client, which the core does not have: it speaks to nobody outside, and adapters bring their own TLS settings.

And glibc would give each thread a heap of its own, 2 MB in all that nobody uses; and frozenlist's compiled form
brings the library of C++, 1 MB for lists of handlers that are walked once a request.
"""

import contextlib
import ctypes
import gc
import os
import ssl

gc.disable()

M_ARENA_MAX = -8  # mallopt(3)
with contextlib.suppress(AttributeError, OSError):  # only glibc has it
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)

PURE = "FROZENLIST_NO_EXTENSIONS"  # read when it is imported
_given = PURE in os.environ
os.environ.setdefault(PURE, "1")
_load_default_certs = ssl.SSLContext.load_default_certs
ssl.SSLContext.load_default_certs = lambda *_: None  # type: ignore[method-assign]
try:
    import aiohttp.web  # noqa: F401
finally:
    if not _given:
        del os.environ[PURE]  # no matter of the processes that the core starts
    ssl.SSLContext.load_default_certs = _load_default_certs  # type: ignore[method-assign]
