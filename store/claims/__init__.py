"""Reading an article: `read_claims(article) -> list[Claim]`, pure, linear in the text."""
