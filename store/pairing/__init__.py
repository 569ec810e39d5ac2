"""From claims to pairings: `pair(claims, articles) -> list[Pairing]`, pure."""
