package dev.syncline.contracts.policy;

/// Which tables are chosen by a pattern, `shop.*`, or left out by one, `!shop.tmp_*`. Where several match a table, the most specific one holds.
///
/// @param pattern as [TablePattern]; after an exclamation mark for what is left out
public record SelectionRule(String pattern) {

    /// @throws IllegalArgumentException where the pattern is none
    public SelectionRule {
        var _ = new TablePattern(pattern.startsWith("!") ? pattern.substring(1) : pattern);
    }

    public boolean leavesOut() {
        return pattern.startsWith("!");
    }

    /// What it matches.
    public TablePattern matched() {
        return new TablePattern(leavesOut() ? pattern.substring(1) : pattern);
    }
}
