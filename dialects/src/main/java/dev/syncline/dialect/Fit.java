package dev.syncline.dialect;

/// How well a target holds the values of a source's column; shown before a project runs.
public enum Fit {
    /// Every value the column can have arrives in a type that means the same.
    EXACT,
    /// Every value the column can have arrives, in a type that holds more or means less: a number as text, an enum as a text.
    WIDENED,
    /// The column can have values that the target cannot hold. What happens to them is the project's policy for values where there is one
    /// for their kind; otherwise the table fails and is left as it was.
    NEEDS_POLICY,
    /// The target has no type for the column: the table fails before a row moves.
    UNSUPPORTED
}
