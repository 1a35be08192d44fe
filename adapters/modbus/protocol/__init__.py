"""Modbus without sockets: registers and their blocks, the forms of values, PDUs, frames and exception codes."""
