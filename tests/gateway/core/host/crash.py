"""An adapter that crashes while it is imported."""

import ctypes

ctypes.string_at(0)
