"""One folder a vendor protocol, and the SDK that they share."""
