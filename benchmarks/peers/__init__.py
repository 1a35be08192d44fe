"""Other people's programs on the same messages, each in an environment of its own; never a dependency."""
