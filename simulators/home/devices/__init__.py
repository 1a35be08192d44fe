"""The things in the home: physics and habits of use, no wire format."""
