"""A pretend manufacturer's platform and, on its side of the wire, an independent record of all that arrived."""
