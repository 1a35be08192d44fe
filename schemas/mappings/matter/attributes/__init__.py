"""The attribute rows, a module a group of clusters; `ROWS` of the package joins them in this order."""
