"""Three exports of one factory by seed, with faults whose truth is known; the maker knows nothing of the product."""
