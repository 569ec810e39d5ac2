"""newsdiff's store: everything that needs no screen. This is its public door."""
