"""The heart: spells of residence and cover, stocks, plan and target."""
