"""Adapters in processes of their own, as the core sees them: one more kind of adapter."""
