"""Seeds: for each assembly a TOML file of rules, parliaments, spells and committees."""
