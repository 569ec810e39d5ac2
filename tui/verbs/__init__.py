"""The command line's verbs, one module for each family, imported when they are called."""
