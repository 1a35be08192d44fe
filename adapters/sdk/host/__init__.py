"""An adapter in a process of its own: what runs there. The core's side of it is in the gateway."""
