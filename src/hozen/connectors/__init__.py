"""接続: nodes that are read live. Requests go out and typed answers come in, or a refusal that names node and method.

Nothing here knows a book. Every call is a read; keys are never asked for.
"""
