"""ノード読込: balances read from the firm's own nodes, brought into the book as a file would be."""
