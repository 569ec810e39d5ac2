"""All that a person sees or types; talks to `store` through its door alone."""
