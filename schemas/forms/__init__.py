"""The forms in which the schema is published: each module here turns the registry into one of them."""
