"""ビットコインノード: what Bitcoin Core (or a node that speaks as it does) answers, read and checked field by field."""
