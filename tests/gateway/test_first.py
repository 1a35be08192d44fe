"""In a process of its own: what it switches off is off in the whole process."""

import subprocess
import sys

SHOWN = """
import ssl
import sys
before = ssl.SSLContext.load_default_certs
read = []
ssl.SSLContext.load_default_certs = lambda self, purpose=None: read.append(purpose)
import gc
import os
import gateway.first
assert not gc.isenabled()
assert "FROZENLIST_NO_EXTENSIONS" not in os.environ, "children would inherit it"
assert "frozenlist._frozenlist" not in sys.modules, "1 MB of C++"
assert read == [], "aiohttp read the authorities"
ssl.create_default_context()
assert len(read) == 1, "others can no longer read them"
"""


def test_authorities_are_not_read_for_aiohttp_and_still_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", SHOWN], check=False, capture_output=True, text=True, timeout=30)
    assert done.stderr == ""
