"""One group of occupations in one place, for a poster: its figures → a `Poster`, every word of it finished."""
